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

package io.github.progresstracker.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.Stage;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ManagedRun}: runs that a framework begins and ends.
 */
@ExtendWith(OutputCaptureExtension.class)
class ManagedRunTests {

	private final TestTime time = new TestTime();

	private final RecordedTurns turns = new RecordedTurns();

	private final TestTrackers trackers = new TestTrackers(this.time, this.turns);

	private final ManagedRun run = this.trackers.prepare(JobDefinition.of("import"));

	@Test
	void aPreparedRunIsSilentUntilItBegins() {
		assertThat(this.run.hasBegun()).isFalse();
		assertThat(this.trackers.progress()).isEmpty();
		assertThat(this.turns.turns()).isEmpty();
		assertThat(this.run.progress().duration()).isZero();
	}

	@Test
	void aFrameworkWhoseStagesAreSlowToReadBlocksNothingElse() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		AtomicBoolean slow = new AtomicBoolean();
		CountDownLatch read = new CountDownLatch(1);
		ManagedRun run = this.trackers.prepare(JobDefinition.of("batch"), new LiveStages() {

			@Override
			public List<StageProgress> progress() {
				if (slow.get()) {
					asked.countDown();
					assertThatNoException().isThrownBy(read::await);
				}
				return List.of();
			}

			@Override
			public String current() {
				return null;
			}

		});
		run.begin();
		slow.set(true);
		// The common pool may have only one thread.
		Executor threads = (task) -> new Thread(task).start();
		CompletableFuture<JobProgress> look = CompletableFuture.supplyAsync(run::progress, threads);
		asked.await();
		CompletableFuture.runAsync(run::stopClock, threads).get(20, TimeUnit.SECONDS);
		read.countDown();
		assertThat(look.get(20, TimeUnit.SECONDS).stages()).isEmpty();
	}

	@Test
	void aStageThatBothTheJobAndItsFrameworkCountIsOne() {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("batch"),
				stages(new StageProgress("load", true, Duration.ofSeconds(5), new RecordCounts(0, 0, 100L))));
		run.begin();
		Stage load = run.startStage("load");
		this.time.pass(Duration.ofSeconds(4));
		load.inc(40);
		assertThat(run.progress().stages()).singleElement().satisfies((stage) -> {
			assertThat(stage.records()).isEqualTo(new RecordCounts(40, 0, 100L));
			assertThat(stage.duration()).isEqualTo(Duration.ofSeconds(5));
			assertThat(stage.open()).isTrue();
		});
		run.close();
		assertThat(run.progress().stages()).singleElement()
			.extracting(StageProgress::status)
			.isEqualTo(RunStatus.INTERRUPTED);
	}

	@Test
	void aStepThatFailedIsMarkedEvenIfTheRunCompletes() {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("batch"),
				stages(new StageProgress("load", false, Duration.ZERO, RecordCounts.NONE).withStatus(RunStatus.FAILED),
						new StageProgress("mend", true, Duration.ZERO, RecordCounts.NONE)));
		run.begin();
		run.complete();
		assertThat(run.progress().stages()).extracting(StageProgress::status)
			.containsExactly(RunStatus.FAILED, RunStatus.COMPLETED);
	}

	private static LiveStages stages(StageProgress... stages) {
		return new LiveStages() {

			@Override
			public List<StageProgress> progress() {
				return List.of(stages);
			}

			@Override
			public String current() {
				return null;
			}

		};
	}

	@ParameterizedTest
	@MethodSource("uses")
	void aPreparedRunBeginsWhenItIsFirstUsed(Consumer<ManagedRun> use) {
		this.time.pass(Duration.ofSeconds(5));
		Instant firstUse = this.time.now();
		use.accept(this.run);
		this.time.pass(Duration.ofSeconds(2));
		assertThat(this.run.hasBegun()).isTrue();
		assertThat(this.run.progress().startedAt()).isEqualTo(firstUse);
		assertThat(this.turns.turns()).startsWith("run started").containsOnlyOnce("run started");
		assertThat(this.trackers.progress()).containsExactly(this.run.progress());
	}

	static Stream<Consumer<ManagedRun>> uses() {
		return Stream.of(ManagedRun::begin, ManagedRun::inc, (run) -> run.inc(5), (run) -> run.markSkipped(1),
				(run) -> run.expect(1), (run) -> run.startStage("load"), (run) -> run.openStage("load", 1),
				(run) -> run.track(List.of()), (run) -> run.track(List.of().iterator()),
				(run) -> run.track(Stream.of()), ManagedRun::complete, (run) -> run.fail(null));
	}

	@Test
	void theCountThatBeginsARunIsCounted() {
		this.run.inc(5);
		this.run.inc();
		assertThat(this.run.progress().records().processed()).isEqualTo(6);
	}

	@Test
	void aRunEndsEvenIfItsStagesCannotBeRead(CapturedOutput output) {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("import"), new LiveStages() {

			@Override
			public List<StageProgress> progress() {
				throw new IllegalStateException("expected\nby the test");
			}

			@Override
			public String current() {
				return null;
			}

		});
		run.begin();
		assertThat(run.end(RunStatus.FAILED, "Reason")).isTrue();
		assertThat(this.turns.turns()).endsWith("run ended");
		assertThat(run.progress().status()).isEqualTo(RunStatus.FAILED);
		assertThat(run.progress().outcomes().lastFailure()).isNotNull();
		assertThat(output).contains("The stages of job 'import' could not be read when it ended")
			.doesNotContain("expected\nby the test");
	}

	@Test
	void beginningTwiceBeginsOnce(CapturedOutput output) {
		this.run.begin();
		this.time.pass(Duration.ofSeconds(1));
		this.run.begin();
		assertThat(this.turns.turns()).containsExactly("run started");
		assertThat(this.run.progress().duration()).isEqualTo(Duration.ofSeconds(1));
		assertThat(output).isEmpty();
	}

	@Test
	void anEndWithoutABeginDoesNothing(CapturedOutput output) {
		assertThat(this.run.end(RunStatus.COMPLETED, null)).isFalse();
		this.run.stopClock();
		this.run.close();
		assertThat(this.run.hasBegun()).isFalse();
		assertThat(this.turns.turns()).isEmpty();
		assertThat(this.run.progress().outcomes()).isEqualTo(JobOutcomes.NONE);
		assertThat(output).isEmpty();
	}

	@Test
	void aSuccessIsDatedBackToWhenTheClockStopped() {
		this.run.begin();
		this.run.startStage("load");
		this.time.pass(Duration.ofSeconds(3));
		Instant stopped = this.time.now();
		this.run.stopClock();
		this.time.pass(Duration.ofSeconds(10));
		this.run.stopClock();
		assertThat(this.run.progress().status()).isEqualTo(RunStatus.RUNNING);
		assertThat(this.run.progress().duration()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.run.end(RunStatus.COMPLETED, null)).isTrue();
		assertThat(this.run.progress().duration()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.run.progress().stage("load").orElseThrow().duration()).isEqualTo(Duration.ofSeconds(3));
		assertThat(this.run.progress().outcomes().lastSuccessAt()).isEqualTo(stopped);
	}

	@Test
	void aFailureIsNotDatedBack() {
		this.run.begin();
		this.run.stopClock();
		this.time.pass(Duration.ofSeconds(10));
		this.run.end(RunStatus.FAILED, "exit code 3");
		assertThat(this.run.progress().outcomes().lastFailure())
			.isEqualTo(new JobFailure(this.time.now(), "exit code 3", null));
		assertThat(this.run.progress().duration()).isZero();
	}

	@Test
	void anInterruptionIsNotDatedBack() {
		this.run.begin();
		this.run.stopClock();
		this.time.pass(Duration.ofSeconds(10));
		this.run.end(RunStatus.INTERRUPTED, null);
		assertThat(this.run.progress().outcomes().lastInterruption()).isEqualTo(this.time.now());
	}

	@Test
	void recordsStillCountAfterTheClockStopped() {
		this.run.begin();
		this.run.stopClock();
		this.run.inc();
		this.run.startStage("late").inc();
		assertThat(this.run.progress().records().processed()).isEqualTo(2);
	}

	@Test
	void onlyTheFirstEndCounts(CapturedOutput output) {
		this.run.begin();
		assertThat(this.run.end(RunStatus.INTERRUPTED, null)).isTrue();
		assertThat(this.run.end(RunStatus.COMPLETED, null)).isFalse();
		assertThat(this.run.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(this.run.hasBegun()).isTrue();
		assertThat(output).isEmpty();
	}

	@Test
	void runningIsNotAnEnd() {
		this.run.begin();
		assertThatIllegalArgumentException().isThrownBy(() -> this.run.end(RunStatus.RUNNING, null))
			.withMessageContaining("RUNNING");
	}

	@Test
	void aBoundRunIsCurrentUntilTheBindingIsClosed() {
		ProgressTracker outer = this.trackers.start("outer");
		ManagedRun.Binding outerBinding = ((ManagedRun) outer).bind();
		ManagedRun.Binding binding = this.run.bind();
		assertThat(this.trackers.current()).isSameAs(this.run);
		binding.close();
		assertThat(this.trackers.current()).isSameAs(outer);
		outerBinding.close();
		assertThatIllegalStateException().isThrownBy(this.trackers::current);
	}

}
