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

import io.github.progresstracker.internal.run.RecordedTurns;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for consecutive, concurrent and resumed stages.
 */
class StageTests {

	private final TestTime time = new TestTime();

	private final RecordedTurns turns = new RecordedTurns();

	private final TestTrackers trackers = new TestTrackers(this.time, this.turns);

	private final ProgressTracker tracker = this.trackers.start("import");

	@Test
	void startingAStageEndsTheOneStartedBefore() {
		this.tracker.startStage("load");
		this.time.pass(Duration.ofSeconds(3));
		this.tracker.startStage("index");
		this.time.pass(Duration.ofSeconds(4));
		assertThat(stage("load").open()).isFalse();
		assertThat(stage("load").duration()).isEqualTo(Duration.ofSeconds(3));
		assertThat(stage("index").open()).isTrue();
		assertThat(stage("index").duration()).isEqualTo(Duration.ofSeconds(4));
		assertThat(this.tracker.progress().duration()).isEqualTo(Duration.ofSeconds(7));
	}

	@Test
	void theTrackerCountsOnTheStageStartedLast() {
		this.tracker.inc();
		this.tracker.startStage("load");
		this.tracker.inc(2);
		Stage side = this.tracker.openStage("side");
		this.tracker.inc(4);
		this.tracker.startStage("index");
		this.tracker.inc(8);
		side.inc(16);
		assertThat(processed("load")).isEqualTo(6);
		assertThat(processed("index")).isEqualTo(8);
		assertThat(processed("side")).isEqualTo(16);
		assertThat(this.tracker.progress().records().processed()).isEqualTo(31);
	}

	@Test
	void stagesAreListedInTheOrderOfTheirFirstStart() {
		this.tracker.startStage("c");
		this.tracker.startStage("a");
		this.tracker.openStage("b");
		this.tracker.startStage("c");
		assertThat(this.tracker.progress().stages()).extracting(StageProgress::name).containsExactly("c", "a", "b");
	}

	@Test
	void anOpenedStageNeitherEndsNorIsEndedByOthers() {
		this.tracker.startStage("load");
		Stage side = this.tracker.openStage("side");
		assertThat(stage("load").open()).isTrue();
		this.tracker.startStage("index");
		assertThat(stage("side").open()).isTrue();
		side.end();
		assertThat(stage("side").open()).isFalse();
		assertThat(stage("index").open()).isTrue();
	}

	@Test
	void aResumedStageKeepsCountingAndItsDurationExcludesThePause() {
		this.tracker.startStage("load");
		this.tracker.inc(5);
		this.time.pass(Duration.ofSeconds(1));
		this.tracker.startStage("index");
		this.time.pass(Duration.ofSeconds(10));
		this.tracker.startStage("load");
		this.tracker.inc(7);
		this.time.pass(Duration.ofSeconds(2));
		assertThat(processed("load")).isEqualTo(12);
		assertThat(stage("load").duration()).isEqualTo(Duration.ofSeconds(3));
		assertThat(stage("load").open()).isTrue();
	}

	@Test
	void startingTheSameStageAgainContinuesWithoutAGap() {
		this.tracker.startStage("load");
		this.time.pass(Duration.ofSeconds(1));
		this.tracker.startStage("load");
		this.time.pass(Duration.ofSeconds(1));
		assertThat(stage("load").duration()).isEqualTo(Duration.ofSeconds(2));
		this.tracker.startStage("index");
		assertThat(stage("load").open()).isFalse();
	}

	@Test
	void aStageOpenedTwiceLastsAsLongAsItWasOpenAtLeastOnce() {
		Stage first = this.tracker.openStage("load");
		this.time.pass(Duration.ofSeconds(1));
		Stage second = this.tracker.openStage("load");
		this.time.pass(Duration.ofSeconds(1));
		first.end();
		this.time.pass(Duration.ofSeconds(1));
		assertThat(stage("load").open()).isTrue();
		second.end();
		this.time.pass(Duration.ofSeconds(5));
		Stage third = this.tracker.openStage("load");
		this.time.pass(Duration.ofSeconds(1));
		third.close();
		assertThat(stage("load").open()).isFalse();
		assertThat(stage("load").duration()).isEqualTo(Duration.ofSeconds(4));
	}

	@Test
	void endingOneOpeningTwiceLeavesTheOtherOpen() {
		Stage first = this.tracker.openStage("load");
		this.tracker.openStage("load");
		first.end();
		first.close();
		assertThat(stage("load").open()).isTrue();
	}

	@Test
	void aStageThatTheCallerEndedIsNotEndedAgainByTheNextStart() {
		Stage started = this.tracker.startStage("load");
		this.tracker.openStage("load");
		started.end();
		this.tracker.startStage("index");
		assertThat(stage("load").open()).isTrue();
	}

	@Test
	void startStageEndsOnlyItsOwnOpening() {
		Stage side = this.tracker.openStage("load");
		this.tracker.startStage("load");
		this.tracker.startStage("index");
		assertThat(stage("load").open()).isTrue();
		side.end();
		assertThat(stage("load").open()).isFalse();
	}

	@Test
	void countingOnAnEndedStageStillCounts() {
		Stage load = this.tracker.startStage("load");
		load.end();
		load.inc();
		this.tracker.inc();
		assertThat(processed("load")).isEqualTo(2);
		assertThat(stage("load").open()).isFalse();
	}

	@Test
	void theEndOfTheRunEndsAllStages() {
		Stage load = this.tracker.startStage("load");
		this.tracker.openStage("side");
		this.time.pass(Duration.ofSeconds(2));
		this.tracker.complete();
		this.time.pass(Duration.ofSeconds(9));
		load.end();
		assertThat(this.tracker.progress().stages()).allSatisfy((stage) -> {
			assertThat(stage.open()).isFalse();
			assertThat(stage.duration()).isEqualTo(Duration.ofSeconds(2));
		});
	}

	@Test
	void aWallClockThatIsSetBackLeavesDurationsAlone() {
		this.tracker.startStage("load");
		this.time.pass(Duration.ofSeconds(5));
		this.time.setWallClock(this.time.now().minusSeconds(3600));
		assertThat(stage("load").duration()).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.tracker.progress().duration()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void aNullOrBlankNameIsRejected() {
		for (String name : new String[] { null, "", " ", "\t\n" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.tracker.startStage(name))
				.withMessageContaining("stage");
			assertThatIllegalArgumentException().isThrownBy(() -> this.tracker.startStage(name, 1));
			assertThatIllegalArgumentException().isThrownBy(() -> this.tracker.openStage(name));
			assertThatIllegalArgumentException().isThrownBy(() -> this.tracker.openStage(name, 1));
		}
		assertThat(this.tracker.progress().stages()).isEmpty();
	}

	@Test
	void listenersSeeTheStartsAndEndsOfStages() {
		Stage load = this.tracker.startStage("load", 3);
		assertThat(this.turns.lastSnapshot().stage("load").orElseThrow())
			.isEqualTo(new StageProgress("load", true, Duration.ZERO, new RecordCounts(0, 0, 3L)));
		Stage again = this.tracker.openStage("load");
		load.end();
		again.end();
		again.end();
		assertThat(this.turns.turns()).containsExactly("run started", "stage changed", "stage changed",
				"stage changed");
		assertThat(this.turns.lastSnapshot().stage("load").orElseThrow().open()).isFalse();
	}

	private StageProgress stage(String name) {
		return this.tracker.progress().stage(name).orElseThrow();
	}

	private long processed(String name) {
		return stage(name).records().processed();
	}

}
