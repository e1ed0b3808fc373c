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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryWorker}.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class DeliveryWorkerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final StuckReporter stuck = new StuckReporter();

	private DeliveryWorker worker = new DeliveryWorker(this.stuck, TimeSource.SYSTEM);

	@AfterEach
	void close() {
		this.stuck.released.countDown();
		this.worker.close();
	}

	@Test
	void aReporterThatCannotTellItsPolicyKeepsItsLastOne(CapturedOutput output) {
		ReporterPolicy interactive = ReporterPolicy.DEFAULT.asInteractive(true);
		AtomicInteger asked = new AtomicInteger();
		this.worker = new DeliveryWorker(new ProgressReporter() {

			@Override
			public void report(JobProgress progress) {
			}

			@Override
			public ReporterPolicy policy() {
				return switch (asked.incrementAndGet()) {
					case 1 -> throw new NoClassDefFoundError("Screen");
					case 2 -> interactive;
					case 3 -> throw new IllegalStateException("no screen");
					default -> null;
				};
			}

		}, TimeSource.SYSTEM);
		assertThat(this.worker.isInteractive()).isFalse();
		assertThat(this.worker.askForPolicy()).isSameAs(interactive);
		assertThat(this.worker.askForPolicy()).isSameAs(interactive);
		assertThat(this.worker.askForPolicy()).isSameAs(interactive);
		assertThat(this.worker.isInteractive()).isTrue();
		assertThat(output)
			.containsOnlyOnce("The policy of a reporter could not be read: java.lang.NoClassDefFoundError");
	}

	@Test
	void aStuckDeliveryIsInterruptedAfterHalfOfTheTimeIfOthersWait() {
		this.worker.put(ended("first"));
		this.stuck.awaitBegun("first");
		this.worker.put(ended("second"));
		beginClose();
		this.worker.awaitOrInterrupt(System.nanoTime());
		this.stuck.awaitBegun("second");
		assertThat(this.stuck.interrupted).containsExactly("first");
	}

	@Test
	void anInterruptedDeliveryIsTriedAgain() {
		this.worker.put(ended("first"));
		this.stuck.awaitBegun("first");
		this.worker.put(ended("second"));
		beginClose();
		this.worker.awaitOrInterrupt(System.nanoTime());
		this.stuck.awaitBegun("second");
		this.stuck.released.countDown();
		this.worker.close();
		assertThat(this.stuck.begun).containsExactly("first", "second", "first");
		assertThat(this.stuck.delivered).containsExactly("second", "first");
	}

	@Test
	void aDeliveryIsNotInterruptedAfterHalfOfTheTimeIfNoOthersWait() {
		this.worker.put(ended("first"));
		this.stuck.awaitBegun("first");
		beginClose();
		this.worker.awaitOrInterrupt(System.nanoTime());
		this.stuck.released.countDown();
		this.worker.close();
		assertThat(this.stuck.begun).containsExactly("first");
		assertThat(this.stuck.delivered).containsExactly("first");
	}

	@Test
	void aDeliveryThatWasToldTheTimeLeftIsNotInterruptedAfterHalfOfIt() {
		beginClose();
		this.worker.put(ended("first"));
		this.stuck.awaitBegun("first");
		this.worker.put(ended("second"));
		this.worker.awaitOrInterrupt(System.nanoTime());
		this.stuck.released.countDown();
		this.worker.close();
		assertThat(this.stuck.delivered).containsExactly("first", "second");
	}

	@Test
	void aReporterThatLeavesItsThreadInterruptedIsGivenTheNextReport() {
		this.stuck.released.countDown();
		List<String> delivered = new CopyOnWriteArrayList<>();
		this.worker = new DeliveryWorker((progress) -> {
			delivered.add(progress.identity().job());
			Thread.currentThread().interrupt();
		}, TimeSource.SYSTEM);
		this.worker.put(ended("first"));
		Awaitility.await().atMost(PATIENCE).until(() -> delivered.contains("first"));
		this.worker.put(ended("second"));
		Awaitility.await().atMost(PATIENCE).until(() -> delivered.contains("second"));
	}

	@Test
	void aSlowLogDoesNotKeepJobsFromLeavingReports() {
		this.worker = new DeliveryWorker((progress) -> {
			throw new IOException("no route");
		}, TimeSource.SYSTEM);
		List<String> logged = new CopyOnWriteArrayList<>();
		AppenderBase<ILoggingEvent> log = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				CompletableFuture.runAsync(() -> DeliveryWorkerTests.this.worker.put(ended("other")))
					.orTimeout(5, TimeUnit.SECONDS)
					.join();
				logged.add(event.getFormattedMessage());
			}

		};
		log.start();
		Logger logger = (Logger) LoggerFactory.getLogger(Reporting.class);
		logger.addAppender(log);
		try {
			this.worker.put(ended("first"));
			Awaitility.await().atMost(PATIENCE).until(() -> !logged.isEmpty());
			this.worker.close();
		}
		finally {
			logger.detachAppender(log);
		}
		assertThat(logged).hasSize(2)
			.allMatch((line) -> line.contains("no route"))
			.last()
			.asString()
			.contains("The last report of");
	}

	@Test
	void aReportForWhichThereIsNoThreadIsDeliveredWithTheNextOneOrInTheEnd() {
		List<String> delivered = new CopyOnWriteArrayList<>();
		AtomicInteger missing = new AtomicInteger(2);
		this.worker = new DeliveryWorker((progress) -> delivered.add(progress.identity().job()), TimeSource.SYSTEM,
				(task) -> new Thread(task) {

					@Override
					public synchronized void start() {
						if (missing.getAndDecrement() > 0) {
							throw new OutOfMemoryError("unable to create native thread");
						}
						super.start();
					}

				});
		this.worker.put(ended("first"));
		this.worker.put(ended("second"));
		assertThat(delivered).isEmpty();
		beginClose();
		Awaitility.await().atMost(PATIENCE).until(() -> delivered.size() == 2);
	}

	@Test
	void aReporterIsPreparedOnItsOwnThreadBeforeItsFirstReport() {
		List<String> calls = new CopyOnWriteArrayList<>();
		this.worker = new DeliveryWorker(new Preparing(() -> calls.add("prepared by " + Thread.currentThread()),
				() -> calls.add("called by " + Thread.currentThread())), TimeSource.SYSTEM);
		this.worker.prepare();
		this.worker.put(ended("first"));
		Awaitility.await().atMost(PATIENCE).until(() -> calls.size() == 2);
		assertThat(calls.get(0)).isNotEqualTo("prepared by " + Thread.currentThread());
		assertThat(calls.get(1)).isEqualTo(calls.get(0).replace("prepared", "called"));
	}

	@Test
	void aReporterThatCannotBePreparedGetsItsReports(CapturedOutput output) {
		List<String> calls = new CopyOnWriteArrayList<>();
		this.worker = new DeliveryWorker(new Preparing(() -> {
			throw new NoClassDefFoundError("Writer");
		}, () -> calls.add("called")), TimeSource.SYSTEM);
		this.worker.prepare();
		this.worker.put(ended("first"));
		Awaitility.await().atMost(PATIENCE).until(() -> !calls.isEmpty());
		assertThat(output).doesNotContain("Writer");
	}

	private void beginClose() {
		this.worker.beginClose(System.nanoTime() + PATIENCE.toNanos());
	}

	private static JobProgress ended(String job) {
		TestTrackers trackers = new TestTrackers(TimeSource.SYSTEM);
		trackers.run(job, (tracker) -> tracker.inc(3));
		return trackers.progress().get(0);
	}

	private record Preparing(Runnable preparing, Runnable reporting) implements ProgressReporter {

		@Override
		public void prepare() {
			this.preparing.run();
		}

		@Override
		public void report(JobProgress progress) {
			this.reporting.run();
		}

	}

	private static final class StuckReporter implements ProgressReporter {

		private final CountDownLatch released = new CountDownLatch(1);

		private final List<String> begun = new CopyOnWriteArrayList<>();

		private final List<String> interrupted = new CopyOnWriteArrayList<>();

		private final List<String> delivered = new CopyOnWriteArrayList<>();

		@Override
		public void report(JobProgress progress) throws InterruptedException {
			String job = progress.identity().job();
			this.begun.add(job);
			try {
				this.released.await();
				this.delivered.add(job);
			}
			catch (InterruptedException ex) {
				this.interrupted.add(job);
				throw ex;
			}
		}

		private void awaitBegun(String job) {
			Awaitility.await().atMost(PATIENCE).until(() -> this.begun.contains(job));
		}

	}

}
