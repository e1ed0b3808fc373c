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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Some of our properties do not exist, or have a value that makes no sense. Keeps the
 * application from starting.
 */
public final class InvalidProgressTrackerPropertyException extends RuntimeException {

	private final transient List<WrongProperty> properties;

	/**
	 * Creates an exception.
	 * @param property the name of the property
	 * @param value the value to show, or {@code null} if it is secret
	 * @param reason what is wrong, as a sentence without a full stop
	 * @param action what to do, as one or more sentences
	 */
	public InvalidProgressTrackerPropertyException(String property, @Nullable String value, String reason,
			String action) {
		this(List.of(new WrongProperty(property, value, reason, action, null)));
	}

	InvalidProgressTrackerPropertyException(List<WrongProperty> properties) {
		super(summary(properties));
		this.properties = List.copyOf(properties);
	}

	private static String summary(List<WrongProperty> properties) {
		String all = properties.stream().map(WrongProperty::summary).collect(Collectors.joining(" "));
		return (properties.size() == 1) ? all : properties.size() + " properties are wrong. " + all;
	}

	List<WrongProperty> properties() {
		return this.properties;
	}

}
