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

import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A property of ours has a value that can not be meant. Stops the start.
 */
public final class InvalidProgressTrackerPropertyException extends RuntimeException {

	private static final int LONGEST = 1000;

	private final String property;

	private final @Nullable String value;

	private final String reason;

	private final String action;

	/**
	 * Creates an exception.
	 * @param property name of the property
	 * @param value the value to show, or {@code null} if it is secret
	 * @param reason what is wrong, a sentence without full stop
	 * @param action what to do, sentences
	 */
	public InvalidProgressTrackerPropertyException(String property, @Nullable String value, String reason,
			String action) {
		super("The property '%s' is wrong: %s".formatted(SafeText.of(property), SafeText.of(reason, LONGEST)));
		this.property = property;
		this.value = value;
		this.reason = SafeText.of(reason, LONGEST);
		this.action = SafeText.of(action, LONGEST);
	}

	public String property() {
		return this.property;
	}

	public @Nullable String value() {
		return this.value;
	}

	public String reason() {
		return this.reason;
	}

	public String action() {
		return this.action;
	}

}
