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
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import io.github.progresstracker.RecordCounts;
import org.jspecify.annotations.Nullable;

/**
 * Formats numbers for people, independently of the locale: counts are exact, rates have
 * three significant digits, durations have two units.
 */
final class HumanFormat {

	private static final MathContext RATE_PRECISION = new MathContext(3);

	private static final Duration MIN_TIME_TO_FINISH = Duration.ofMinutes(1);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

	private static final DateTimeFormatter TIME_AND_WEEKDAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

	private static final DateTimeFormatter DATE_AND_TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

	/** Where the sign cannot be written, a word says the same. */
	private static final String APPROXIMATELY = Charset.defaultCharset().newEncoder().canEncode('\u2248') ? "\u2248"
			: "about";

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

	static String percent(double fraction) {
		return (long) (fraction * 100) + " %";
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

	/**
	 * Marks what is judged by the last run, and not by a known total.
	 * @param text a number
	 * @return the number, marked as approximate
	 */
	static String approximately(String text) {
		return APPROXIMATELY + " " + text;
	}

	/**
	 * The time of day at which the work will be done, to the nearest minute, if that is
	 * more than a minute away.
	 * @param now the present
	 * @param left the time that is left
	 * @param zone the time zone
	 * @return the time, with the day if that is another one; empty if it is near
	 */
	static Optional<String> finish(Instant now, @Nullable Duration left, ZoneId zone) {
		if (left == null || left.compareTo(MIN_TIME_TO_FINISH) <= 0) {
			return Optional.empty();
		}
		ZonedDateTime done = now.plus(left).plusSeconds(30).atZone(zone);
		long days = ChronoUnit.DAYS.between(now.atZone(zone).toLocalDate(), done.toLocalDate());
		DateTimeFormatter format = (days == 0) ? TIME : (days < 7) ? TIME_AND_WEEKDAY : DATE_AND_TIME;
		return Optional.of("done about " + format.format(done));
	}

	private static String twoUnits(long smaller, int size, String unit, String smallerUnit) {
		return String.format(Locale.ROOT, "%d %s %02d %s", smaller / size, unit, smaller % size, smallerUnit);
	}

	private static long divideRounded(long dividend, long divisor) {
		return (dividend + divisor / 2) / divisor;
	}

}
