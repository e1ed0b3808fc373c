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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Reporting}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ReportingTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final ReporterPolicy ONCE_A_DAY = ReporterPolicy.DEFAULT.withMinInterval(Duration.ofDays(1));

	private final RecordingReporter recorded = new RecordingReporter();

	private final CountDownLatch never = new CountDownLatch(1);

	private Reporting reporting = reporting(this.recorded);

	@AfterEach
	void releaseTheReporterThatHangs() {
		this.never.countDown();
		this.reporting.close();
	}

	@Test
	void theEndOfARunIsReported() {
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		Awaitility.await().atMost(PATIENCE).until(() -> !this.recorded.reports.isEmpty());
		JobProgress report = this.recorded.last();
		assertThat(report.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(report.records().processed()).isEqualTo(3);
	}

	@Test
	void closingWaitsForTheLastReport() {
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		assertThat(this.recorded.last().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void closingOnAnInterruptedThreadWaitsForTheLastReport() {
		FailingReporter failing = new FailingReporter(1);
		this.reporting = reporting(failing);
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		Thread.currentThread().interrupt();
		this.reporting.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(failing.last().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void anInteractiveReporterIsGivenAFailureEvenIfTheNextRunSucceedsAtOnce() {
		this.recorded.policy = ONCE_A_DAY.asInteractive(true);
		this.reporting = reporting(this.recorded);
		ProgressTrackers trackers = trackers();
		trackers.run("nightly", (tracker) -> tracker.inc(1));
		trackers.start("nightly").fail(new IOException());
		trackers.run("nightly", (tracker) -> tracker.inc(2));
		this.reporting.close();
		assertThat(this.recorded.reports).extracting(JobProgress::status)
			.containsExactly(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.COMPLETED);
		assertThat(this.recorded.reports).extracting((report) -> report.endedRuns().total())
			.containsExactly(1L, 2L, 3L);
	}

	@Test
	void theLastReportsDoNotWaitForTheMinimumInterval() {
		this.recorded.policy = ONCE_A_DAY;
		this.reporting = reporting(this.recorded);
		ProgressTrackers trackers = trackers();
		trackers.run("nightly", (tracker) -> tracker.inc(1));
		Awaitility.await().atMost(PATIENCE).until(() -> !this.recorded.reports.isEmpty());
		trackers.run("nightly", (tracker) -> tracker.inc(2));
		this.reporting.close();
		assertThat(this.recorded.last().records().processed()).isEqualTo(2);
	}

	@Test
	void flushingDeliversWhatWaitsWithoutClosing() {
		this.recorded.policy = ONCE_A_DAY;
		this.reporting = reporting(this.recorded);
		ProgressTrackers trackers = trackers();
		trackers.run("nightly", (tracker) -> tracker.inc(1));
		Awaitility.await().atMost(PATIENCE).until(() -> !this.recorded.reports.isEmpty());
		trackers.run("nightly", (tracker) -> tracker.inc(2));
		this.reporting.flush();
		Awaitility.await().atMost(PATIENCE).until(() -> this.recorded.last().records().processed() == 2);
	}

	@Test
	void aReporterThatHangsStopsNeitherTheJobNorOtherReportersNorTheExit(CapturedOutput output) {
		this.reporting = new Reporting(List.of(new HangingReporter(), this.recorded),
				new ReportingSettings(Duration.ofSeconds(15), Duration.ofMillis(200)), TimeSource.SYSTEM);
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		assertThat(this.recorded.last().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(output).containsOnlyOnce("WARN")
			.contains("The last report of job 'nightly' was not delivered to a black hole: no answer in time");
	}

	@Test
	void aReporterThatThrowsStopsNothingAndIsTriedAgain(CapturedOutput output) {
		FailingReporter failing = new FailingReporter(2);
		this.reporting = reporting(failing, this.recorded);
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		assertThat(this.recorded.last().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(failing.last().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(output).containsOnlyOnce("Progress cannot be reported to a broken place: connection refused")
			.containsOnlyOnce("Progress is reported to a broken place again, after 2 failed attempts")
			.doesNotContain("\tat ");
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, NoClassDefFoundError.class, StackOverflowError.class,
			OutOfMemoryError.class })
	void whateverAReporterThrowsStopsNothingAndIsTriedAgain(Class<? extends Throwable> kind) {
		AtomicInteger attempts = new AtomicInteger();
		this.reporting = reporting((progress) -> {
			if (attempts.incrementAndGet() < 3) {
				throwUnchecked(kind);
			}
		}, this.recorded);
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		assertThat(attempts).hasValue(3);
		assertThat(this.recorded.last().status()).isEqualTo(RunStatus.COMPLETED);
	}

	private static void throwUnchecked(Class<? extends Throwable> kind) throws Exception {
		Throwable thrown = kind.getConstructor().newInstance();
		if (thrown instanceof Error error) {
			throw error;
		}
		throw (Exception) thrown;
	}

	@Test
	void aReportThatIsNeverDeliveredIsLoggedWithItsReason(CapturedOutput output) {
		this.reporting = new Reporting(List.of(new FailingReporter(Integer.MAX_VALUE)),
				new ReportingSettings(Duration.ofSeconds(15), Duration.ofMillis(300)), TimeSource.SYSTEM);
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		assertThat(output).contains("The last report of job 'nightly' was not delivered to a broken place:"
				+ " connection refused\\u000aX-Injected: yes");
		assertThat(output.getOut().lines().filter((line) -> line.contains("WARN"))).hasSize(2);
	}

	@Test
	void aRefusedReportIsTriedOnceAndLogged(CapturedOutput output) {
		AtomicInteger attempts = new AtomicInteger();
		this.reporting = reporting((progress) -> {
			attempts.incrementAndGet();
			throw new RejectedReportException("HTTP status 401: check user and password");
		});
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		assertThat(attempts).hasValue(1);
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.endsWith("check user and password. The jobs continue; this report of job 'nightly' is not sent again, but"
					+ " those of its next run will be sent");
	}

	@Test
	void aReporterMayCallBackIntoTheTracker() {
		CopyOnWriteArrayList<ProgressTracker> tracker = new CopyOnWriteArrayList<>();
		this.reporting = reporting((progress) -> tracker.get(0).inc(), this.recorded);
		ProgressTrackers trackers = trackers();
		tracker.add(trackers.start("nightly"));
		tracker.get(0).complete();
		this.reporting.close();
		assertThat(this.recorded.last().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void aReporterThatCountsOnTheRunDelaysNeitherTheRunNorOtherReporters() {
		CopyOnWriteArrayList<ProgressTracker> tracker = new CopyOnWriteArrayList<>();
		RecordingReporter meddling = new RecordingReporter() {

			@Override
			public void report(JobProgress progress) throws IOException {
				super.report(progress);
				tracker.get(0).startStage("of the reporter").inc();
				tracker.get(0).progress();
				if (this.reports.size() == 3) {
					tracker.get(0).complete();
				}
			}

		};
		this.reporting = reporting(meddling, this.recorded);
		tracker.add(trackers().start("nightly"));
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> !this.recorded.reports.isEmpty() && this.recorded.last().status().isEnd());
		assertThat(this.recorded.last().records().processed()).isEqualTo(3);
		this.reporting.close();
		assertThat(meddling.last().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void threadsAreStartedWithTheFirstRunAndEndWhenReportingIsClosed() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		TimeSource noting = new TimeSource() {

			@Override
			public Instant now() {
				return Instant.now();
			}

			@Override
			public long nanoTime() {
				threads.add(Thread.currentThread());
				return System.nanoTime();
			}

		};
		this.reporting = new Reporting(List.of(this.recorded), new ReportingSettings(Duration.ofSeconds(15), PATIENCE),
				noting);
		ProgressTrackers trackers = trackers();
		assertThat(threads).isEmpty();
		trackers.run("nightly", (tracker) -> tracker.inc(3));
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> threads.stream().map(Thread::getName).anyMatch("progress-reporting"::equals));
		this.reporting.close();
		threads.removeIf((thread) -> thread == Thread.currentThread());
		assertThat(threads).extracting(Thread::getName).contains("progress-reporting", "progress-RecordingReporter");
		assertThat(threads).allMatch(Thread::isDaemon);
		Awaitility.await().atMost(PATIENCE).until(() -> threads.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void aRunThatEndsAfterTheApplicationIsLogged(CapturedOutput output) {
		ProgressTracker tracker = trackers().start("nightly");
		this.reporting.close();
		tracker.complete();
		assertThat(output)
			.contains("A run of job 'nightly' ended after the application had shut down, so its end is not reported");
	}

	@Test
	void closingTwiceReportsOnce() {
		trackers().run("nightly", (tracker) -> tracker.inc(3));
		this.reporting.close();
		this.reporting.close();
		assertThat(this.recorded.reports).hasSize(1);
	}

	@Test
	void twoThreadsThatCloseAtTheSameTimeLogAnUndeliveredReportOnce(CapturedOutput output) throws Exception {
		int rounds = 500;
		Reporting[] reporting = new Reporting[rounds];
		for (int round = 0; round < rounds; round++) {
			reporting[round] = new Reporting(List.of(new HangingReporter()),
					new ReportingSettings(Duration.ofSeconds(15), Duration.ZERO), TimeSource.SYSTEM);
			new TestTrackers(TimeSource.SYSTEM, reporting[round]).run("nightly", (tracker) -> tracker.inc(3));
		}
		AtomicInteger ready = new AtomicInteger();
		Thread other = new Thread(() -> closeEach(reporting, ready));
		other.start();
		closeEach(reporting, ready);
		other.join();
		assertThat(output.getAll().lines().filter((line) -> line.contains("The last report of"))).hasSize(rounds);
	}

	/** Both threads arrive before either closes. */
	private static void closeEach(Reporting[] reporting, AtomicInteger ready) {
		for (int round = 0; round < reporting.length; round++) {
			ready.incrementAndGet();
			while (ready.get() < 2 * (round + 1)) {
				Thread.onSpinWait();
			}
			reporting[round].close();
		}
	}

	private ProgressTrackers trackers() {
		return new TestTrackers(TimeSource.SYSTEM, this.reporting);
	}

	private static Reporting reporting(ProgressReporter... reporters) {
		return new Reporting(List.of(reporters), new ReportingSettings(Duration.ofSeconds(15), PATIENCE),
				TimeSource.SYSTEM);
	}

	private static class RecordingReporter implements ProgressReporter {

		final List<JobProgress> reports = new CopyOnWriteArrayList<>();

		ReporterPolicy policy = ReporterPolicy.DEFAULT;

		@Override
		public void report(JobProgress progress) throws IOException {
			this.reports.add(progress);
		}

		@Override
		public ReporterPolicy policy() {
			return this.policy;
		}

		JobProgress last() {
			assertThat(this.reports).isNotEmpty();
			return this.reports.get(this.reports.size() - 1);
		}

	}

	private static final class FailingReporter extends RecordingReporter {

		private final AtomicInteger failures;

		private FailingReporter(int failures) {
			this.failures = new AtomicInteger(failures);
		}

		@Override
		public void report(JobProgress progress) throws IOException {
			if (this.failures.getAndDecrement() > 0) {
				throw new IOException("connection refused\nX-Injected: yes");
			}
			super.report(progress);
		}

		@Override
		public String destination() {
			return "a broken place";
		}

	}

	private final class HangingReporter implements ProgressReporter {

		@Override
		public void report(JobProgress progress) {
			boolean interrupted = true;
			while (interrupted) {
				try {
					ReportingTests.this.never.await();
					interrupted = false;
				}
				catch (InterruptedException ex) {
					// Hangs like a read from a socket, which cannot be interrupted.
				}
			}
		}

		@Override
		public String destination() {
			return "a black hole";
		}

	}

}
