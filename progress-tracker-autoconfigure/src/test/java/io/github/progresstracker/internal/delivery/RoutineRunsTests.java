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

package io.github.progresstracker.internal.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StartExpectation;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoutineRuns}: how often the reports of a job that runs again and again
 * are delivered, and which do not wait. Deliveries are tried every tenth of a second.
 */
class RoutineRunsTests {

	private final TestTime time = new TestTime();

	private final PendingReports pending = pending(
			new ReporterPolicy(Duration.ofSeconds(5), Duration.ofMinutes(1), false, false));

	private final List<JobProgress> delivered = new ArrayList<>();

	private ProgressTrackers trackers = trackers(null, null);

	private ProgressTrackers trackers(@Nullable SuccessInterval success, @Nullable StartExpectation start) {
		return new TestTrackers(
				(job) -> new JobDefinition(JobDefinition.of(job).identity(), success, start, null, 1000, 0, true),
				this.time, RunLimits.DEFAULT);
	}

	@Test
	void aJobThatRunsTenTimesASecondCostsNoMoreThanOneThatRunsOnceAMinute() {
		Instant end = this.time.now().plus(Duration.ofMinutes(60).minusSeconds(1));
		while (this.time.now().isBefore(end)) {
			complete("often");
			pass(Duration.ofMillis(100));
		}
		int often = deliveries();
		pass(Duration.ofMinutes(1));
		assertThat(deliveries()).as("the end of the last run").isEqualTo(1);
		for (int run = 0; run < 60; run++) {
			complete("each minute");
			pass(Duration.ofMinutes(1));
		}
		assertThat(often).isEqualTo(60);
		assertThat(deliveries()).isEqualTo(60);
	}

	@Test
	void theNewestEndIsDeliveredWithinAMinuteEvenIfNoOtherFollows() {
		runOften();
		JobProgress last = complete("often");
		pass(Duration.ofMinutes(1));
		assertThat(this.delivered).endsWith(last);
		assertThat(this.pending.isEmpty()).isTrue();
	}

	@Test
	void theNewestEndIsDeliveredWhenTheApplicationEnds() {
		runOften();
		JobProgress last = complete("often");
		this.pending.flush();
		pass(Duration.ZERO);
		assertThat(this.delivered).endsWith(last);
	}

	@Test
	void aFailureAndTheFirstSuccessAfterItWaitForTheMinimumIntervalOnly() {
		runOften();
		deliveries();
		fail("often");
		pass(Duration.ofSeconds(5));
		assertThat(this.delivered).singleElement()
			.satisfies((progress) -> assertThat(progress.outcomes().lastFailure()).isNotNull());
		complete("often");
		pass(Duration.ofSeconds(5));
		assertThat(deliveries()).isEqualTo(2);
		complete("often");
		pass(Duration.ofSeconds(50));
		assertThat(deliveries()).isZero();
	}

	@Test
	void aFailureDoesNotWaitEvenIfASuccessReplacedItsReport() {
		runOften();
		pass(Duration.ofMinutes(1));
		complete("often");
		deliveries();
		fail("often");
		complete("often");
		pass(Duration.ofSeconds(5));
		assertThat(this.delivered).singleElement()
			.satisfies((progress) -> assertThat(progress.outcomes().lastFailure()).isNotNull());
	}

	@Test
	void repeatedFailuresAreRoutineUnlessTheReasonChanges() {
		runOften();
		for (int run = 0; run < 600; run++) {
			fail("often");
			pass(Duration.ofMillis(100));
		}
		pass(Duration.ofMinutes(1));
		fail("often");
		pass(Duration.ZERO);
		assertThat(deliveries()).isLessThanOrEqualTo(4);
		ProgressTracker run = this.trackers.start("often");
		run.startStage("load");
		run.fail(new IOException());
		put(run);
		pass(Duration.ofSeconds(5));
		assertThat(deliveries()).isEqualTo(1);
	}

	@Test
	void aJobThatIsStartedByHandIsNotRoutine() {
		for (int run = 0; run < 3; run++) {
			complete("by hand");
			pass(Duration.ofSeconds(5));
			assertThat(deliveries()).as("run %d", run).isEqualTo(1);
		}
		for (int run = 0; run < 20; run++) {
			complete("by hand");
			pass(Duration.ofSeconds(10));
			assertThat(deliveries()).as("run %d", run).isEqualTo(1);
		}
	}

