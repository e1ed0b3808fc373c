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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.testing.TestTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PendingReports}.
 */
class PendingReportsTests {

	private final TestTime time = new TestTime();

	private PendingReports pending = pending(new ReporterPolicy(Duration.ofSeconds(5), Duration.ZERO, false, false));

	private int run;

	private long ended;

	@Test
	void withoutReportsThereIsNothingToDeliver() {
		assertThat(take()).isNull();
		assertThat(this.pending.untilDue(this.time.nanoTime())).isEqualTo(ReportSchedule.NEVER);
	}

	@Test
	void theNewestReportOfAJobReplacesTheOneThatWaits() {
		this.pending.add(report("nightly", RunStatus.RUNNING, 1));
		this.pending.add(report("nightly", RunStatus.RUNNING, 2));
		assertThat(processed(take())).isEqualTo(2);
		assertThat(take()).isNull();
	}

	@Test
	void reportsOfOneJobAreNeverCloserThanTheMinimumInterval() {
		deliver(report("nightly", RunStatus.RUNNING, 1));
		this.pending.add(report("nightly", RunStatus.RUNNING, 2));
		assertThat(take()).isNull();
		assertThat(untilDue()).isEqualTo(Duration.ofSeconds(5));
		this.time.pass(Duration.ofMillis(4_999));
		this.pending.add(report("nightly", RunStatus.COMPLETED, 3));
		assertThat(take()).isNull();
		this.time.pass(Duration.ofMillis(1));
		assertThat(processed(take())).isEqualTo(3);
	}

	@Test
	void theFirstReportOfAnOpenRunDoesNotWait() {
		deliver(report("nightly", RunStatus.COMPLETED, 1));
		this.run++;
		this.pending.add(report("nightly", RunStatus.RUNNING, 0));
		assertThat(processed(take())).isZero();
	}

