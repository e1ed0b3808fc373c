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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.github.progresstracker.RecordCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HumanFormat}.
 */
class HumanFormatTests {

	@ParameterizedTest
	@CsvSource({ "0, 0 ms", "999, 999 ms", "1000, 1.0 s", "1049, 1.0 s", "12345, 12.3 s", "59949, 59.9 s",
			"59950, 1 min 00 s", "125000, 2 min 05 s", "3599499, 59 min 59 s", "3599500, 1 h 00 min",
			"3780000, 1 h 03 min", "86399000, 1 d 00 h", "97200000, 1 d 03 h" })
	void durationsHaveAtMostTwoUnits(long millis, String expected) {
		assertThat(HumanFormat.duration(Duration.ofMillis(millis))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1 s", "1000, 1 s", "1001, 2 s", "59500, 1 min 00 s", "599001, 10 min 00 s", "600001, 11 min",
			"3540000, 59 min", "3540001, 1 h 00 min", "7200001, 2 h 01 min", "7230000, 2 h 01 min" })
	void estimatesAreRoundedUp(long millis, String expected) {
		assertThat(HumanFormat.estimate(Duration.ofMillis(millis))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none", textBlock = """
			PT60S    | none
			PT61S    | done about 23:02
			PT91S    | done about 23:03
			PT58M    | done about 23:59
			PT59M    | done about Mon 00:00
			P1D      | done about Mon 23:01
			P5DT23H  | done about Sat 22:01
			P7D      | done about 8 Mar 23:01
			P90D     | done about 30 May 23:01
			""")
	void theEndIsATimeOfDayIfItIsMoreThanAMinuteAway(Duration left, String expected) {
		Instant now = Instant.parse("2026-03-01T23:01:00Z");
		assertThat(HumanFormat.finish(now, left, ZoneOffset.UTC).orElse(null)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			1234567.8 | 1,230,000/s
			45678.9   | 45,700/s
			999.5     | 1,000/s
			123.4     | 123/s
			12.34     | 12.3/s
			1         | 1/s
			0.5       | 30/min
			0.001     | 3.6/h
			""")
	void ratesHaveThreeSignificantDigits(double perSecond, String expected) {
		assertThat(HumanFormat.rate(perSecond)).isEqualTo(expected);
	}

	@Test
	void thereIsNoRateForADurationOfZero() {
		RecordCounts records = new RecordCounts(1_080, 0, null);
		assertThat(HumanFormat.averageRate(records, Duration.ofNanos(999_999))).isEmpty();
		assertThat(HumanFormat.averageRate(records, Duration.ofMillis(1))).hasValue("1,080,000/s");
	}

	@ParameterizedTest
	@CsvSource({ "0, 3, 0 %", "1, 3, 33 %", "999999, 1000000, 99 %", "3, 3, 100 %", "4, 3, 133 %" })
	void percentagesAreRoundedDown(long part, long whole, String expected) {
		assertThat(HumanFormat.percent(part, whole)).isEqualTo(expected);
	}

}
