/*
 * Copyright 2026 the progress-tracker authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.progresstracker.internal.condition;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Reads properties before all of them are bound. A value that cannot be read counts as
 * none here: it keeps the application from starting when all properties are bound, with a
 * message that names all that is wrong.
 */
public final class EarlyValue {

	private EarlyValue() {
	}

	/**
	 * Reads a property of ours.
	 * @param <T> the type of the value
	 * @param binder reads the properties of the application
	 * @param property the name of the property, without the prefix
	 * {@code progress.tracker}
	 * @param type the type of the value
	 * @param defaultValue the value to return if there is none
	 * @return the value
	 */
	public static <T> T of(Binder binder, String property, Class<T> type, T defaultValue) {
		try {
			return binder.bind(RuntimeCondition.PREFIX + property, type).orElse(defaultValue);
		}
		catch (BindException ex) {
			return defaultValue;
		}
	}

}