	@Test
	void reportsOfOverlappingRunsKeepTheMinimumInterval() {
		JobProgress older = report("nightly", RunStatus.RUNNING, 1);
		this.run++;
		JobProgress newer = report("nightly", RunStatus.RUNNING, 1);
		deliver(older);
		deliver(newer);
		this.time.pass(Duration.ofSeconds(1));
		this.pending.add(older);
		assertThat(take()).isNull();
		this.time.pass(Duration.ofSeconds(4));
		deliver(older);
		this.pending.add(newer);
		assertThat(take()).isNull();
		assertThat(untilDue()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void theEndsOfShortRunsCoalesce() {
		int deliveries = 0;
		for (int i = 0; i < 100; i++) {
			this.run++;
			this.pending.add(report("tick", RunStatus.COMPLETED, i));
			JobProgress next = take();
			if (next != null) {
				this.pending.delivered(next);
				deliveries++;
			}
			this.time.pass(Duration.ofMillis(100));
		}
		assertThat(deliveries).isEqualTo(2);
	}

	@Test
	void anInteractiveReporterIsGivenEachEndThatDiffers() {
		this.pending = pending(new ReporterPolicy(Duration.ofSeconds(5), Duration.ZERO, true, false));
		putEnds(RunStatus.COMPLETED, RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.FAILED, RunStatus.COMPLETED,
				RunStatus.INTERRUPTED, RunStatus.INTERRUPTED);
		assertThat(takeAll()).containsExactly(1L, 3L, 5L, 6L, 7L);
	}

	@Test
	void anEndThatDiffersDoesNotWaitForTheMinimumInterval() {
		this.pending = pending(new ReporterPolicy(Duration.ofSeconds(5), Duration.ZERO, true, false));
		deliver(report("nightly", RunStatus.RUNNING, 1));
		deliver(report("nightly", RunStatus.FAILED, 2));
		this.run++;
		deliver(report("nightly", RunStatus.RUNNING, 3));
		deliver(report("nightly", RunStatus.COMPLETED, 4));
		this.run++;
		this.pending.add(report("nightly", RunStatus.COMPLETED, 5));
		assertThat(take()).isNull();
	}

	@Test
	void aJobThatAlternatesBetweenSuccessAndFailureDoesNotFlood() {
		this.pending = pending(new ReporterPolicy(Duration.ofSeconds(5), Duration.ZERO, true, false));
		for (int i = 0; i < 100; i++) {
			putEnds(RunStatus.COMPLETED, RunStatus.FAILED);
		}
		assertThat(takeAll()).containsExactly(1L, 2L, 3L, 4L, 5L);
		this.time.pass(Duration.ofSeconds(5));
		assertThat(takeAll()).containsExactly(200L);
	}

	@Test
	void anEndThatDiffersIsNotLostIfItCannotBeDelivered() {
		this.pending = pending(new ReporterPolicy(Duration.ofSeconds(5), Duration.ZERO, true, false));
		putEnds(RunStatus.FAILED);
		JobProgress failed = take();
		putEnds(RunStatus.COMPLETED);
		this.pending.failed(failed, "no route", this.time.nanoTime());
		assertThat(take()).isNull();
		assertThat(this.pending.isEmpty()).isFalse();
		this.time.pass(Duration.ofMinutes(1));
		assertThat(takeAll()).containsExactly(1L, 2L);
	}

	/** The number of processed records of each run is the number of runs so far. */
	private void putEnds(RunStatus... ends) {
		for (RunStatus end : ends) {
			this.ended++;
			this.pending.add(report("nightly", end, this.ended));
		}
	}

	private List<Long> takeAll() {
		List<Long> taken = new ArrayList<>();
		for (JobProgress next = take(); next != null; next = take()) {
			this.pending.delivered(next);
			taken.add(processed(next));
		}
		return taken;
	}

	@Test
	void jobsTakeTurnsAndDoNotWaitForEachOther() {
		this.pending.add(report("a", RunStatus.RUNNING, 1));
		this.pending.add(report("b", RunStatus.RUNNING, 1));
		JobProgress first = take();
		assertThat(job(first)).isEqualTo("a");
		this.pending.add(report("a", RunStatus.RUNNING, 2));
		this.time.pass(Duration.ofSeconds(5));
		assertThat(job(take())).isEqualTo("b");
		assertThat(job(take())).isEqualTo("a");
	}

	@Test
	void aFailedReportIsTriedAgainAfterLongerAndLongerWaits() {
		this.pending = pending(new ReporterPolicy(Duration.ZERO, Duration.ZERO, false, false));
		this.pending.add(report("nightly", RunStatus.COMPLETED, 1));
		for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30, 30)) {
			assertThat(failOnceAndGetWait().toMillis()).as("about %d s", seconds)
				.isBetween(Math.max(1_000L, seconds * 500L), Math.min(30_000L, seconds * 1_500L));
		}
	}

	@Test
	void aFailedReportNeverReplacesANewerOne() {
		this.pending.add(report("nightly", RunStatus.RUNNING, 1));
		JobProgress failed = take();
		this.pending.add(report("nightly", RunStatus.RUNNING, 2));
		this.pending.failed(failed, "no route", this.time.nanoTime());
		this.time.pass(Duration.ofMinutes(1));
		assertThat(processed(take())).isEqualTo(2);
		assertThat(take()).isNull();
	}

	@Test
	void aRefusedReportIsNotTriedAgainButTheNextOneIs() {
		this.pending.add(report("nightly", RunStatus.RUNNING, 1));
		this.pending.refused(take(), "HTTP status 400");
		this.time.pass(Duration.ofDays(1));
		assertThat(take()).isNull();
		assertThat(this.pending.isEmpty()).isTrue();
		assertThat(this.pending.undelivered()).hasSize(1);
		deliver(report("nightly", RunStatus.COMPLETED, 2));
		assertThat(this.pending.undelivered()).isEmpty();
	}

