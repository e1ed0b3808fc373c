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

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link ProgressTrackers}: several jobs, and several runs of one.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrackersTests {

	private final TestTime time = new TestTime();

	private final TestTrackers trackers = new TestTrackers(this.time);

	@Test
	void workThatReturnsCompletesItsRun() {
		AtomicReference<ProgressTracker> used = new AtomicReference<>();
		this.trackers.run("import", (tracker) -> {
			used.set(tracker);
			tracker.inc();
			assertThat(tracker.progress().status()).isEqualTo(RunStatus.RUNNING);
		});
		assertThat(used.get().progress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(used.get().progress().records().processed()).isEqualTo(1);
	}

	@Test
	void workThatThrowsFailsItsRunAndTheSameExceptionComesOut() {
		IOException thrown = new IOException();
		Throwable caught = catchThrowable(() -> this.trackers.runChecked("import", (tracker) -> {
			tracker.startStage("load");
			throw thrown;
		}));
		assertThat(caught).isSameAs(thrown);
		assertThat(thrown.getSuppressed()).isEmpty();
		assertThat(onlyProgress().status()).isEqualTo(RunStatus.FAILED);
		assertThat(onlyProgress().outcomes().lastFailure())
			.isEqualTo(new JobFailure(this.time.now(), "IOException", "load"));
	}

	@Test
	void workMayReturnAValue() {
		String shown = this.trackers.call("import", (tracker) -> {
			tracker.inc(3);
			return "3 rows";
		});
		assertThat(shown).isEqualTo("3 rows");
		assertThat(onlyProgress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(this.trackers.<String>call("export", (tracker) -> null)).isNull();
	}

	@Test
	void workThatIsToReturnAValueFailsItsRunIfItThrows() {
		IllegalStateException thrown = new IllegalStateException();
		assertThat(catchThrowable(() -> this.trackers.call("import", (tracker) -> {
			throw thrown;
		}))).isSameAs(thrown);
		assertThat(onlyProgress().status()).isEqualTo(RunStatus.FAILED);
	}

	@Test
	void theCompilerKnowsTheCheckedExceptionsOfTheWork() {
		try {
			this.trackers.runChecked("import", (tracker) -> {
				throw new FileNotFoundException("orders.csv");
			});
		}
		catch (FileNotFoundException ex) {
			assertThat(ex).hasMessage("orders.csv");
		}
		try {
			int rows = this.trackers.callChecked("export", (tracker) -> rowsOf("orders.csv"));
			assertThat(rows).isEqualTo(7);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		// Without checked exceptions there is nothing to catch.
		this.trackers.runChecked("index", ProgressTracker::inc);
		assertThat(this.trackers.progress()).extracting(JobProgress::status)
			.containsExactly(RunStatus.FAILED, RunStatus.COMPLETED, RunStatus.COMPLETED);
	}

	private static int rowsOf(String file) throws IOException {
		if (file.isEmpty()) {
			throw new FileNotFoundException();
		}
		return 7;
	}

	@Test
	void anErrorFailsTheRunToo() {
		Error thrown = new StackOverflowError();
		assertThat(catchThrowable(() -> this.trackers.run("import", (tracker) -> {
			throw thrown;
		}))).isSameAs(thrown);
		assertThat(onlyProgress().status()).isEqualTo(RunStatus.FAILED);
	}

	@Test
	void workMayEndItsRunItself(CapturedOutput output) {
		this.trackers.run("import", (tracker) -> tracker.fail(new IOException()));
		assertThat(onlyProgress().status()).isEqualTo(RunStatus.FAILED);
		assertThat(output).isEmpty();
	}

	@Test
	void workMayReportItsFailureAndThrowIt(CapturedOutput output) {
		IOException thrown = new IOException();
		assertThat(catchThrowable(() -> this.trackers.runChecked("import", (tracker) -> {
			tracker.fail(thrown);
			throw thrown;
		}))).isSameAs(thrown);
		assertThat(output).isEmpty();
	}

	@Test
	void workThatThrowsAfterItCompletedStaysCompletedWithAWarning(CapturedOutput output) {
		assertThat(catchThrowable(() -> this.trackers.runChecked("import", (tracker) -> {
			tracker.complete();
			throw new IOException();
		}))).isInstanceOf(IOException.class);
		assertThat(onlyProgress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(output).containsOnlyOnce("all later ones are ignored").contains("IOException");
	}

	@Test
	void theCurrentRunIsTheInnermostOne() {
		this.trackers.run("outer", (outer) -> {
			assertThat(this.trackers.current()).isSameAs(outer);
			this.trackers.run("inner", (inner) -> assertThat(this.trackers.current()).isSameAs(inner));
			assertThat(this.trackers.current()).isSameAs(outer);
			assertThat(catchThrowable(() -> this.trackers.runChecked("failing", (failing) -> {
				throw new IOException();
			}))).isNotNull();
			assertThat(this.trackers.current()).isSameAs(outer);
		});
		assertNoCurrentRun();
	}

	@Test
	void thereIsNoCurrentRunOutsideOfRunsAndOnOtherThreads() {
		assertNoCurrentRun();
		this.trackers.start("import");
		assertNoCurrentRun();
		this.trackers.run("other", (tracker) -> CompletableFuture.runAsync(this::assertNoCurrentRun).join());
	}

	@Test
	void aRunIsCurrentOnlyToTheTrackersThatBeganIt() {
		this.trackers.run("import",
				(tracker) -> assertThatIllegalStateException().isThrownBy(new SimpleProgressTrackers()::current));
	}

	private void assertNoCurrentRun() {
		assertThatIllegalStateException().isThrownBy(this.trackers::current)
			.withMessageContaining("ProgressTrackers.run");
	}

	@Test
	void overlappingRunsOfOneJobLogAWarningAndKeepTheirOwnNumbers(CapturedOutput output) {
		ProgressTracker first = this.trackers.start("import");
		first.startStage("load").inc(1);
		assertThat(output).isEmpty();
		ProgressTracker second = this.trackers.start("import");
		second.inc(2);
		this.trackers.sample();
		assertThat(output).containsOnlyOnce("'import' was started again while it was still running");
		assertThat(this.trackers.progress()).containsExactly(first.progress(), second.progress());
		assertThat(first.progress().records().processed()).isEqualTo(1);
		assertThat(second.progress().records().processed()).isEqualTo(2);
		assertThat(second.progress().stages()).isEmpty();
		first.complete();
		assertThat(this.trackers.progress()).containsExactly(second.progress());
	}

	@Test
	void aLaterRunShowsNothingOfAnEarlierOneExceptItsOutcome(CapturedOutput output) {
		Instant firstStart = this.time.now();
		try (ProgressTracker first = this.trackers.start("import")) {
			first.expect(10);
			first.markSkipped(1);
			first.startStage("load", 5).inc(5);
			this.time.pass(Duration.ofSeconds(3));
			first.complete();
		}
		this.time.pass(Duration.ofSeconds(3));
		ProgressTracker second = this.trackers.start("import");
		JobProgress progress = second.progress();
		assertThat(this.trackers.progress()).containsExactly(progress);
		assertThat(progress.records()).isEqualTo(RecordCounts.NONE);
		assertThat(progress.stages()).isEmpty();
		assertThat(progress.duration()).isZero();
		assertThat(progress.startedAt()).isEqualTo(firstStart.plusSeconds(6));
		assertThat(progress.status()).isEqualTo(RunStatus.RUNNING);
		assertThat(progress.outcomes())
			.isEqualTo(new JobOutcomes(new JobSuccess(firstStart.plusSeconds(3), new WorkDone(Duration.ofSeconds(3), 5),
					Map.of("load", new WorkDone(Duration.ofSeconds(3), 5)), true), null, null));
		assertThat(output).isEmpty();
	}

	@Test
	void aLaterOutcomeKeepsEarlierOnesOfOtherKinds() {
		Instant start = this.time.now();
		this.trackers.start("import").complete();
		this.time.pass(Duration.ofSeconds(1));
		this.trackers.start("import").fail(new IOException());
		this.time.pass(Duration.ofSeconds(1));
		this.trackers.start("import").close();
		assertThat(onlyProgress().outcomes())
			.isEqualTo(new JobOutcomes(new JobSuccess(start, new WorkDone(Duration.ofSeconds(0), 0), Map.of(), true),
					new JobFailure(start.plusSeconds(1), "IOException", null), start.plusSeconds(2)));
		this.time.pass(Duration.ofSeconds(1));
		this.trackers.start("import").complete();
		assertThat(onlyProgress().outcomes().lastSuccessAt()).isEqualTo(start.plusSeconds(3));
	}

	@Test
	void theOutcomesOfOneJobDoNotAffectAnother() {
		this.trackers.start("import").complete();
		assertThat(this.trackers.start("export").progress().outcomes()).isEqualTo(JobOutcomes.NONE);
		assertThat(this.trackers.progress()).extracting((progress) -> progress.identity().job())
			.containsExactly("import", "export");
	}

	@Test
	void closingInterruptsOpenRunsAndNoOthers() {
		ProgressTracker ended = this.trackers.start("ended");
		ended.complete();
		ProgressTracker open = this.trackers.start("open");
		ProgressTracker openToo = this.trackers.start("open");
		this.trackers.close();
		assertThat(ended.progress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(open.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(openToo.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
	}

	@Test
	void aJobWithoutANameIsRejected() {
		for (String name : new String[] { null, "", " \t" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.trackers.start(name))
				.withMessageContaining("job");
			assertThatIllegalArgumentException().isThrownBy(() -> this.trackers.run(name, (tracker) -> {
			}));
		}
		assertThat(this.trackers.progress()).isEmpty();
	}

	private JobProgress onlyProgress() {
		assertThat(this.trackers.progress()).hasSize(1);
		return this.trackers.progress().get(0);
	}

}
