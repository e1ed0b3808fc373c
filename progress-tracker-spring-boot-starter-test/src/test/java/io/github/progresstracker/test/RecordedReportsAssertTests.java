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

package io.github.progresstracker.test;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RecordedReportsAssert} and {@link JobProgressAssert}: when assertions
 * pass, and what a developer reads when they fail.
 */
class RecordedReportsAssertTests {

	private final RecordedReports reports = new RecordedReports();

	private final ProgressTrackers trackers = new SimpleProgressTrackers(this.reports);

	@BeforeEach
	void run() {
		this.trackers.run("nightly", (tracker) -> {
			tracker.startStage("load", 5).inc(4);
			tracker.markSkipped(1);
			tracker.startStage("index").inc(2);
		});
	}

	@Test
	void correctAssertionsPass() {
		assertThat(this.reports).hasRuns("nightly", 1)
			.hasNoneOf("hourly")
			.lastOf("nightly")
			.isCompleted()
			.hasStages("load", "index")
			.hasProcessed(6)
			.hasProcessed("load", 4)
			.hasSkipped(1)
			.hasSkipped("load", 1)
			.hasSkipped("index", 0)
			.hasExpected("load", 5);
	}

	@Test
	void aWrongNumberIsShownWithTheWholeReport() {
		assertFailure(() -> assertThat(this.reports).lastOf("nightly").hasProcessed("load", 5), """
				Expecting the run in stage "load" to have processed
				  5
				but it was
				  4
				in:
				  'nightly' completed: 6 processed, 1 skipped, unknown number expected
				    stage 'load' completed: 4 processed, 1 skipped, 5 expected
				    stage 'index' completed: 2 processed, 0 skipped, unknown number expected""");
	}

	@Test
	void eachWrongAssertionFails() {
		JobProgressAssert last = assertThat(this.reports).lastOf("nightly");
		assertFailure(last::isRunning, "Expecting the run to be\n  RUNNING\nbut it was\n  COMPLETED\n");
		assertFailure(last::isFailed, "to be\n  FAILED\n");
		assertFailure(last::isInterrupted, "to be\n  INTERRUPTED\n");
		assertFailure(() -> last.hasProcessed(7), "to have processed\n  7\nbut it was\n  6\n");
		assertFailure(() -> last.hasSkipped(0), "to have skipped\n  0\nbut it was\n  1\n");
		assertFailure(() -> last.hasSkipped("load", 0), "in stage \"load\" to have skipped\n  0\nbut it was\n  1\n");
		assertFailure(() -> last.hasExpected(6), "to have expected\n  6\nbut it was\n  unknown\n");
		assertFailure(() -> last.hasExpected("load", 6), "in stage \"load\" to have expected\n  6\nbut it was\n  5\n");
		assertFailure(() -> last.hasStages("index", "load"),
				"to have the stages\n  [index, load]\nbut it was\n  [load, index]\n");
		assertFailure(() -> last.failedIn("load"), "to be\n  FAILED\n");
		assertFailure(() -> last.failedWith("IOException"), "to be\n  FAILED\n");
	}

	@Test
	void aMissingStageFailsTheAssertion() {
		assertFailure(() -> assertThat(this.reports).lastOf("nightly").hasProcessed("verify", 0), """
				Expecting the run to have the stage
				  "verify"
				but there is no such stage in:
				  'nightly' completed: 6 processed""");
	}

	@Test
	void aMissingJobFailsTheAssertionWhichShowsTheOtherJobs() {
		this.trackers.start("hourly");
		assertFailure(() -> assertThat(this.reports).lastOf("daily"), """
				Expecting a report of job
				  "daily"
				but these were recorded:
				  'nightly' running: 0 processed, 0 skipped, unknown number expected
				    stage 'load' open: 0 processed, 0 skipped, 5 expected
				  'nightly' running: 4 processed, 1 skipped, unknown number expected
				    stage 'load' completed: 4 processed, 1 skipped, 5 expected
				    stage 'index' open: 0 processed, 0 skipped, unknown number expected
				  'nightly' completed""");
		assertFailure(() -> assertThat(this.reports).lastOf("daily"), "\n  'hourly' running: 0 processed");
		assertFailure(() -> assertThat(new RecordedReports()).lastOf("daily"), "but nothing was recorded");
	}

	@Test
	void anUnexpectedJobFailsTheAssertion() {
		assertFailure(() -> assertThat(this.reports).hasNoneOf("nightly"),
				"Expecting no report of job\n  \"nightly\"\nbut these were recorded:\n  'nightly' running");
		assertFailure(() -> assertThat(this.reports).isEmpty(),
				"Expecting no report\nbut these were recorded:\n  'nightly' running");
		assertFailure(() -> assertThat(this.reports).hasRuns("nightly", 2),
				"Expecting job\n  \"nightly\"\nto have run\n  2 times\nbut it ran\n  1 times\nas these were recorded:\n");
	}

