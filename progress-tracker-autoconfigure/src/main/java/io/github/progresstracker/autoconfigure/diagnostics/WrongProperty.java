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

import org.springframework.boot.origin.Origin;

/**
 * One of our properties that has a wrong name or value, and what to do about it.
 *
 * @param name the name of the property
 * @param value the value to show, or {@code null} if it is secret
 * @param reason what is wrong, as a sentence without a full stop
 * @param action what to do, as one or more sentences
 * @param origin where the property was set, or {@code null} if that is unknown
 */
record WrongProperty(String name, @Nullable String value, String reason, String action, @Nullable Origin origin) {

	private static final int MAX_TEXT_LENGTH = 1000;

	/** An origin is a path, perhaps of a file in a jar in another jar. */
	private static final int MAX_ORIGIN_LENGTH = 2000;

	/** On one line, as it appears in the log and in exceptions. */
	String summary() {
		return "The property '%s' is wrong: %s. %s".formatted(SafeText.of(this.name),
				SafeText.of(this.reason, MAX_TEXT_LENGTH), safeAction());
	}

	/**
	 * Describes the property as people see it when the application fails to start.
	 * @param origin where it was set, or {@code null} if that is unknown
	 * @return the description, on several lines
	 */
	String description(@Nullable Origin origin) {
		StringBuilder description = new StringBuilder();
		description.append("The property '%s' is wrong:%n%n".formatted(SafeText.of(this.name)));
		description.append(
				"    Value: %s%n".formatted((this.value != null) ? "'" + SafeText.of(this.value) + "'" : "(secret)"));
		if (origin != null) {
			description.append("    Origin: %s%n".formatted(SafeText.of(origin.toString(), MAX_ORIGIN_LENGTH)));
		}
		return description.append("    Reason: %s".formatted(SafeText.of(this.reason, MAX_TEXT_LENGTH))).toString();
	}

	String safeAction() {
		return SafeText.of(this.action, MAX_TEXT_LENGTH);
	}

}