	@Test
	void aLongRunIsShownWhileItIsOpenAndWhenItEnds() {
		runOften();
		deliveries();
		ProgressTracker run = this.trackers.start("often");
		pass(Duration.ofSeconds(1));
		put(run);
		pass(Duration.ZERO);
		assertThat(deliveries()).isZero();
		pass(Duration.ofSeconds(14));
		put(run);
		pass(Duration.ZERO);
		assertThat(this.delivered).singleElement().extracting(JobProgress::status).isEqualTo(RunStatus.RUNNING);
		run.complete();
		put(run);
		pass(Duration.ofSeconds(5));
		assertThat(this.delivered).last().extracting(JobProgress::status).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void aRunThatIsShownAsRunningIsSoonShownAsEnded() {
		runOften();
		ProgressTracker run = this.trackers.start("often");
		pass(Duration.ofSeconds(1));
		put(run);
		pass(Duration.ofSeconds(60));
		assertThat(this.delivered).last().extracting(JobProgress::status).isEqualTo(RunStatus.RUNNING);
		run.complete();
		put(run);
		complete("often");
		pass(Duration.ofSeconds(5));
		assertThat(this.delivered).last().extracting(JobProgress::status).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void aReportThatCouldNotBeDeliveredIsNotRoutine() {
		runOften();
		pass(Duration.ofMinutes(1));
		complete("often");
		this.time.pass(Duration.ofMinutes(1));
		JobProgress failed = this.pending.take(this.time.nanoTime());
		assertThat(failed).isNotNull();
		this.pending.failed(failed, "no route", this.time.nanoTime());
		complete("often");
		assertThat(this.pending.untilDue(this.time.nanoTime())).isLessThanOrEqualTo(Duration.ofSeconds(5).toNanos());
	}

	@Test
	void aSuccessIsDeliveredBeforeItIsMissed() {
		this.trackers = trackers(SuccessInterval.of(Duration.ofSeconds(30)), null);
		runOften();
		deliveries();
		for (int run = 0; run < 600; run++) {
			complete("often");
			pass(Duration.ofMillis(100));
		}
		assertThat(deliveries()).isBetween(3, 4);
	}

	@Test
	void aStartIsDeliveredBeforeItIsMissed() {
		this.trackers = trackers(null, (startedAt, endedAt) -> startedAt.plusSeconds(40));
		runOften();
		deliveries();
		for (int run = 0; run < 600; run++) {
			complete("often");
			pass(Duration.ofMillis(100));
		}
		assertThat(deliveries()).isBetween(2, 3);
	}

	@Test
	void aReporterWithoutIntervalsIsGivenEachEnd() {
		PendingReports unlimited = pending(new ReporterPolicy(Duration.ZERO, Duration.ZERO, false, false));
		for (int run = 0; run < 20; run++) {
			JobProgress ended = complete("often");
			unlimited.add(ended);
			assertThat(unlimited.take(this.time.nanoTime())).isSameAs(ended);
			unlimited.delivered(ended);
		}
	}

	/** Often enough to be recognized as routine. */
	private void runOften() {
		for (int run = 0; run < 60; run++) {
			complete("often");
			pass(Duration.ofMillis(100));
		}
		assertThat(this.delivered).hasSize(1);
	}

	private JobProgress complete(String job) {
		ProgressTracker run = this.trackers.start(job);
		this.time.pass(Duration.ofMillis(1));
		run.complete();
		return put(run);
	}

	private void fail(String job) {
		ProgressTracker run = this.trackers.start(job);
		this.time.pass(Duration.ofMillis(1));
		run.fail(new IOException());
		put(run);
	}

	private JobProgress put(ProgressTracker run) {
		JobProgress progress = run.progress();
		this.pending.add(progress);
		return progress;
	}

	private void pass(Duration duration) {
		Duration left = duration;
		deliver();
		while (left.compareTo(Duration.ZERO) > 0) {
			this.time.pass(Duration.ofMillis(100));
			left = left.minusMillis(100);
			deliver();
		}
	}

	private void deliver() {
		JobProgress due = this.pending.take(this.time.nanoTime());
		if (due != null) {
			this.pending.delivered(due);
			this.delivered.add(due);
		}
	}

	/** The number of deliveries since the last call. */
	private int deliveries() {
		int deliveries = this.delivered.size();
		this.delivered.clear();
		return deliveries;
	}

	private static PendingReports pending(ReporterPolicy policy) {
		return new PendingReports(() -> policy);
	}

}
