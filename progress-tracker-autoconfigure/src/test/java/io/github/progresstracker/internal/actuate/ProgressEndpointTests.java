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
package io.github.progresstracker.internal.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StartExpectation;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.delivery.ReportingSettings;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.internal.history.PastRuns;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.internal.scheduling.StartSchedule;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProgressEndpoint}.
 */
class ProgressEndpointTests {

	private static final Duration DAY = Duration.ofDays(1);

	private final TestTime time = new TestTime();

	private StartExpectation due;

	private final TestTrackers trackers = new TestTrackers(this::job, this.time, new RunLimits(200, 100));

	private List<JobDefinition> known = List.of();

	private final Map<JobIdentity, PastRuns> histories = new HashMap<>();

	private final Map<JobIdentity, Instant> discarded = new HashMap<>();

	private final ProgressEndpoint endpoint = endpoint(this.trackers);

	private ProgressEndpoint endpoint(ProgressTrackers trackers) {
		return new ProgressEndpoint(trackers, () -> this.known, () -> 0,
				new Reporting(List.of(), new ReportingSettings(Duration.ofSeconds(15), Duration.ZERO), this.time),
				this.histories::get, this.discarded::get, this.time);
	}

	private JobDefinition job(String name) {
		return due(name, this.due);
	}

	private static JobDefinition due(String name, StartExpectation start) {
		JobDefinition daily = daily(name);
		return new JobDefinition(daily.identity(), daily.successExpectation(), start, daily.maxDuration(), 1000, 0,
				true);
	}

	private static JobDefinition daily(String job) {
		return new JobDefinition(new JobIdentity(job, "shop", null, new TreeMap<>(Map.of("shard", "3"))),
				SuccessInterval.of(DAY), Duration.ofHours(1), 1000);
	}

	@Test
	void thereAreNoJobsBeforeOneStarts() {
		assertThat(this.endpoint.jobs().jobs()).isEmpty();
		assertThat(this.endpoint.job("nightly")).isNull();
	}

	@Test
	void aKnownJobIsShownBeforeItStarts() {
		this.known = List.of(daily("nightly"), daily("weekly"));
		assertThat(this.endpoint.jobs().notStarted()).extracting(IdentityDescriptor::job)
			.containsExactly("nightly", "weekly");
		this.trackers.start("nightly");
		IdentityDescriptor weekly = new IdentityDescriptor("weekly", Map.of("app", "shop", "shard", "3"), null, null,
				null);
		assertThat(this.endpoint.jobs().notStarted()).containsExactly(weekly);
		assertThat(this.endpoint.job("weekly")).satisfies((found) -> {
			assertThat(found.jobs()).isEmpty();
			assertThat(found.notStarted()).containsExactly(weekly);
		});
		assertThat(this.endpoint.job("nightly")).satisfies((found) -> assertThat(found.notStarted()).isEmpty());
	}

