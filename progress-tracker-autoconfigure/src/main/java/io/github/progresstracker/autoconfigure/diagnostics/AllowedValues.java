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

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Knows what our properties may be set to, so that each message about a wrong value says
 * the same, with an example that fits the property.
 */
final class AllowedValues {

	/** Clocks and sockets count in milliseconds, and zero often means forever. */
	private static final Duration MIN_DURATION = Duration.ofMillis(1);

	/** More does not fit into a number of nanoseconds. */
	private static final Duration MAX_DURATION = Duration.ofDays(36500);

	private static final String OFF = ", or to 'off'";

	private static final Map<String, Durations> DURATIONS = Map.of("heartbeat", new Durations("15s or 15"),
			"max-duration", new Durations("2h or 7200"), "success-interval", new Durations("25h or 90000", OFF),
			"success-grace", new Durations("1h or 3600"), "start-grace", new Durations("10m or 600"), "connect-timeout",
			new Durations("2s or 2"), "read-timeout", new Durations("5s or 5"), "final-timeout",
			new Durations("4s or 4"), "min-interval", new Durations("5s or 5", ", or to 0"));

	/** Anything that has no example of its own. */
	private static final Durations ANY_DURATION = new Durations("15s or 15");

	/** With a larger tolerance, an alert would hardly ever fire. */
	private static final Map<String, Numbers> NUMBERS = Map.of("report-interval",
			new Numbers(1, Long.MAX_VALUE, "above 0, such as 1000"), "max-jobs",
			new Numbers(1, Integer.MAX_VALUE, "above 0, such as 200"), "max-stages",
			new Numbers(1, Integer.MAX_VALUE, "above 0, such as 100"), "history",
			new Numbers(0, 1000, "from 0 (no history) to 1000, such as 20"), "failure-tolerance",
			new Numbers(0, 100, "from 0 to 100, such as 2"));

	private static final Numbers ANY_NUMBER = new Numbers(Long.MIN_VALUE, Long.MAX_VALUE, "such as 100");

	private AllowedValues() {
	}

	/**
	 * What is wrong with a duration.
	 * @param property the name of the property
	 * @param duration the duration
	 * @return the reason, or {@code null} if it is allowed
	 */
	static @Nullable String reasonAgainst(String property, Duration duration) {
		boolean zeroAllowed = property.endsWith(".min-interval");
		if (duration.compareTo(zeroAllowed ? Duration.ZERO : MIN_DURATION) < 0) {
			return zeroAllowed ? "it is negative"
					: (duration.isNegative() || duration.isZero()) ? "it is not positive" : "it is less than 1 ms";
		}
		return (duration.compareTo(MAX_DURATION) > 0) ? "it is longer than 100 years" : null;
	}

	/**
	 * What to set a duration to.
	 * @param property the name of the property
	 * @return a sentence
	 */
	static String duration(String property) {
		return DURATIONS.getOrDefault(lastPart(property), ANY_DURATION).action();
	}

	/**
	 * What is wrong with a number.
	 * @param property the name of the property
	 * @param number the number
	 * @return the reason, or {@code null} if it is allowed
	 */
	static @Nullable String reasonAgainst(String property, long number) {
		Numbers allowed = numbers(property);
		if (number < allowed.min) {
			return (allowed.min > 0) ? "it is not positive" : "it is negative";
		}
		return (number > allowed.max) ? "it is more than " + allowed.max : null;
	}

	/**
	 * What to set a number to.
	 * @param property the name of the property
	 * @return a sentence
	 */
	static String number(String property) {
		return "Set it to a whole number %s.".formatted(numbers(property).range);
	}

	private static Numbers numbers(String property) {
		return NUMBERS.getOrDefault(lastPart(property), ANY_NUMBER);
	}

	private static String lastPart(String property) {
		return property.substring(property.lastIndexOf('.') + 1);
	}

	/**
	 * Examples of a duration.
	 *
	 * @param examples with a unit and in seconds
	 * @param otherwise what else is allowed
	 */
	private record Durations(String examples, String otherwise) {

		Durations(String examples) {
			this(examples, "");
		}

		String action() {
			return "Set it to a duration such as %s (seconds)%s.".formatted(this.examples, this.otherwise);
		}

	}

	/**
	 * Which whole numbers are allowed.
	 *
	 * @param min the smallest one
	 * @param max the largest one
	 * @param range the same for people to read, with an example
	 */
	private record Numbers(long min, long max, String range) {

	}

}
