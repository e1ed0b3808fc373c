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

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

import io.github.progresstracker.internal.scheduling.WatchedJob.Pushed;
import io.github.progresstracker.testing.Promtool;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A year of a job that is due from Monday to Friday, watched by the unchanged alert of
 * the Perl original: a late run alerts on the same day, and no weekend alerts. The time
 * zones are from both hemispheres, with daylight saving time that begins on a Sunday, on
 * a Friday, by half an hour, or not at all.
 */
@UsesServers
class YearOfWorkdaysTests {

	private static final LocalTime DUE = LocalTime.of(2, 30);

	private static final Duration GRACE = Duration.ofHours(1);

	private static final Duration STEP = Duration.ofMinutes(5);

	private final Random random = new Random(2026);

	@ParameterizedTest
	@CsvSource({ "UTC,true", "UTC,false", "Europe/Berlin,true", "Europe/Berlin,false", "America/New_York,true",
			"America/New_York,false", "Australia/Lord_Howe,true", "Australia/Lord_Howe,false", "Africa/Cairo,true",
			"Africa/Cairo,false" })
	void aYearOfSuccessesHasNoAlert(ZoneId zone, boolean oneProcess) {
		List<Instant> due = dueTimes(zone, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 4));
		WatchedJob job = job(zone, oneProcess);
		due.forEach((start) -> job.run(start, duration(), true));
		assertThat(alerts(job, due.get(0), due.get(due.size() - 1))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "UTC,true", "UTC,false", "Europe/Berlin,true", "Europe/Berlin,false", "America/New_York,true",
			"America/New_York,false", "Australia/Lord_Howe,true", "Australia/Lord_Howe,false", "Africa/Cairo,true",
			"Africa/Cairo,false" })
	void aRunThatIsMissingLateOrFailsAlertsOnItsDayUntilTheNextSuccess(ZoneId zone, boolean oneProcess) {
		List<Instant> due = dueTimes(zone, LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 31));
		WatchedJob job = job(zone, oneProcess);
		List<Alert> expected = new ArrayList<>();
		for (int day = 0; day < due.size(); day++) {
			Instant start = due.get(day);
			boolean trouble = day % 6 == 4 && day + 1 < due.size();
			if (!trouble) {
				job.run(start, duration(), true);
				continue;
			}
			Instant nextSuccess = due.get(day + 1).plus(Duration.ofMinutes(50));
			switch (day / 6 % 3) {
				case 0 -> job.run(start, duration(), false);
				case 1 -> {
					Instant late = start.plus(Duration.ofHours(5));
					job.run(late, Duration.ofMinutes(10), true);
					nextSuccess = late.plus(Duration.ofMinutes(10));
				}
				default -> {
					// The run is missing.
				}
			}
			expected.add(new Alert(start.plus(GRACE), nextSuccess));
		}
		List<Alert> alerts = alerts(job, due.get(0), due.get(due.size() - 1));
		assertThat(alerts).hasSameSizeAs(expected).hasSizeGreaterThan(40);
		for (int number = 0; number < expected.size(); number++) {
			Alert alert = alerts.get(number);
			Alert wanted = expected.get(number);
			assertThat(alert.from()).isBetween(wanted.from(), wanted.from().plus(GRACE));
			assertThat(alert.from().atZone(zone).toLocalDate())
				.isEqualTo(wanted.from().minus(GRACE).atZone(zone).toLocalDate());
			assertThat(alert.until()).isBetween(wanted.until().minus(GRACE), wanted.until().plus(STEP));
		}
	}

	@Test
	void aManualRunThatFailsAtTheWeekendDoesNotAlert() {
		ZoneId zone = ZoneId.of("Europe/Berlin");
		List<Instant> due = dueTimes(zone, LocalDate.of(2026, 5, 25), LocalDate.of(2026, 6, 2));
		WatchedJob job = job(zone, false);
		for (Instant start : due) {
			job.run(start, duration(), true);
			if (start.atZone(zone).getDayOfWeek() == DayOfWeek.FRIDAY) {
				job.run(start.plus(Duration.ofHours(30)), duration(), false);
			}
		}
		assertThat(alerts(job, due.get(0), due.get(due.size() - 1))).isEmpty();
	}

	@Test
	void aManualRunThatFailsDoesNotResolveTheAlertForALateRun() {
		ZoneId zone = ZoneId.of("Europe/Berlin");
		List<Instant> due = dueTimes(zone, LocalDate.of(2026, 5, 25), LocalDate.of(2026, 6, 2));
		WatchedJob job = job(zone, false);
		for (Instant start : due) {
			boolean friday = start.atZone(zone).getDayOfWeek() == DayOfWeek.FRIDAY;
			job.run(start.plus(friday ? Duration.ofHours(8) : Duration.ZERO), Duration.ofMinutes(50), !friday);
		}
		assertThat(alerts(job, due.get(0), due.get(due.size() - 1))).singleElement().satisfies((alert) -> {
			assertThat(alert.from()).isBetween(due.get(4).plus(GRACE), due.get(4).plus(GRACE).plus(STEP));
			assertThat(alert.until()).isEqualTo(due.get(5));
		});
	}

	/**
	 * The same in Prometheus: five weeks around the beginning of daylight saving time,
	 * with a late run on a Thursday and a missing one on a Friday.
	 */
	@Test
	void prometheusAgrees() {
		ZoneId zone = ZoneId.of("Europe/Berlin");
		List<Instant> due = dueTimes(zone, LocalDate.of(2026, 3, 9), LocalDate.of(2026, 4, 13));
		WatchedJob job = job(zone, false);
		for (Instant start : due) {
			LocalDate date = start.atZone(zone).toLocalDate();
			if (!date.equals(LocalDate.of(2026, 3, 27))) {
				boolean late = date.equals(LocalDate.of(2026, 3, 19));
				job.run(late ? start.plus(Duration.ofHours(4)) : start, duration(), true);
			}
		}
		Instant from = due.get(0).plus(Duration.ofHours(2));
		Instant until = due.get(due.size() - 1);
		int minutes = (int) Duration.between(from, until).toMinutes();
		StringBuilder tests = new StringBuilder("evaluation_interval: 5m\ntests:\n- interval: 5m\n  input_series:\n");
		tests.append(series("job_last_success", minutes, (minute) -> {
			Pushed pushed = job.at(from.plus(Duration.ofMinutes(minute)));
			return pushed.lastSuccess() - from.getEpochSecond();
		}));
		tests.append(series("job_expected_success_interval", minutes,
				(minute) -> job.at(from.plus(Duration.ofMinutes(minute))).interval()));
		tests.append("  alert_rule_test:\n");
		int firing = 0;
		for (int minute = 0; minute < minutes; minute += 30) {
			boolean fires = job.alertFires(from.plus(Duration.ofMinutes(minute)));
			firing += fires ? 1 : 0;
			tests.append("  - {eval_time: %dm, alertname: JobCompletionTimeoutExceeded, exp_alerts: [%s]}\n"
				.formatted(minute, fires ? "{exp_labels: {job: nightly, severity: warning}}" : ""));
		}
		assertThat(firing).isBetween(2 * (3 + 70), 2 * (4 + 71) + 2);
		Promtool.test(Promtool.SEED_ALERT, tests.toString());
	}

	private static String series(String name, int minutes, IntFunction<Double> value) {
		StringBuilder values = new StringBuilder();
		for (int minute = 0; minute < minutes; minute += 5) {
			values.append(String.format(Locale.ROOT, "%.3f ", value.apply(minute)));
		}
		return "  - {series: '%s{job=\"nightly\"}', values: '%s'}\n".formatted(name, values.toString().strip());
	}

	private static WatchedJob job(ZoneId zone, boolean oneProcess) {
		return new WatchedJob(new SuccessSchedule(CronSchedule.of("0 30 2 * * MON-FRI", zone), GRACE), oneProcess);
	}

	/** From 5 to 50 minutes, which is within the grace. */
	private Duration duration() {
		return Duration.ofSeconds(300 + this.random.nextInt(2700));
	}

	private static List<Instant> dueTimes(ZoneId zone, LocalDate from, LocalDate until) {
		return from.datesUntil(until)
			.filter((date) -> date.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
			.map((date) -> date.atTime(DUE).atZone(zone).toInstant())
			.toList();
	}

	private static List<Alert> alerts(WatchedJob job, Instant from, Instant until) {
		List<Alert> alerts = new ArrayList<>();
		Instant firingSince = null;
		for (Instant at = from; at.isBefore(until); at = at.plus(STEP)) {
			boolean fires = job.alertFires(at);
			if (fires && firingSince == null) {
				firingSince = at;
			}
			else if (!fires && firingSince != null) {
				alerts.add(new Alert(firingSince, at));
				firingSince = null;
			}
		}
		if (firingSince != null) {
			alerts.add(new Alert(firingSince, until));
		}
		return alerts;
	}

	private record Alert(Instant from, Instant until) {

	}

}