	@Test
	void aRunningJobShowsItsProgressAndTimeLeft() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load", 1000);
		for (int second = 0; second < 4; second++) {
			this.time.pass(Duration.ofSeconds(1));
			tracker.inc(64);
			this.trackers.sample();
		}
		tracker.markSkipped(2);
		assertThat(only(this.endpoint.jobs().jobs())).satisfies((job) -> {
			assertThat(job.job()).isEqualTo("nightly");
			assertThat(job.labels()).isEqualTo(Map.of("app", "shop", "shard", "3"));
			assertThat(job.status()).isEqualTo("running");
			assertThat(job.startedAt()).isEqualTo(TestTime.START);
			assertThat(job.duration()).isEqualTo(Duration.ofSeconds(4));
			assertThat(job.maxDuration()).isEqualTo(Duration.ofHours(1));
			assertThat(job.records()).isEqualTo(new RecordsDescriptor(256, 2, null, null));
			assertThat(only(job.stages())).isEqualTo(new StageDescriptor("load", true, "running", Duration.ofSeconds(4),
					new RecordsDescriptor(256, 2, 1000L, 25.6), new Throughput(64.0, Duration.ofMillis(11_625), null),
					null));
		});
	}

	@Test
	void theLastEndsOfAJobAreShown() {
		this.trackers.run("nightly", (tracker) -> {
		});
		this.time.pass(DAY.dividedBy(2));
		ProgressTracker failing = this.trackers.start("nightly");
		failing.startStage("load");
		failing.fail(new IllegalStateException("oops"));
		assertThat(only(this.endpoint.jobs().jobs())).satisfies((job) -> {
			assertThat(job.status()).isEqualTo("failed");
			assertThat(job.lastSuccess()).isEqualTo(TestTime.START);
			assertThat(job.lastFailure()).isEqualTo(
					new JobFailure(TestTime.START.plus(DAY.dividedBy(2)), "IllegalStateException", "load", "oops"));
			assertThat(job.lastInterruption()).isNull();
			assertThat(job.pace()).isNull();
			assertThat(only(job.stages()).pace()).isNull();
			assertThat(only(job.stages()).status()).isEqualTo("failed");
		});
	}

	@Test
	void aJobIsOverdueOnceItsIntervalHasPassedSinceTheLastSuccess() {
		this.trackers.run("nightly", (tracker) -> {
		});
		Instant dueAt = TestTime.START.plus(DAY);
		this.time.pass(DAY);
		assertThat(success()).isEqualTo(new SuccessDescriptor(DAY, dueAt, false));
		this.time.pass(Duration.ofMillis(1));
		assertThat(success()).isEqualTo(new SuccessDescriptor(DAY, dueAt, true));
	}

	@Test
	void aJobThatNeverSucceededIsDueOneIntervalAfterItsStart() {
		this.trackers.start("nightly");
		assertThat(success()).isEqualTo(new SuccessDescriptor(DAY, TestTime.START.plus(DAY), false));
	}

	@Test
	void aJobIsOverdueOnceNoRunHasBegunByTheEndOfItsGrace() {
		this.due = (startedAt, endedAt) -> (endedAt != null) ? endedAt.plus(DAY) : null;
		this.trackers.run("nightly", (tracker) -> {
		});
		Instant dueAt = TestTime.START.plus(DAY);
		this.time.pass(DAY);
		assertThat(start()).isEqualTo(new StartDescriptor(dueAt, false));
		this.time.pass(Duration.ofMillis(1));
		assertThat(start()).isEqualTo(new StartDescriptor(dueAt, true));
		this.trackers.start("nightly");
		assertThat(start()).isNull();
	}

	@Test
	void whileARunIsOpenNoOtherOneIsMissed() {
		this.due = (startedAt, endedAt) -> startedAt;
		ProgressTracker open = this.trackers.start("nightly");
		this.time.pass(DAY);
		assertThat(start()).isNull();
		open.fail(new IllegalStateException("oops"));
		assertThat(start()).isEqualTo(new StartDescriptor(TestTime.START, true));
	}

	@Test
	void aJobThatHasNotRunHereIsDueForTheFirstTimeAfterTheApplicationStarted() {
		StartSchedule hourly = new StartSchedule(
				(instant) -> instant.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1)), Duration.ofMinutes(10));
		this.known = List.of(due("nightly", hourly), daily("weekly"));
		Instant dueAt = hourly.firstStart(TestTime.START);
		assertThat(dueAt).isAfter(TestTime.START);
		assertThat(notStarted("nightly").start()).isEqualTo(new StartDescriptor(dueAt, false));
		assertThat(notStarted("weekly").start()).isNull();
		this.time.pass(DAY);
		assertThat(notStarted("nightly").start()).isEqualTo(new StartDescriptor(dueAt, true));
	}

	@Test
	void aRunThatAnotherProcessHasTheLockForIsNotMissedHere() {
		this.due = (startedAt, endedAt) -> (endedAt != null) ? endedAt.plus(DAY) : null;
		this.known = List.of(due("weekly", this.due));
		this.trackers.run("nightly", (tracker) -> {
		});
		this.time.pass(DAY.multipliedBy(2));
		this.known.forEach((job) -> this.discarded.put(job.identity(), this.time.now()));
		this.discarded.put(daily("nightly").identity(), this.time.now());
		StartDescriptor next = new StartDescriptor(this.time.now().plus(DAY), false);
		assertThat(start()).isEqualTo(next);
		assertThat(notStarted("weekly").start()).isEqualTo(next);
	}

	@Test
	void timesAreShownToTheMillisecond() {
		this.due = (startedAt, endedAt) -> startedAt.plusNanos(7_654_321);
		this.time.pass(Duration.ofNanos(123_456_789));
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		this.time.pass(Duration.ofNanos(1_987_654_321));
		tracker.fail(new IllegalStateException("oops"));
		JobDescriptor job = only(this.endpoint.jobs().jobs());
		assertThat(job.startedAt()).isEqualTo(TestTime.START.plusMillis(123));
		assertThat(job.duration()).isEqualTo(Duration.ofMillis(1987));
		assertThat(only(job.stages()).duration()).isEqualTo(Duration.ofMillis(1987));
		assertThat(job.lastFailure().at()).isEqualTo(TestTime.START.plusMillis(2111));
		assertThat(job.success().dueAt()).isEqualTo(TestTime.START.plus(DAY).plusMillis(123));
		assertThat(job.start().dueAt()).isEqualTo(TestTime.START.plusMillis(131));
	}

	@Test
	void noSuccessIsDueWithoutAnInterval() {
		for (SuccessInterval interval : new SuccessInterval[] { null, SuccessInterval.OFF }) {
			TestTrackers others = new TestTrackers(
					(job) -> new JobDefinition(JobIdentity.of(job), interval, null, 1000), this.time,
					new RunLimits(200, 100));
			others.start("nightly");
			assertThat(only(endpoint(others).jobs().jobs()).success()).isNull();
		}
	}

	@Test
	void anIntervalTooLongForAnInstantIsNeverOver() {
		TestTrackers others = new TestTrackers((job) -> new JobDefinition(JobIdentity.of(job),
				SuccessInterval.of(Duration.ofSeconds(Long.MAX_VALUE)), null, 1000), this.time,
				new RunLimits(200, 100));
		others.start("nightly");
		assertThat(only(endpoint(others).jobs().jobs()).success()).extracting(SuccessDescriptor::overdue)
			.isEqualTo(false);
	}

	@Test
	void aJobIsFoundByItsNameEvenIfThatHasSlashes() {
		this.trackers.start("nightly");
		this.trackers.start("u/admin/import");
		assertThat(this.endpoint.jobs().jobs()).extracting(JobDescriptor::job)
			.containsExactly("nightly", "u/admin/import");
		assertThat(this.endpoint.job("u", "admin", "import"))
			.satisfies((found) -> assertThat(only(found.jobs()).job()).isEqualTo("u/admin/import"));
		assertThat(this.endpoint.job("admin")).isNull();
	}

	@Test
	void onlyTheAnswerForOneJobHasItsHistory() {
		JobFailure failure = new JobFailure(TestTime.START, "IllegalStateException", "load", "oops");
		PastRun failed = new PastRun(null, RunStatus.FAILED, TestTime.START.minusSeconds(90), TestTime.START,
				Duration.ofSeconds(90), new RecordCounts(30, 2, 40L), failure);
		PastRun lost = new PastRun(7L, RunStatus.RUNNING, TestTime.START.minus(DAY), null, null, RecordCounts.NONE,
				null);
		this.histories.put(daily("nightly").identity(), new PastRuns(List.of(failed, lost), "The database is gone"));
		this.trackers.start("nightly");
		assertThat(only(this.endpoint.jobs().jobs()).history()).isNull();
		assertThat(this.endpoint.job("nightly")).satisfies((found) -> {
			JobDescriptor job = only(found.jobs());
			assertThat(job.history()).containsExactly(
					new RunDescriptor("failed", TestTime.START.minusSeconds(90), TestTime.START, Duration.ofSeconds(90),
							new RecordsDescriptor(30, 2, 40L, 75.0), failure),
					new RunDescriptor("running", TestTime.START.minus(DAY), null, null,
							new RecordsDescriptor(0, 0, null, null), null));
			assertThat(job.historyProblem()).isEqualTo("The database is gone");
		});
	}

	@Test
	void aKnownJobThatHasNotStartedHereMayHaveAHistoryElsewhere() {
		this.known = List.of(daily("nightly"), daily("weekly"));
		PastRun completed = new PastRun(1L, RunStatus.COMPLETED, TestTime.START, TestTime.START.plusSeconds(1),
				Duration.ofSeconds(1), RecordCounts.NONE, null);
		this.histories.put(daily("nightly").identity(), new PastRuns(List.of(completed), null));
		assertThat(this.endpoint.jobs().notStarted()).allSatisfy((job) -> assertThat(job.history()).isNull());
		assertThat(this.endpoint.job("nightly"))
			.satisfies((found) -> assertThat(only(found.notStarted()).history()).hasSize(1));
		assertThat(this.endpoint.job("weekly"))
			.satisfies((found) -> assertThat(only(found.notStarted()).history()).isNull());
	}

	@Test
	void noHistoryIsReadForTheListOfAllJobsOrForOthers() {
		List<JobIdentity> asked = new ArrayList<>();
		ProgressEndpoint recorded = new ProgressEndpoint(this.trackers, List::of, () -> 0,
				new Reporting(List.of(), new ReportingSettings(Duration.ofSeconds(15), Duration.ZERO), this.time),
				(job) -> {
					asked.add(job);
					return null;
				}, (job) -> null, this.time);
		this.trackers.start("nightly");
		this.trackers.start("nightly");
		this.trackers.start("weekly");
		recorded.jobs();
		assertThat(asked).isEmpty();
		recorded.job("nightly");
		assertThat(asked).containsExactly(daily("nightly").identity());
	}

	@Test
	void thereIsNoPercentageIfTheTotalIsSurpassed() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.expect(10);
		tracker.inc(11);
		assertThat(only(this.endpoint.jobs().jobs()).records()).isEqualTo(new RecordsDescriptor(11, 0, 10L, null));
	}

	@Test
	void percentagesAreRoundedDown() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.expect(100_000);
		tracker.inc(99_999);
		assertThat(only(this.endpoint.jobs().jobs()).records().percent()).isEqualTo(99.9);
	}

	private StartDescriptor start() {
		return only(this.endpoint.jobs().jobs()).start();
	}

	private IdentityDescriptor notStarted(String job) {
		return only(this.endpoint.job(job).notStarted());
	}

	private SuccessDescriptor success() {
		return only(this.endpoint.jobs().jobs()).success();
	}

	private static <T> T only(List<T> elements) {
		assertThat(elements).hasSize(1);
		return elements.get(0);
	}

}
