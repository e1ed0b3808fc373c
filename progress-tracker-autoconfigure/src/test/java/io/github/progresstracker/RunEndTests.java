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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.progresstracker.internal.run.RecordedTurns;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the end of a run and whatever happens after it.
 */
@ExtendWith(OutputCaptureExtension.class)
class RunEndTests {

	private final TestTime time = new TestTime();

	private final RecordedTurns turns = new RecordedTurns();

	private final TestTrackers trackers = new TestTrackers(this.time, this.turns);

	private final Instant start = this.time.now();

	private final ProgressTracker tracker = this.trackers.start("import");

	@Test
	void aCompletedRunIsTheLastSuccess(CapturedOutput output) {
		this.time.pass(Duration.ofSeconds(5));
		this.tracker.complete();
		this.time.pass(Duration.ofSeconds(5));
		JobProgress progress = this.tracker.progress();
		assertThat(progress.status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(progress.startedAt()).isEqualTo(this.start);
		assertThat(progress.duration()).isEqualTo(Duration.ofSeconds(5));
		assertThat(progress.outcomes()).isEqualTo(new JobOutcomes(
				new JobSuccess(this.start.plusSeconds(5), new WorkDone(Duration.ofSeconds(5), 0), Map.of(), true), null,
				null));
		assertThat(this.turns.turns()).containsExactly("run started", "run ended");
		assertThat(this.turns.lastSnapshot()).isEqualTo(progress);
		assertThat(output).isEmpty();
	}

	@Test
	void aFailureNamesItsExceptionMessageAndStage() {
		this.tracker.startStage("load");
		this.tracker.openStage("upload");
		this.time.pass(Duration.ofSeconds(2));
		this.tracker.fail(new IOException("disk full"));
		JobProgress progress = this.tracker.progress();
		assertThat(progress.status()).isEqualTo(RunStatus.FAILED);
		assertThat(progress.outcomes()).isEqualTo(new JobOutcomes(null,
				new JobFailure(this.start.plusSeconds(2), "IOException", "upload", "disk full"), null));
	}

	@Test
	void onlyTheStageThatFailedAndThoseThatWereOpenAreNotCompleted() {
		this.tracker.startStage("scan");
		this.tracker.openStage("audit");
		this.tracker.startStage("load");
		assertThat(statuses()).containsExactly(RunStatus.COMPLETED, RunStatus.RUNNING, RunStatus.RUNNING);
		this.tracker.fail(new IOException());
		assertThat(statuses()).containsExactly(RunStatus.COMPLETED, RunStatus.INTERRUPTED, RunStatus.FAILED);
	}

	@Test
	void stagesThatAreOpenWhenTheRunIsInterruptedAreInterrupted() {
		this.tracker.startStage("scan");
		this.tracker.startStage("load");
		this.tracker.close();
		assertThat(statuses()).containsExactly(RunStatus.COMPLETED, RunStatus.INTERRUPTED);
	}

	@Test
	void stagesThatAreOpenWhenTheRunCompletesAreCompleted() {
		this.tracker.openStage("scan");
		this.tracker.openStage("load");
		this.tracker.complete();
		assertThat(statuses()).containsExactly(RunStatus.COMPLETED, RunStatus.COMPLETED);
	}

	@Test
	void aStageThatTheExceptionClosedIsTheOneThatFailed() {
		try (Stage load = this.tracker.startStage("load")) {
			load.inc();
		}
		this.tracker.fail(new IOException());
		assertThat(failure().stage()).isEqualTo("load");
		assertThat(statuses()).containsExactly(RunStatus.FAILED);
	}

	@Test
	void aStageThatIsStillOpenIsTheOneThatFailed() {
		this.tracker.openStage("load");
		this.tracker.openStage("check").end();
		this.tracker.fail(new IOException());
		assertThat(failure().stage()).isEqualTo("load");
	}

	@Test
	void aStageThatHasProcessedAllItsRecordsIsNotTheOneThatFailed() {
		Stage mails = this.tracker.openStage("mails", 10);
		mails.inc(10);
		mails.close();
		this.tracker.fail(new IOException());
		assertThat(failedStage()).isNull();
	}

	private @Nullable String failedStage() {
		return Objects.requireNonNull(this.tracker.progress().outcomes().lastFailure()).stage();
	}

	@Test
	void aFailureNeedsNeitherStageNorException() {
		this.tracker.fail(null);
		assertThat(failure()).isEqualTo(new JobFailure(this.start, "unknown", null));
	}

	@Test
	void closingAnOpenRunInterruptsIt() {
		this.tracker.close();
		assertThat(this.tracker.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(this.tracker.progress().outcomes()).isEqualTo(new JobOutcomes(null, null, this.start));
		assertThat(this.turns.turns()).containsExactly("run started", "run ended");
	}

	@Test
	void closingARunThatEndedIsSilent(CapturedOutput output) {
		this.tracker.complete();
		this.tracker.close();
		assertThat(this.tracker.progress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(this.turns.turns()).containsExactly("run started", "run ended");
		assertThat(output).isEmpty();
	}

	@Test
	void theFirstEndWins(CapturedOutput output) {
		this.tracker.complete();
		this.time.pass(Duration.ofSeconds(1));
		this.tracker.fail(new IOException());
		this.tracker.complete();
		assertThat(this.tracker.progress().status()).isEqualTo(RunStatus.COMPLETED);
		assertThat(this.tracker.progress().outcomes()).isEqualTo(new JobOutcomes(
				new JobSuccess(this.start, new WorkDone(Duration.ofSeconds(0), 0), Map.of(), true), null, null));
		assertThat(output).containsOnlyOnce("all later ones are ignored").contains("'import'").contains("COMPLETED");
	}

	@Test
	void everythingAfterTheEndIsDroppedWithOneWarning(CapturedOutput output) {
		this.tracker.inc();
		Stage load = this.tracker.startStage("load");
		load.inc();
		this.tracker.complete();
		JobProgress atTheEnd = this.tracker.progress();
		this.time.pass(Duration.ofSeconds(1));
		this.tracker.inc();
		this.tracker.inc(5);
		this.tracker.markSkipped(1);
		this.tracker.expect(7);
		load.inc();
		load.inc(5);
		load.markSkipped(1);
		load.expect(7);
		load.end();
		Stage late = this.tracker.startStage("late", 5);
		late.inc();
		late.end();
		this.tracker.track(List.of("a", "b")).forEach((element) -> {
		});
		load.track(List.of("a", "b")).forEach((element) -> {
		});
		assertThat(this.tracker.progress()).isEqualTo(atTheEnd);
		assertThat(this.turns.turns()).containsExactly("run started", "stage changed", "run ended");
		assertThat(output).containsOnlyOnce("all later ones are ignored");
	}

	@Test
	void anExpectationAfterTheEndIsDroppedWithAWarning(CapturedOutput output) {
		this.tracker.complete();
		this.tracker.expect(7);
		assertThat(this.tracker.progress().records().expected()).isNull();
		assertThat(output).containsOnlyOnce("all later ones are ignored");
	}

	@Test
	void countingAfterAnInterruptionLogsNoWarning(CapturedOutput output) {
		this.tracker.close();
		this.tracker.inc();
		this.tracker.fail(new IOException());
		assertThat(this.tracker.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(output).doesNotContain("all later ones are ignored");
	}

	@Test
	void namesInWarningsStayOnOneLine(CapturedOutput output) {
		ProgressTracker odd = this.trackers.start("odd\njob");
		odd.complete();
		odd.startStage("odd\nstage");
		assertThat(output).contains("odd\\u000ajob").contains("odd\\u000astage");
	}

	@Test
	void aMessageFromAnIntegrationIsMadeSafe() {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("import"));
		run.begin();
		run.end(RunStatus.FAILED, "FooError", "first\nsecond password=geheim " + "x".repeat(1000));
		JobFailure failure = run.progress().outcomes().lastFailure();
		assertThat(failure).isNotNull();
		assertThat(failure.message()).startsWith("first second password=*** xxx").hasSize(200);
	}

	private List<RunStatus> statuses() {
		return this.tracker.progress().stages().stream().map(StageProgress::status).toList();
	}

	private JobFailure failure() {
		JobFailure failure = this.tracker.progress().outcomes().lastFailure();
		assertThat(failure).isNotNull();
		return failure;
	}

}