	@Test
	void aRefusedRunIsNotTriedMoreOftenThanOthers() {
		this.pending.add(report("nightly", RunStatus.RUNNING, 1));
		this.pending.refused(take(), "HTTP status 400");
		this.time.pass(Duration.ofSeconds(1));
		this.pending.add(report("nightly", RunStatus.RUNNING, 2));
		assertThat(take()).isNull();
		assertThat(untilDue()).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void flushingWaitsNeitherForTheIntervalNorForALongRetry() {
		deliver(report("nightly", RunStatus.RUNNING, 1));
		this.pending.add(report("nightly", RunStatus.COMPLETED, 2));
		this.pending.flush();
		JobProgress last = take();
		assertThat(processed(last)).isEqualTo(2);
		this.pending.failed(last, "no route", this.time.nanoTime());
		assertThat(untilDue()).isLessThanOrEqualTo(Duration.ofMillis(200));
	}

	@Test
	void flushingTriesAtOnceWhatFailedBefore() {
		this.pending.add(report("nightly", RunStatus.COMPLETED, 1));
		for (int i = 0; i < 6; i++) {
			failOnceAndGetWait();
		}
		this.pending.flush();
		assertThat(take()).isNotNull();
	}

	@Test
	void undeliveredReportsAreKnownWithTheReasonOfTheirLastAttempt() {
		deliver(report("delivered", RunStatus.COMPLETED, 1));
		this.pending.add(report("refused", RunStatus.COMPLETED, 1));
		this.pending.refused(take(), "HTTP status 400");
		this.pending.add(report("failed", RunStatus.COMPLETED, 1));
		this.pending.failed(take(), "no route", this.time.nanoTime());
		this.pending.add(report("waiting", RunStatus.COMPLETED, 1));
		assertThat(this.pending.undelivered()).hasSize(3)
			.containsEntry(JobIdentity.of("refused"), "HTTP status 400")
			.containsEntry(JobIdentity.of("failed"), "no route")
			.containsEntry(JobIdentity.of("waiting"), null);
	}

	@Test
	void aPolicyThatChangesAppliesToReportsThatWait() {
		AtomicReference<ReporterPolicy> policy = new AtomicReference<>(
				ReporterPolicy.DEFAULT.withMinInterval(Duration.ofSeconds(Long.MAX_VALUE)));
		this.pending = new PendingReports(policy::get);
		deliver(report("nightly", RunStatus.RUNNING, 1));
		this.pending.add(report("nightly", RunStatus.RUNNING, 2));
		this.time.pass(Duration.ofDays(1));
		assertThat(take()).isNull();
		policy.set(ReporterPolicy.DEFAULT);
		assertThat(processed(take())).isEqualTo(2);
	}

	private Duration failOnceAndGetWait() {
		this.time.pass(Duration.ofMinutes(1));
		JobProgress report = take();
		assertThat(report).isNotNull();
		this.pending.failed(report, "no route", this.time.nanoTime());
		return untilDue();
	}

	private void deliver(JobProgress report) {
		this.pending.add(report);
		assertThat(take()).isSameAs(report);
		this.pending.delivered(report);
	}

	private JobProgress take() {
		return this.pending.take(this.time.nanoTime());
	}

	private Duration untilDue() {
		return Duration.ofNanos(this.pending.untilDue(this.time.nanoTime()));
	}

	private static long processed(JobProgress report) {
		return report.records().processed();
	}

	private static String job(JobProgress report) {
		return report.identity().job();
	}

	private JobProgress report(String job, RunStatus status, long processed) {
		Instant startedAt = TestTime.START.plusSeconds(this.run);
		return new JobProgress(JobDefinition.of(job), status, startedAt, Duration.ofSeconds(1),
				new RecordCounts(processed, 0, null), List.of(), JobOutcomes.NONE);
	}

	private static PendingReports pending(ReporterPolicy policy) {
		return new PendingReports(() -> policy);
	}

}
