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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StartSchedule}: by when the next run has to begin. All times are those
 * of a clock in Berlin. The 1st of June 2026 is a Monday.
 */
class StartScheduleTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	private static final Duration GRACE = Duration.ofMinutes(10);

	private static final String WORKDAYS = "0 30 2 * * MON-FRI";

	private static final String HOURLY = "0 0 * * * *";

	@ParameterizedTest
	@CsvSource({
			// On time, late, and at another time
			"2026-06-01T02:30, 2026-06-02T02:40", "2026-06-01T05:00, 2026-06-02T02:40",
			"2026-06-01T01:00, 2026-06-01T02:40",
			// From Friday to Monday
			"2026-06-05T02:30, 2026-06-08T02:40", "2026-06-06T12:00, 2026-06-08T02:40" })
	void whileARunGoesOnTheNextOneHasToBeginByTheNextDueTimeAndTheGrace(LocalDateTime start, LocalDateTime next) {
		assertThat(nextStart(WORKDAYS, start, null)).isEqualTo(next);
	}

	@ParameterizedTest
	@CsvSource({ "02:00, 02:05, 03:10", "02:00, 02:59:59, 03:10",
			// Due times that pass while the job runs are skipped, as by a scheduler
			"02:00, 03:00, 04:10", "02:00, 05:59, 06:10" })
	void afterTheEndOfARunTheNextOneHasToBeginByTheNextDueTimeAfterTheEnd(String start, String end, String next) {
		assertThat(nextStart(HOURLY, june(start), june(end))).isEqualTo(june(next));
	}

	/** Unlike a run, an application that is started just before does not count for it. */
	@ParameterizedTest
	@CsvSource({ "01:00, 02:40", "02:29:59, 02:40", "02:25, 02:40" })
	void aJobThatHasNotRunYetHasToBeginByTheFirstDueTimeAndTheGrace(String since, String next) {
		assertThat(schedule(WORKDAYS).firstStart(berlin(june(since)))).isEqualTo(berlin(june(next)));
	}

	@Test
	void aRunDoesNotMoveTheTimeWhileItGoesOn() {
		StartSchedule hourly = schedule(HOURLY);
		Instant start = berlin(june("02:00"));
		assertThat(hourly.nextStart(start, null)).isEqualTo(berlin(june("03:10")));
		assertThat(hourly.nextStart(start, start.plus(Duration.ofHours(3)))).isEqualTo(berlin(june("06:10")));
	}

	@ParameterizedTest
	@CsvSource({
			// A timer that runs ahead, and clocks that differ by some minutes
			"02:29:59.990, 02:29:59.995", "02:29:59.990, 03:00", "02:28, 02:29", "02:28, 04:00", "02:25, 02:26" })
	void aRunThatBeginsUpToFiveMinutesBeforeADueTimeCountsForIt(String start, String end) {
		LocalDateTime tomorrow = LocalDateTime.parse("2026-06-02T02:40");
		assertThat(nextStart(WORKDAYS, june(start), null)).isEqualTo(tomorrow);
		assertThat(nextStart(WORKDAYS, june(start), june(end))).isEqualTo(tomorrow);
	}

	@Test
	void aRunThatBeginsEarlierDoesNotCountForTheDueTime() {
		assertThat(nextStart(WORKDAYS, june("02:24:59"), null)).isEqualTo(june("02:40"));
		assertThat(nextStart(WORKDAYS, june("02:24:59"), june("02:26"))).isEqualTo(june("02:40"));
		assertThat(nextStart(WORKDAYS, june("02:24:59"), june("02:31")))
			.isEqualTo(LocalDateTime.parse("2026-06-02T02:40"));
	}

	@ParameterizedTest
	@CsvSource({ "02:00:00, 02:13", "02:00:01, 02:13", "02:01:29, 02:13", "02:01:31, 02:16", "02:02:59.990, 02:16" })
	void ofTwoDueTimesTheNearerOneIsTheOneThatARunCountsFor(String start, String next) {
		assertThat(nextStart("0 */3 * * * *", june(start), null)).isEqualTo(june(next));
	}

	@Test
	void dueTimesThatAreCloseTogetherOnceADayAreToldApart() {
		DueTimes twice = DueTimes
			.ofAll(List.of(CronSchedule.of("0 0 2 * * *", BERLIN), CronSchedule.of("0 4 2 * * *", BERLIN)));
		StartSchedule schedule = new StartSchedule(twice, GRACE);
		assertThat(schedule.nextStart(berlin(june("02:00:01")), null)).isEqualTo(berlin(june("02:14")));
		assertThat(schedule.nextStart(berlin(june("02:04:01")), null))
			.isEqualTo(berlin(LocalDateTime.parse("2026-06-02T02:10")));
	}

	@ParameterizedTest
	@CsvSource({
			// Skipped in spring, and due once in autumn
			"2026-03-28T02:30, 2026-03-30T02:40", "2026-10-24T02:30, 2026-10-25T02:40" })
	void aTimeThatTheClockSkipsIsNotDueAndOneThatItShowsTwiceIsDueAtTheFirst(LocalDateTime start, LocalDateTime next) {
		assertThat(nextStart("0 30 2 * * *", start, start.plusMinutes(5))).isEqualTo(next);
		// LocalDateTime.atZone() takes the earlier one of two
		assertThat(nextStart("0 30 2 * * *", LocalDateTime.parse("2026-10-25T02:30"), null))
			.isEqualTo(LocalDateTime.parse("2026-10-26T02:40"));
	}

	@Test
	void withoutAFurtherDueTimeNoRunHasToBegin() {
		Instant last = berlin(june("02:00"));
		StartSchedule once = new StartSchedule((instant) -> instant.isBefore(last) ? last : null, GRACE);
		assertThat(once.nextStart(last.minusSeconds(3600), null)).isEqualTo(last.plus(GRACE));
		assertThat(once.nextStart(last, null)).isNull();
		assertThat(once.nextStart(last.minusSeconds(1), null)).isNull();
		assertThat(once.nextStart(last.minusSeconds(3600), last.plusSeconds(1))).isNull();
	}

	@Test
	void ofSeveralSchedulesTheEarliestCountsAndOneThatHasEndedDoesNot() {
		DueTimes all = DueTimes.ofAll(
				List.of(CronSchedule.of("0 0 14 * * *", BERLIN), (instant) -> null, CronSchedule.of(WORKDAYS, BERLIN)));
		StartSchedule schedule = new StartSchedule(all, GRACE);
		assertThat(schedule.nextStart(berlin(june("02:30")), null)).isEqualTo(berlin(june("14:10")));
		assertThat(schedule.nextStart(berlin(june("14:00")), null))
			.isEqualTo(berlin(LocalDateTime.parse("2026-06-02T02:40")));
		assertThat(DueTimes.ofAll(List.of())).isNull();
	}

	/** A snapshot is taken each second, on threads that have other things to do. */
	@Test
	void aSnapshotAsksForAFewDueTimesOnly() {
		AtomicInteger asked = new AtomicInteger();
		CronSchedule workdays = CronSchedule.of(WORKDAYS, BERLIN);
		StartSchedule schedule = new StartSchedule((instant) -> {
			asked.incrementAndGet();
			return workdays.after(instant);
		}, GRACE);
		schedule.nextStart(berlin(june("02:30")), null);
		assertThat(asked.getAndSet(0)).isEqualTo(1);
		schedule.nextStart(berlin(june("02:29")), berlin(LocalDateTime.parse("2026-06-03T04:00")));
		assertThat(asked).hasValue(4);
	}

	private static LocalDateTime june(String time) {
		return LocalDateTime.parse("2026-06-01T" + time);
	}

	private static Instant berlin(LocalDateTime local) {
		return local.atZone(BERLIN).toInstant();
	}

	private static StartSchedule schedule(String cron) {
		return new StartSchedule(CronSchedule.of(cron, BERLIN), GRACE);
	}

	private static @Nullable LocalDateTime nextStart(String cron, LocalDateTime start, @Nullable LocalDateTime end) {
		Instant next = schedule(cron).nextStart(berlin(start), (end != null) ? berlin(end) : null);
		return (next != null) ? LocalDateTime.ofInstant(next, BERLIN) : null;
	}

}
