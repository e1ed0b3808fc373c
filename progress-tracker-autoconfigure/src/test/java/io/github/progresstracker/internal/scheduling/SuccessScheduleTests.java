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

package io.github.progresstracker.internal.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SuccessSchedule}: which interval follows which success.
 */
class SuccessScheduleTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final Duration GRACE = Duration.ofHours(1);

	private final SuccessSchedule workdays = schedule("0 30 2 * * MON-FRI");

	@ParameterizedTest
	@CsvSource({
			// Monday to Tuesday, Friday to Monday
			"2026-06-01T02:45, 24h45m", "2026-06-05T02:45, 72h45m",
			// Manual runs at the weekend, and early in the day
			"2026-06-06T12:00, 39h30m", "2026-06-09T01:00, 2h30m",
			// Daylight saving time begins and ends on a Sunday
			"2026-03-27T02:45, 71h45m", "2026-10-23T02:45, 73h45m" })
	void theNextSuccessIsExpectedByTheNextDueTimePlusTheGrace(LocalDateTime success, String interval) {
		assertThat(after(this.workdays, berlin(success))).isEqualTo(Duration.parse("PT" + interval));
	}

	@Test
	void aSuccessJustBeforeADueTimeCountsForIt() {
		Instant early = berlin(LocalDateTime.parse("2026-06-02T02:29:59.990"));
		assertThat(after(this.workdays, early)).isGreaterThan(Duration.ofHours(25));
		assertThat(after(this.workdays, early.minusSeconds(60))).isLessThan(Duration.ofHours(2));
	}

	@Test
	void aRunThatBeginsOnTimeLimitsTheAgeOfThePreviousSuccess() {
		assertThat(whileUnknown("2026-06-02T02:30:00.100")).isEqualTo(Duration.ofHours(25));
		assertThat(whileUnknown("2026-06-02T02:29:59.990")).isEqualTo(Duration.ofHours(25));
		assertThat(whileUnknown("2026-06-01T03:15:00")).isEqualTo(Duration.ofHours(73));
		assertThat(whileUnknown("2026-03-30T02:30:00")).isEqualTo(Duration.ofDays(3));
	}

	@Test
	void aRunAtAnotherTimeDeterminesNoInterval() {
		assertThat(whileUnknown("2026-06-02T03:30:01")).isNull();
		assertThat(whileUnknown("2026-06-06T12:00:00")).isNull();
		assertThat(whileUnknown("2026-06-02T02:00:00")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "'0 0 0 29 2 *', 2028-02-29T00:00, 35064h", "'0 0 3 1 1 *', 2027-01-01T03:00, 8760h",
			"'0 0 0 29 2 MON', 2044-02-29T00:00, none", "'*/10 * * * * *', 2026-06-01T00:00:30, 10s",
			"'0 * 2 * * *', 2026-06-01T02:00:00, 23h1m" })
	void dueTimesAreFoundHoweverFarApartTheyAre(String cron, LocalDateTime due, String apart) {
		SuccessInterval interval = new SuccessSchedule(CronSchedule.of(cron, ZoneId.of("UTC")), Duration.ofSeconds(1))
			.interval(null, due.atZone(ZoneId.of("UTC")).toInstant());
		assertThat((interval != null) ? interval.duration().minusSeconds(1) : null)
			.isEqualTo(apart.equals("none") ? null : Duration.parse("PT" + apart));
	}

	@Test
	void aScheduleThatHasEndedExpectsNoSuccess() {
		SuccessSchedule ended = new SuccessSchedule((instant) -> null, GRACE);
		assertThat(ended.interval(Instant.now(), Instant.now())).isEqualTo(SuccessInterval.OFF);
		assertThat(ended.interval(null, Instant.now())).isNull();
	}

	@Test
	void aTimeThatTheClockSkipsIsNotDue() {
		// The same as for a scheduled method with this expression
		SuccessSchedule daily = schedule("0 30 2 * * *");
		assertThat(after(daily, berlin(LocalDateTime.parse("2026-03-28T02:45")))).isEqualTo(Duration.parse("PT47H45M"));
	}

	@Test
	void aTimeThatTheClockShowsTwiceIsDueOnce() {
		SuccessSchedule daily = schedule("0 30 2 * * *");
		assertThat(after(daily, berlin(LocalDateTime.parse("2026-10-24T02:45")))).isEqualTo(Duration.parse("PT24H45M"));
		assertThat(after(daily, Instant.parse("2026-10-25T00:45:00Z"))).isEqualTo(Duration.parse("PT25H45M"));
	}

	private static SuccessSchedule schedule(String cron) {
		return new SuccessSchedule(CronSchedule.of(cron, BERLIN), GRACE);
	}

	private static Instant berlin(LocalDateTime local) {
		return local.atZone(BERLIN).toInstant();
	}

	private @Nullable Duration whileUnknown(String startedAt) {
		SuccessInterval interval = this.workdays.interval(null, berlin(LocalDateTime.parse(startedAt)));
		return (interval != null) ? interval.duration() : null;
	}

	private static Duration after(SuccessSchedule schedule, Instant success) {
		return schedule.interval(success, Instant.EPOCH).duration();
	}

}
