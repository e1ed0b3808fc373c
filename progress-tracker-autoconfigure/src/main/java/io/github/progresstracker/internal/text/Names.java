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

package io.github.progresstracker.internal.text;

import org.jspecify.annotations.Nullable;

/**
 * The rules for names of jobs and stages.
 */
public final class Names {

	/** Longer names would bloat every report, and servers reject them. */
	private static final int MAX_LENGTH = 1000;

	private Names() {
	}

	/**
	 * Checks that a name is present.
	 * @param name a name
	 * @param what what it is the name of
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	public static void check(@Nullable String name, String what) {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException("The name of a %s must not be null or blank".formatted(what));
		}
	}

	/**
	 * Shortens a name to the length that is reported.
	 * @param name a name
	 * @return the name, truncated if it is too long
	 */
	public static String shorten(String name) {
		if (name.length() <= MAX_LENGTH) {
			return name;
		}
		int end = MAX_LENGTH - 1;
		if (Character.isHighSurrogate(name.charAt(end - 1))) {
			end--;
		}
		return name.substring(0, end) + "…";
	}

}
