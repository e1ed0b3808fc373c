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

package io.github.progresstracker.autoconfigure;

import io.github.progresstracker.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A property of ours has a value that can not be meant. Stops the start.
 */
final class InvalidProgressTrackerPropertyException extends RuntimeException {

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
	InvalidProgressTrackerPropertyException(String property, @Nullable String value, String reason, String action) {
		super("The property '%s' is wrong: %s".formatted(Printable.of(property), Printable.of(reason, LONGEST)));
		this.property = property;
		this.value = value;
		this.reason = Printable.of(reason, LONGEST);
		this.action = Printable.of(action, LONGEST);
	}

	String property() {
		return this.property;
	}

	@Nullable String value() {
		return this.value;
	}

	String reason() {
		return this.reason;
	}

	String action() {
		return this.action;
	}

}
