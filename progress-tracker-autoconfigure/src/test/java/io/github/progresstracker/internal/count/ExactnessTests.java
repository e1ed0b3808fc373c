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

package io.github.progresstracker.internal.count;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.Stage;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that concurrent counts are exact and that numbers never go down from one snapshot
 * to the next.
 */
class ExactnessTests {

	private static final int THREADS = 8;

	private static final int ROUNDS = 200;

	private static final int COUNTS = 100;

	private final ProgressTracker tracker = new SimpleProgressTrackers().start("import");

	@Test
	void nothingIsLostByPlatformThreads() throws Exception {
		assertNothingIsLost(Executors.newFixedThreadPool(THREADS), THREADS);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void nothingIsLostByVirtualThreads() throws Exception {
		assertNothingIsLost(virtualThreads(), 50);
	}

	/**
	 * Each worker counts on the run, on a stage that all workers have open, on stages
	 * that all of them start one after another, and on a stage of its own, while two
	 * threads take snapshots.
	 */
	private void assertNothingIsLost(ExecutorService executor, int workers) throws Exception {
		AtomicBoolean done = new AtomicBoolean();
		Watcher watching = new Watcher(this.tracker, done);
		ExecutorService watchers = Executors.newFixedThreadPool(2);
		try {
			List<Future<Void>> watched = List.of(watchers.submit(watching), watchers.submit(watching.another()));
			CountDownLatch start = new CountDownLatch(1);
			List<Future<Void>> counted = new ArrayList<>();
			for (int i = 0; i < workers; i++) {
				counted.add(executor.submit(worker(i, start)));
			}
			start.countDown();
			for (Future<Void> worker : counted) {
				worker.get(60, TimeUnit.SECONDS);
			}
			done.set(true);
			for (Future<Void> watch : watched) {
				watch.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
			watchers.shutdownNow();
		}
		long each = (long) ROUNDS * COUNTS;
		JobProgress progress = this.tracker.progress();
		assertThat(processed(progress, "shared")).isEqualTo(workers * each);
		for (int i = 0; i < workers; i++) {
			assertThat(processed(progress, "own " + i)).isEqualTo(each);
		}
		long inTurn = progress.stages()
			.stream()
			.filter((stage) -> stage.name().startsWith("in turn"))
			.mapToLong((stage) -> stage.records().processed())
			.sum();
		assertThat(inTurn).isEqualTo(2L * workers * each);
		assertThat(progress.records().processed()).isEqualTo(4L * workers * each);
		assertThat(progress.records().skipped()).isEqualTo(workers * (long) ROUNDS);
		this.tracker.complete();
		assertThat(this.tracker.progress().records()).isEqualTo(progress.records());
	}

	private Callable<Void> worker(int number, CountDownLatch start) {
		return () -> {
			start.await();
			for (int round = 0; round < ROUNDS; round++) {
				this.tracker.startStage("in turn " + round % 3);
				try (Stage shared = this.tracker.openStage("shared");
						Stage own = this.tracker.openStage("own " + number)) {
					for (int i = 0; i < COUNTS; i++) {
						shared.inc();
						own.inc();
						this.tracker.inc(2);
					}
					shared.markSkipped(1);
				}
			}
			return null;
		};
	}

	@Test
	void noSnapshotHasMoreSkippedRecordsThanProcessedOnes() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			AtomicBoolean done = new AtomicBoolean();
			Future<?> counted = executor.submit(() -> {
				while (!done.get()) {
					this.tracker.inc();
					this.tracker.markSkipped(1);
				}
			});
			long wrong = 0;
			for (int i = 0; i < 1_000_000; i++) {
				RecordCounts records = this.tracker.progress().records();
				wrong += (records.skipped() > records.processed()) ? 1 : 0;
			}
			done.set(true);
			counted.get(60, TimeUnit.SECONDS);
			assertThat(wrong).isZero();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void countsThatAnotherThreadMadeBeforeTheEndAreInTheLastSnapshot() throws Exception {
		ExecutorService executor = Executors.newSingleThreadExecutor();
		try {
			executor.submit(() -> this.tracker.startStage("load").inc(5)).get(60, TimeUnit.SECONDS);
			executor.submit((Runnable) this.tracker::inc).get(60, TimeUnit.SECONDS);
			this.tracker.inc();
			this.tracker.complete();
			assertThat(processed(this.tracker.progress(), "load")).isEqualTo(7);
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aRunThatEndedKeepsNoThreadAlive() throws InterruptedException {
		AtomicReference<ProgressTracker> run = new AtomicReference<>();
		List<WeakReference<Thread>> ended = List.of(runInThread(() -> {
			run.set(new SimpleProgressTrackers().start("import"));
			run.get().inc();
		}), runInThread(() -> run.get().startStage("load").inc()),
				runInThread(() -> run.get().openStage("load").inc()));
		run.get().complete();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			System.gc();
			return ended.stream().allMatch((thread) -> thread.get() == null);
		});
		assertThat(run.get().progress().records().processed()).isEqualTo(3);
	}

	private static WeakReference<Thread> runInThread(Runnable task) throws InterruptedException {
		Thread thread = new Thread(task);
		thread.start();
		thread.join();
		return new WeakReference<>(thread);
	}

	/**
	 * The thread that resumes a stage must not take it over from the one still counting.
	 */
	@Test
	void aStageThatAnotherThreadResumesLosesNoCount() throws Exception {
		int counts = 1_000_000;
		ExecutorService executor = Executors.newFixedThreadPool(2);
		try {
			Stage first = executor.submit(() -> this.tracker.openStage("load")).get(60, TimeUnit.SECONDS);
			CyclicBarrier start = new CyclicBarrier(2);
			List<Future<Void>> counted = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				counted.add(executor.submit(() -> {
					start.await();
					try (Stage resumed = this.tracker.openStage("load")) {
						for (int n = 0; n < counts; n++) {
							resumed.inc();
						}
					}
					return null;
				}));
			}
			for (Future<Void> each : counted) {
				each.get(60, TimeUnit.SECONDS);
			}
			first.end();
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(processed(this.tracker.progress(), "load")).isEqualTo(2L * counts);
	}

	/** By reflection, since the code is compiled for a JDK without virtual threads. */
	private static ExecutorService virtualThreads() throws Exception {
		try {
			return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private static long processed(JobProgress progress, String stage) {
		return progress.stage(stage).orElseThrow().records().processed();
	}

	/**
	 * Takes snapshots until the work is done, and finds any number that went down.
	 */
	private static final class Watcher implements Callable<Void> {

		private final ProgressTracker tracker;

		private final AtomicBoolean done;

		private final Map<String, Long> seen = new HashMap<>();

		private Watcher(ProgressTracker tracker, AtomicBoolean done) {
			this.tracker = tracker;
			this.done = done;
		}

		private Watcher another() {
			return new Watcher(this.tracker, this.done);
		}

		@Override
		public Void call() {
			do {
				JobProgress progress = this.tracker.progress();
				long sum = 0;
				for (StageProgress stage : progress.stages()) {
					sum += stage.records().processed();
					look("processed in " + stage.name(), stage.records().processed());
					look("skipped in " + stage.name(), stage.records().skipped());
					look("duration of " + stage.name(), stage.duration().toNanos());
				}
				look("processed", progress.records().processed());
				look("skipped", progress.records().skipped());
				look("duration", progress.duration().toNanos());
				assertThat(progress.records().processed()).isEqualTo(sum);
			}
			while (!this.done.get());
			return null;
		}

		private void look(String what, long now) {
			Long before = this.seen.put(what, now);
			assertThat(now).as(what).isGreaterThanOrEqualTo((before != null) ? before : 0);
		}

	}

}
