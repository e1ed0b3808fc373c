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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for reporters that are told of each run.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RunReportsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final TestTime time = new TestTime();

	private final PendingReports pending = new PendingReports(ReporterPolicy.DEFAULT::forEachRun);

	@Test
	void beginAndEndOfEachRunAreDeliveredInTheirOrder() {
		add("a", 1, RunStatus.RUNNING);
		assertThat(takeAll()).containsExactly("a1 RUNNING");
		add("a", 1, RunStatus.COMPLETED);
		add("a", 2, RunStatus.RUNNING);
		add("b", 7, RunStatus.FAILED);
		assertThat(takeAll()).containsExactlyInAnyOrder("a1 COMPLETED", "a2 RUNNING", "b7 FAILED")
			.containsSubsequence("a1 COMPLETED", "a2 RUNNING");
	}

	@Test
	void nothingIsDeliveredBetweenBeginAndEnd() {
		for (int i = 0; i < 100; i++) {
			add("a", 1, RunStatus.RUNNING);
			add("a", 2, RunStatus.RUNNING);
		}
		assertThat(takeAll()).containsExactly("a1 RUNNING", "a2 RUNNING");
		add("a", 1, RunStatus.RUNNING);
		assertThat(takeAll()).isEmpty();
		add("a", 2, RunStatus.COMPLETED);
		add("a", 1, RunStatus.RUNNING);
		add("a", 1, RunStatus.COMPLETED);
		assertThat(takeAll()).containsExactly("a2 COMPLETED", "a1 COMPLETED");
	}

	@Test
	void eachEndIsDeliveredHoweverFastTheyFollowEachOther() {
		List<String> expected = new ArrayList<>();
		for (int i = 0; i < RunReports.MAX_WAITING; i++) {
			add("a", i, RunStatus.COMPLETED);
			expected.add("a" + i + " COMPLETED");
		}
		assertThat(takeAll()).isEqualTo(expected);
	}

	@Test
	void theEndOfARunReplacesItsBeginThatWaits() {
		add("a", 1, RunStatus.RUNNING);
		add("a", 2, RunStatus.COMPLETED);
		add("a", 1, RunStatus.FAILED);
		assertThat(takeAll()).containsExactly("a2 COMPLETED", "a1 FAILED");
	}

	@Test
	void whatFailedIsTriedAgainBeforeWhatIsNewer() {
		add("a", 1, RunStatus.COMPLETED);
		JobProgress failed = this.pending.take(this.time.nanoTime());
		add("a", 2, RunStatus.RUNNING);
		this.pending.failed(failed, "no route", this.time.nanoTime());
		assertThat(takeAll()).isEmpty();
		this.time.pass(Duration.ofMinutes(1));
		assertThat(takeAll()).containsExactly("a1 COMPLETED", "a2 RUNNING");
	}

	@Test
	void aBeginThatFailedIsNotTriedAgainOnceTheRunHasEnded() {
		add("a", 1, RunStatus.RUNNING);
		JobProgress failed = this.pending.take(this.time.nanoTime());
		add("a", 1, RunStatus.COMPLETED);
		this.pending.failed(failed, "no route", this.time.nanoTime());
		this.time.pass(Duration.ofMinutes(1));
		assertThat(takeAll()).containsExactly("a1 COMPLETED");
		assertThat(this.pending.isEmpty()).isTrue();
	}

	@Test
	void onlyTheNewestReportsOfAJobWait() {
		int warnings = 0;
		for (int i = 0; i < 1000; i++) {
			warnings += add("a", i, RunStatus.COMPLETED) ? 1 : 0;
		}
		assertThat(warnings).isEqualTo(1);
		assertThat(add("b", 1, RunStatus.COMPLETED)).isFalse();
		assertThat(this.pending.takeLeftOut(progress("a", 999, RunStatus.COMPLETED))).isZero();
		assertThat(takeAll()).hasSize(RunReports.MAX_WAITING + 1).contains("a980 COMPLETED", "a999 COMPLETED");
		assertThat(this.pending.takeLeftOut(progress("a", 999, RunStatus.COMPLETED))).isEqualTo(980);
		assertThat(this.pending.takeLeftOut(progress("a", 999, RunStatus.COMPLETED))).isZero();
	}

	@Test
	void runsThatNeverEndAreNoLeak() {
		for (int i = 0; i < 10_000; i++) {
			add("a", i, RunStatus.RUNNING);
		}
		assertThat(takeAll()).hasSize(RunReports.MAX_WAITING);
	}

	@Test
	void thatRunsAreLeftOutIsLoggedWhenItBeginsAndWhenItIsOver(CapturedOutput output) throws Exception {
		HeldReporter reporter = new HeldReporter();
		DeliveryWorker worker = new DeliveryWorker(reporter, TimeSource.SYSTEM);
		worker.put(progress("a", 0, RunStatus.COMPLETED));
		reporter.begun.await();
		for (int i = 1; i <= 50; i++) {
			worker.put(progress("a", i, RunStatus.COMPLETED));
		}
		assertThat(output).containsOnlyOnce("WARN")
			.contains("Runs of job 'a' end faster than they can be reported to the watchman. Only the newest 20 reports"
					+ " are kept, and older ones are dropped");
		reporter.released.countDown();
		Awaitility.await().atMost(PATIENCE).until(() -> reporter.delivered.size() == 21);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> output.getOut()
				.contains("Each run of job 'a' is reported to the watchman again; 30 reports were dropped"));
		worker.close();
		assertThat(reporter.delivered).startsWith("a0 COMPLETED", "a31 COMPLETED").endsWith("a50 COMPLETED");
	}

	private boolean add(String job, int run, RunStatus status) {
		return this.pending.add(progress(job, run, status));
	}

	private List<String> takeAll() {
		List<String> taken = new ArrayList<>();
		for (JobProgress next = take(); next != null; next = take()) {
			this.pending.delivered(next);
			taken.add(name(next));
		}
		return taken;
	}

	private JobProgress take() {
		return this.pending.take(this.time.nanoTime());
	}

	private static String name(JobProgress report) {
		return report.identity().job() + Duration.between(TestTime.START, report.startedAt()).toSeconds() + " "
				+ report.status();
	}

	private static JobProgress progress(String job, int run, RunStatus status) {
		Instant startedAt = TestTime.START.plusSeconds(run);
		return new JobProgress(JobDefinition.of(job), status, startedAt, Duration.ofSeconds(1), RecordCounts.NONE,
				List.of(), JobOutcomes.NONE);
	}

	private static final class HeldReporter implements ProgressReporter {

		private final CountDownLatch begun = new CountDownLatch(1);

		private final CountDownLatch released = new CountDownLatch(1);

		private final List<String> delivered = new CopyOnWriteArrayList<>();

		@Override
		public void report(JobProgress progress) throws InterruptedException {
			this.begun.countDown();
			this.released.await();
			this.delivered.add(name(progress));
		}

		@Override
		public ReporterPolicy policy() {
			return ReporterPolicy.DEFAULT.forEachRun();
		}

		@Override
		public String destination() {
			return "the watchman";
		}

	}

}
