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

package io.github.progresstracker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.internal.run.RecordedTurns;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for runs that did not take place.
 */
@ExtendWith(OutputCaptureExtension.class)
class DiscardTests {

	private final TestTime time = new TestTime();

	private final RecordedTurns turns = new RecordedTurns();

	private final TestTrackers trackers = new TestTrackers(this.time, this.turns);

	@Test
	void aDiscardedRunLeavesTheRunBeforeAsItWas(CapturedOutput output) {
		this.trackers.run("import", (tracker) -> tracker.startStage("load").inc(7));
		JobProgress before = this.trackers.progress().get(0);
		this.time.pass(Duration.ofHours(24));
		ProgressTracker skipped = this.trackers.start("import");
		skipped.discard();
		assertThat(skipped.progress().status()).isEqualTo(RunStatus.DISCARDED);
		assertThat(this.trackers.progress()).containsExactly(before);
		assertThat(this.turns.turns()).endsWith("run started", "run discarded").containsOnlyOnce("run ended");
		this.trackers.run("import", (tracker) -> tracker.inc());
		assertThat(this.trackers.progress().get(0).endedRuns()).isEqualTo(new EndedRuns(2, 0, 0));
		assertThat(output).isEmpty();
	}

	@Test
	void theLogSaysWhyARunThatWasDiscardedEndsAsInterrupted(CapturedOutput output) {
		ProgressTracker run = this.trackers.start("import");
		((ProgressSource) run).sample();
		run.discard();
		run.discard();
		assertThat(run.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(output).containsOnlyOnce("Job 'import': the run was discarded after its start had been reported, so"
				+ " it ends as interrupted. A run that is discarded within a second is not reported at all");
	}

	@Test
	void nothingIsKnownOfAJobWhoseRunsWereAllDiscarded() {
		this.trackers.start("import").discard();
		this.trackers.start("import").discard();
		assertThat(this.trackers.progress()).isEmpty();
		this.trackers.close();
		assertThat(this.turns.turns()).doesNotContain("run ended");
	}

	@Test
	void workThatWasSkippedReturnsNormally(CapturedOutput output) {
		this.trackers.run("import", ProgressTracker::discard);
		assertThat(this.trackers.progress()).isEmpty();
		assertThat(output).isEmpty();
	}

	@Test
	void workThatFailsAfterAllIsLoggedAndItsExceptionIsThrown(CapturedOutput output) {
		IllegalStateException thrown = new IllegalStateException();
		assertThat(catchThrowable(() -> this.trackers.run("import", (tracker) -> {
			tracker.discard();
			throw thrown;
		}))).isSameAs(thrown);
		assertThat(output)
			.containsOnlyOnce("a failure (IllegalStateException) was reported after the run had ended as DISCARDED");
	}

	@Test
	void theFirstEndWins(CapturedOutput output) {
		ProgressTracker completed = this.trackers.start("import");
		completed.complete();
		completed.discard();
		assertThat(completed.progress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(output).containsOnlyOnce("discard() was called after the run had ended as COMPLETED");
		ProgressTracker discarded = this.trackers.start("import");
		discarded.discard();
		discarded.discard();
		discarded.close();
		assertThat(output).containsOnlyOnce("WARN");
		discarded.complete();
		assertThat(discarded.progress().status()).isEqualTo(RunStatus.DISCARDED);
		assertThat(output).containsOnlyOnce("complete() was called after the run had ended as DISCARDED");
	}

	@Test
	void whatIsCountedAfterwardsIsDroppedWithOneWarning(CapturedOutput output) {
		ProgressTracker tracker = this.trackers.start("import");
		tracker.discard();
		tracker.inc(3);
		tracker.startStage("load").inc(4);
		assertThat(tracker.progress().records().processed()).isZero();
		assertThat(tracker.progress().stages()).isEmpty();
		assertThat(output).containsOnlyOnce("WARN").contains("records were counted after the run had ended as DISC");
	}

	@Test
	void aRunThatWasReportedBeforeIsInterrupted() {
		ProgressTracker tracker = this.trackers.start("import");
		this.trackers.sample();
		tracker.discard();
		assertThat(tracker.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(this.trackers.progress()).singleElement()
			.extracting((progress) -> progress.outcomes().lastInterruption())
			.isEqualTo(this.time.now());
		assertThat(this.turns.turns()).containsExactly("run started", "run ended");
	}

	@Test
	void aReportThatIsTakenAtTheSameMomentIsEitherTakenBackOrInterrupted() {
		for (int round = 0; round < 500; round++) {
			AtomicReference<ProgressSource> source = new AtomicReference<>();
			TestTrackers trackers = new TestTrackers(this.time, new RunListener() {

				@Override
				public void runStarted(ProgressSource run) {
					source.set(run);
				}

			});
			ProgressTracker tracker = trackers.start("import");
			CountDownLatch ready = new CountDownLatch(1);
			CompletableFuture<JobProgress> reported = CompletableFuture.supplyAsync(() -> {
				ready.countDown();
				return source.get().sample();
			});
			while (ready.getCount() > 0) {
				Thread.onSpinWait();
			}
			tracker.discard();
			boolean seen = reported.join().status() == RunStatus.RUNNING;
			assertThat(tracker.progress().status()).isEqualTo(seen ? RunStatus.INTERRUPTED : RunStatus.DISCARDED);
			assertThat(trackers.progress()).hasSize(seen ? 1 : 0);
		}
	}

	@Test
	void aRunThatHasNotBegunNeverBegins(CapturedOutput output) {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("import"));
		run.discard();
		run.begin();
		run.inc();
		assertThat(run.progress().status()).isEqualTo(RunStatus.DISCARDED);
		assertThat(this.trackers.progress()).isEmpty();
		assertThat(this.turns.turns()).isEmpty();
		assertThat(output).containsOnlyOnce("WARN");
	}

	@Test
	void aSkippedRunBesideOneThatIsOpenCausesNoWarning(CapturedOutput output) {
		ProgressTracker open = this.trackers.start("import");
		open.inc(3);
		this.trackers.start("import").discard();
		assertThat(this.trackers.progress()).containsExactly(open.progress());
		open.complete();
		assertThat(this.trackers.progress()).containsExactly(open.progress());
		assertThat(output).isEmpty();
	}

	@Test
	void aRunThatOnlyMetALockHeldElsewhereDidNotTakePlace() {
		ManagedRun run = begun();
		run.lockRequested();
		assertThat(run.end(RunStatus.COMPLETED, null)).isTrue();
		assertThat(run.progress().status()).isEqualTo(RunStatus.DISCARDED);
		assertThat(this.trackers.progress()).isEmpty();
	}

	@Test
	void aRunThatDidSomethingElseTookPlace() {
		ManagedRun counted = begun();
		counted.lockRequested();
		counted.inc();
		assertThat(ended(counted)).isEqualTo(RunStatus.COMPLETED);
		ManagedRun staged = begun();
		staged.startStage("load").end();
		staged.lockRequested();
		assertThat(ended(staged)).isEqualTo(RunStatus.COMPLETED);
		ManagedRun locked = begun();
		locked.lockRequested();
		locked.lockAcquired();
		assertThat(ended(locked)).isEqualTo(RunStatus.COMPLETED);
		ManagedRun explicit = begun();
		explicit.lockRequested();
		explicit.complete();
		assertThat(explicit.progress().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void aRunThatFailedIsReportedWhateverTheLock() {
		ManagedRun run = begun();
		run.lockRequested();
		run.end(RunStatus.FAILED, "IOException");
		assertThat(run.progress().status()).isEqualTo(RunStatus.FAILED);
	}

	@Test
	void aRunThatIsInterruptedWhileItAsksForALockDidNotTakePlace() {
		ManagedRun run = begun();
		run.lockRequested();
		run.close();
		assertThat(run.progress().status()).isEqualTo(RunStatus.DISCARDED);
	}

	@Test
	void aRunThatWasReportedBeforeItAskedForALockIsInterrupted() {
		ManagedRun run = begun();
		this.trackers.sample();
		run.lockRequested();
		assertThat(ended(run)).isEqualTo(RunStatus.INTERRUPTED);
	}

	private ManagedRun begun() {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("import"));
		run.begin();
		return run;
	}

	private static RunStatus ended(ManagedRun run) {
		run.end(RunStatus.COMPLETED, null);
		return run.progress().status();
	}

}
