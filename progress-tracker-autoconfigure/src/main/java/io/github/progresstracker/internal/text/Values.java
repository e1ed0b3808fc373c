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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How values are read and written everywhere: blank text counts as unset, and durations
 * are numbers of seconds.
 */
public final class Values {

	private Values() {
	}

	/**
	 * Treats blank text as unset.
	 * @param value a text, or {@code null}
	 * @return the text, or {@code null} if it is blank
	 */
	public static @Nullable String unlessBlank(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value;
	}

	/**
	 * Converts a duration of any length. {@link Duration#toNanos()} would overflow after
	 * three centuries.
	 * @param duration a duration
	 * @return the number of seconds, including fractions
	 */
	public static double seconds(Duration duration) {
		return duration.getSeconds() + duration.getNano() / 1e9;
	}

}
