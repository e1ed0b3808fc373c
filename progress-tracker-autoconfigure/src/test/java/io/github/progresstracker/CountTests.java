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

import io.github.progresstracker.simple.SimpleProgressTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for counts, skipped records and expected totals.
 */
@ExtendWith(OutputCaptureExtension.class)
class CountTests {

	private final ProgressTracker tracker = new SimpleProgressTrackers().start("import");

	@Test
	void recordsAreCountedOneByOneAndManyAtOnce() {
		this.tracker.inc();
		this.tracker.inc(41);
		assertThat(this.tracker.progress().records()).isEqualTo(new RecordCounts(42, 0, null));
	}

	@Test
	void zeroCountsNothing(CapturedOutput output) {
		Stage stage = this.tracker.startStage("load");
		this.tracker.inc(0);
		this.tracker.markSkipped(0);
		stage.inc(0);
		stage.markSkipped(0);
		assertThat(this.tracker.progress().records()).isEqualTo(RecordCounts.NONE);
		assertThat(output).isEmpty();
	}

	@Test
	void negativeNumbersAreIgnoredWithOneWarningForTheWholeRun(CapturedOutput output) {
		this.tracker.inc(-2);
		this.tracker.expect(-3);
		Stage stage = this.tracker.startStage("load", -4);
		stage.inc(Long.MIN_VALUE);
		stage.markSkipped(-5);
		stage.expect(-6);
		this.tracker.markSkipped(-7);
		this.tracker.expect(-8);
		assertThat(this.tracker.progress().records()).isEqualTo(RecordCounts.NONE);
		assertThat(this.tracker.progress().stage("load").orElseThrow().records()).isEqualTo(RecordCounts.NONE);
		assertThat(output).containsOnlyOnce("was ignored").contains("'import'").contains("(-2)").doesNotContain("(-3)");
	}

	@Test
	void aNegativeTotalDoesNotReplaceAnEarlierOne() {
		this.tracker.expect(10);
		this.tracker.expect(-1);
		assertThat(this.tracker.progress().records().expected()).isEqualTo(10);
	}

	@Test
	void skippedRecordsAreMarkedAndNotCounted() {
		this.tracker.inc(3);
		this.tracker.markSkipped(1);
		Stage stage = this.tracker.startStage("load");
		stage.inc(5);
		stage.markSkipped(2);
		this.tracker.markSkipped(2);
		assertThat(this.tracker.progress().stage("load").orElseThrow().records())
			.isEqualTo(new RecordCounts(5, 4, null));
		assertThat(this.tracker.progress().records()).isEqualTo(new RecordCounts(8, 5, null));
	}

	@Test
	void aTotalSetBeforeTheFirstStageIsThatOfTheRun() {
		this.tracker.expect(10);
		this.tracker.expect(20);
		this.tracker.startStage("load", 5);
		assertThat(this.tracker.progress().records().expected()).isEqualTo(20);
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().expected()).isEqualTo(5);
	}

	@Test
	void aTotalSetDuringAStageIsThatOfTheStage() {
		Stage load = this.tracker.startStage("load", 5);
		this.tracker.expect(7);
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().expected()).isEqualTo(7);
		load.expect(0);
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().expected()).isZero();
	}

	@Test
	void theTotalOfARunWithStagesIsUnknownUnlessSet() {
		this.tracker.startStage("load", 5);
		assertThat(this.tracker.progress().records().expected()).isNull();
	}

	@Test
	void aResumedStageKeepsItsTotalUnlessANewOneIsSet() {
		this.tracker.startStage("load", 5);
		this.tracker.startStage("index");
		this.tracker.startStage("load");
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().expected()).isEqualTo(5);
		this.tracker.startStage("load", 9);
		assertThat(this.tracker.progress().stage("load").orElseThrow().records().expected()).isEqualTo(9);
	}

	@Test
	void aSnapshotDoesNotChangeAfterwards() {
		this.tracker.startStage("load").inc();
		JobProgress before = this.tracker.progress();
		this.tracker.inc();
		this.tracker.startStage("index");
		this.tracker.complete();
		assertThat(before.records().processed()).isEqualTo(1);
		assertThat(before.stages()).hasSize(1);
		assertThat(before.status()).isEqualTo(RunStatus.RUNNING);
	}

}
