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

package io.github.progresstracker.internal.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.github.progresstracker.RecordCounts;

/**
 * Formats numbers for people, independently of the locale: counts are exact, rates have
 * three significant digits, durations have two units.
 */
final class HumanFormat {

	private static final MathContext RATE_PRECISION = new MathContext(3);

	private HumanFormat() {
	}

	static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

	/** Names the expected number only if it differs from the processed one. */
	static String records(RecordCounts records) {
		long processed = records.processed();
		Long expected = records.expected();
		if (expected == null || expected == processed) {
			return number(processed) + ((processed == 1) ? " record" : " records");
		}
		if (expected > processed) {
			return number(processed) + " of " + number(expected) + " records";
		}
		return number(processed) + " records, expected " + number(expected);
	}

	/** Rounds down, so that 100 % means that nothing is left. */
	static String percent(long part, long whole) {
		return (long) (part * 100.0 / whole) + " %";
	}

	static String rate(double perSecond) {
		if (perSecond >= 1) {
			return significant(perSecond) + "/s";
		}
		double perMinute = perSecond * 60;
		return (perMinute >= 1) ? significant(perMinute) + "/min" : significant(perMinute * 60) + "/h";
	}

	static Optional<String> averageRate(RecordCounts records, Duration duration) {
		return averagePerSecond(records, duration).map(HumanFormat::rate);
	}

	/** Empty if the duration would be shown as 0. */
	static Optional<Double> averagePerSecond(RecordCounts records, Duration duration) {
		if (records.processed() == 0 || duration.toMillis() == 0) {
			return Optional.empty();
		}
		return Optional.of(records.processed() * 1e9 / duration.toNanos());
	}

	private static String significant(double number) {
		BigDecimal rounded = new BigDecimal(number).round(RATE_PRECISION).stripTrailingZeros();
		return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
	}

	static String duration(Duration duration) {
		long millis = duration.toMillis();
		if (millis < 1000) {
			return millis + " ms";
		}
		long tenths = divideRounded(millis, 100);
		if (tenths < 600) {
			return tenths / 10 + "." + tenths % 10 + " s";
		}
		long seconds = divideRounded(millis, 1000);
		if (seconds < 3600) {
			return twoUnits(seconds, 60, "min", "s");
		}
		long minutes = divideRounded(seconds, 60);
		return (minutes < 24 * 60) ? twoUnits(minutes, 60, "h", "min")
				: twoUnits(divideRounded(minutes, 60), 24, "d", "h");
	}

	/** Rounds up, and shows fewer digits than {@link #duration} does. */
	static String estimate(Duration duration) {
		long seconds = duration.plusMillis(999).toSeconds();
		if (seconds < 60) {
			return seconds + " s";
		}
		if (seconds <= 600) {
			return duration(Duration.ofSeconds(seconds));
		}
		long minutes = duration.plusMillis(59_999).toMinutes();
		return (minutes < 60) ? minutes + " min" : duration(Duration.ofMinutes(minutes));
	}

	private static String twoUnits(long smaller, int size, String unit, String smallerUnit) {
		return String.format(Locale.ROOT, "%d %s %02d %s", smaller / size, unit, smaller % size, smallerUnit);
	}

	private static long divideRounded(long dividend, long divisor) {
		return (dividend + divisor / 2) / divisor;
	}

}