	@Test
	void aFailureIsShownWithExceptionAndStage() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		tracker.fail(new IllegalStateException("full"));
		JobProgressAssert last = assertThat(this.reports).lastOf("nightly");
		last.isFailed()
			.failedWith(IllegalStateException.class)
			.failedWith("IllegalStateException")
			.failedWithMessage("full")
			.failedWithMessageContaining("ul")
			.failedIn("load");
		assertFailure(() -> last.failedWith(RuntimeException.class),
				"to have failed with\n  \"RuntimeException\"\nbut it was\n  \"IllegalStateException\"\nin:\n"
						+ "  'nightly' failed with IllegalStateException \"full\" in stage 'load': 0 processed");
		assertFailure(() -> last.failedIn("index"), "to have failed in stage\n  \"index\"\nbut it was\n  \"load\"\n");
		assertFailure(() -> last.failedWithMessage("ful"),
				"to have failed with the message\n  \"ful\"\nbut it was\n  \"full\"\nin:\n");
		assertFailure(() -> last.failedWithMessageContaining("empty"),
				"to have failed with a message that contains\n  \"empty\"\nbut it was\n  \"full\"\nin:\n");
	}

	@Test
	void theStatusOfAStageTellsWhichOneFailed() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		tracker.openStage("index");
		tracker.startStage("verify");
		JobProgressAssert running = assertThat(this.reports).lastOf("nightly");
		running.hasStatus("load", RunStatus.COMPLETED).hasStatus("verify", RunStatus.RUNNING);
		tracker.fail(null);
		JobProgressAssert last = assertThat(this.reports).lastOf("nightly");
		last.hasStatus("load", RunStatus.COMPLETED)
			.hasStatus("index", RunStatus.INTERRUPTED)
			.hasStatus("verify", RunStatus.FAILED);
		assertFailure(() -> last.hasStatus("verify", RunStatus.COMPLETED),
				"Expecting the run in stage \"verify\" to be\n  COMPLETED\nbut it was\n  FAILED\nin:\n");
		assertFailure(() -> last.hasStatus("send", RunStatus.COMPLETED), "but there is no such stage in:\n");
	}

	@Test
	void aFailureOutsideOfAllStagesIsShownWithoutAStage() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.fail(null);
		assertFailure(() -> assertThat(this.reports).lastOf("nightly").failedIn("load"),
				"to have failed in stage\n  \"load\"\nbut it was\n  unknown\nin:\n  'nightly' failed with unknown: 0");
		assertFailure(() -> assertThat(this.reports).lastOf("nightly").failedWithMessageContaining("full"),
				"to have failed with a message that contains\n  \"full\"\nbut it was\n  unknown\n");
	}

	@Test
	void anEarlierRunsFailureIsNotAFailureOfThisRun() {
		this.trackers.start("nightly").fail(new IllegalStateException());
		this.trackers.run("nightly", ProgressTracker::inc);
		assertFailure(() -> assertThat(this.reports).lastOf("nightly").failedWith(IllegalStateException.class),
				"to be\n  FAILED\nbut it was\n  COMPLETED\nin:\n  'nightly' completed: 1 processed");
	}

	@Test
	void assertionsOnASnapshotNeedNoReports() {
		ProgressTracker tracker = new SimpleProgressTrackers().start("nightly");
		tracker.startStage("load").inc(3);
		JobProgressAssert.assertThat(tracker.progress()).isRunning().hasProcessed("load", 3);
	}

	@Test
	void aDescriptionIsKept() {
		assertFailure(() -> assertThat(this.reports).as("After the night").lastOf("nightly").hasProcessed(1),
				"[After the night]");
		assertFailure(() -> assertThat(this.reports).as("After the night").hasNoneOf("nightly"), "[After the night]");
	}

	@Test
	void namesWithOddCharactersAreShownOnOneLine() {
		this.trackers.start("100%d").startStage("a\nb");
		assertFailure(() -> assertThat(this.reports).lastOf("100%d").isCompleted(),
				"'100%d' running: 0 processed, 0 skipped, unknown number expected\n    stage 'a\\u000ab' open");
		assertFailure(() -> assertThat(this.reports).lastOf("50%d"), "  \"50%d\"\n");
	}

	private static void assertFailure(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion)
			.satisfies((error) -> assertThat(error.getMessage()).contains(message));
	}

}
