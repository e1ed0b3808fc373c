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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Estimate}: how a run is judged by the last success, with simulated
 * runs whose end is known. Each run is sampled once a second.
 */
class EstimateTests {

	private static final List<Step> USUAL = List.of(new Step("scan", 60, 600), new Step("load", 300, 3000),
			new Step("index", 40, 0));

	private final TestTime time = new TestTime();

	private final TestTrackers trackers = new TestTrackers(this.time);

	@Test
	void theFirstRunOfAJobIsNotJudged() {
		assertThat(run(USUAL, 1)).allSatisfy((look) -> {
			assertThat(look.run()).isEqualTo(Estimate.UNKNOWN);
			assertThat(look.stage()).isEqualTo(Estimate.UNKNOWN);
		});
	}

	@Test
	void aRunLikeTheLastOneHasAShareAndATimeLeftFromItsStartOn() {
		run(USUAL, 1);
		List<Look> looks = run(USUAL, 1);
		assertThat(looks).hasSize(400);
		assertThat(looks.subList(0, 399)).allSatisfy((look) -> {
			assertThat(look.run().asLastTime()).isTrue();
			assertThat(look.runLeft()).isCloseTo(look.left(), within(1 + 0.01 * look.left()));
			assertThat(look.run().fraction()).isCloseTo(1 - look.left() / 400, within(0.01));
		});
	}

	@Test
	void theRecordsOfTheLastSuccessAreNeverTakenForATotal() {
		run(USUAL, 1);
		assertThat(run(USUAL, 1)).allSatisfy((look) -> {
			assertThat(look.progress().records().expected()).isNull();
			assertThat(look.progress().stages()).allSatisfy((stage) -> {
				assertThat(stage.records().expected()).isNull();
				assertThat(stage.throughput().timeLeft()).isNull();
			});
		});
	}

	@Test
	void aStageWithoutRecordsIsJudgedByItsDuration() {
		run(USUAL, 1);
		Look look = run(USUAL, 1).get(379);
		assertThat(look.progress().stage("index")).isPresent();
		assertThat(look.stage().fraction()).isCloseTo(0.5, within(0.03));
		assertThat(look.stage().timeLeft()).isCloseTo(Duration.ofSeconds(20), Duration.ofSeconds(1));
	}

	@Test
	void aRunWithTwiceTheRecordsNeverStaysAtOneHundredPercent() {
		run(USUAL, 1);
		List<Look> looks = run(USUAL, 2);
		assertThat(looks).hasSize(800);
		assertThat(looks).filteredOn((look) -> look.stage().fraction() != null)
			.allSatisfy((look) -> assertThat(look.stage().fraction()).isLessThan(1));
		// More was done than last time, so nobody knows how much is left of this stage.
		assertThat(looks.subList(121 + 300, 119 + 600)).allSatisfy((look) -> {
			assertThat(look.stage()).isEqualTo(Estimate.UNKNOWN);
			assertThat(look.run()).isEqualTo(Estimate.UNKNOWN);
		});
		// The last stage begins, and is known again.
		assertThat(looks.get(725).run().asLastTime()).isTrue();
	}

	@Test
	void aRunWithHalfTheRecordsIsTooLongByTheMissingHalfAtMost() {
		run(USUAL, 1);
		List<Look> looks = run(USUAL, 0.5);
		assertThat(looks).hasSize(200);
		assertThat(looks.subList(0, 199)).allSatisfy((look) -> {
			assertThat(look.runLeft()).isBetween(look.left() - 1, look.left() + 201);
			assertThat(look.run().fraction()).isLessThan(1);
		});
	}

	@Test
	void aStageThatIsTwiceAsFastIsJudgedByItsRateAndNotByItsDuration() {
		run(List.of(new Step("load", 300, 3000)), 1);
		List<Look> looks = run(List.of(new Step("load", 150, 3000)), 1);
		assertThat(looks.subList(5, 149)).allSatisfy((look) -> {
			assertThat(look.runLeft()).isCloseTo(look.left(), within(1.5));
			assertThat(look.stage().timeLeft()).isEqualTo(look.run().timeLeft());
		});
	}

	@Test
	void aRunWithoutStagesIsJudgedAsAWhole() {
		try (ProgressTracker first = this.trackers.start("import")) {
			work(first, 100, 10);
			first.complete();
		}
		try (ProgressTracker second = this.trackers.start("import")) {
			work(second, 62, 10);
			Estimate estimate = second.progress().estimate();
			assertThat(estimate.asLastTime()).isTrue();
			assertThat(estimate.fraction()).isEqualTo(0.62);
			assertThat(estimate.timeLeft()).isCloseTo(Duration.ofSeconds(38), Duration.ofSeconds(1));
		}
	}

	@Test
	void aRunWithStagesIsJudgedAsAWholeIfTheLastOneHadNone() {
		try (ProgressTracker first = this.trackers.start("import")) {
			work(first, 100, 10);
			first.complete();
		}
		try (ProgressTracker second = this.trackers.start("import")) {
			second.startStage("load", 5000);
			work(second, 25, 10);
			assertThat(second.progress().estimate().asLastTime()).isTrue();
			assertThat(second.progress().estimate().fraction()).isEqualTo(0.25);
		}
	}

	@Test
	void aKnownTotalIsBetterThanTheLastSuccess() {
		run(USUAL, 1);
		try (ProgressTracker tracker = this.trackers.start("import")) {
			Stage load = tracker.startStage("load", 6000);
			for (int second = 0; second < 100; second++) {
				this.time.pass(Duration.ofSeconds(1));
				load.inc(10);
				this.trackers.sample();
			}
			JobProgress progress = tracker.progress();
			Estimate stage = progress.estimate(progress.stages().get(0));
			assertThat(stage.asLastTime()).isFalse();
			assertThat(stage.fraction()).isEqualTo(1000 / 6000.0);
			assertThat(stage.timeLeft()).isEqualTo(progress.stages().get(0).throughput().timeLeft());
			// 500 s of this stage, and 40 s of the one that is still to come
			assertThat(progress.estimate().asLastTime()).isTrue();
			assertThat(progress.estimate().timeLeft()).isCloseTo(Duration.ofSeconds(540), Duration.ofSeconds(2));
		}
	}

	@Test
	void aRestartThatLeavesOutTheFirstStagesDoesNotWaitForThem() {
		run(USUAL, 1);
		List<Look> looks = run(USUAL.subList(1, 3), 1);
		assertThat(looks).hasSize(340);
		assertThat(looks.subList(0, 339))
			.allSatisfy((look) -> assertThat(look.runLeft()).isCloseTo(look.left(), within(1 + 0.01 * look.left())));
	}

	@Test
	void ifTheOrderOfTheStagesIsNotKnownAllOfThemAreExpected() {
		restore(false, Map.of("index", 40L, "load", 300L, "scan", 60L));
		try (ProgressTracker tracker = this.trackers.start("import")) {
			tracker.startStage("load");
			this.time.pass(Duration.ofSeconds(100));
			assertThat(tracker.progress().estimate().timeLeft()).isEqualTo(Duration.ofMinutes(5));
		}
	}

	@Test
	void stagesThatOverlappedLastTimeOverlapAgain() {
		Map<String, Long> stages = new LinkedHashMap<>();
		stages.put("left", 100L);
		stages.put("right", 100L);
		this.trackers.restoreLastSuccess(JobDefinition.of("import"),
				new JobSuccess(this.time.now(), new WorkDone(Duration.ofSeconds(100), 0), worked(stages), true));
		try (ProgressTracker tracker = this.trackers.start("import");
				Stage left = tracker.openStage("left");
				Stage right = tracker.openStage("right")) {
			this.time.pass(Duration.ofSeconds(25));
			assertThat(tracker.progress().estimate()).isEqualTo(new Estimate(0.25, Duration.ofSeconds(75), true));
			right.end();
			this.time.pass(Duration.ofSeconds(25));
			assertThat(tracker.progress().estimate().timeLeft()).isEqualTo(Duration.ofSeconds(50));
			left.end();
		}
	}

	@Test
	void aStalledStageHasAShareAndNoTimeLeft() {
		run(USUAL, 1);
		try (ProgressTracker tracker = this.trackers.start("import")) {
			Stage load = tracker.startStage("load");
			for (int second = 0; second < 150; second++) {
				this.time.pass(Duration.ofSeconds(1));
				load.inc(10);
				this.trackers.sample();
			}
			this.time.pass(Duration.ofSeconds(60));
			this.trackers.sample();
			JobProgress progress = tracker.progress();
			assertThat(progress.estimate(progress.stages().get(0))).isEqualTo(new Estimate(0.5, null, true));
			assertThat(progress.estimate()).isEqualTo(Estimate.UNKNOWN);
		}
	}

	@Test
	void aFailedOrInterruptedRunIsNotTakenForWhatIsUsual() {
		run(USUAL, 1);
		try (ProgressTracker failing = this.trackers.start("import")) {
			failing.startStage("scan");
			this.time.pass(Duration.ofSeconds(3));
			failing.fail(new IllegalStateException());
		}
		assertThat(run(USUAL, 1).get(0).runLeft()).isCloseTo(399, within(2.0));
	}

	@Test
	void anEndedRunHasNoEstimate() {
		run(USUAL, 1);
		run(USUAL, 1);
		JobProgress ended = this.trackers.progress().get(0);
		assertThat(ended.estimate()).isEqualTo(Estimate.UNKNOWN);
		assertThat(ended.stages()).allSatisfy((stage) -> assertThat(ended.estimate(stage)).isEqualTo(Estimate.UNKNOWN));
	}

	@Test
	void moreThanNinetyNineDaysAreNotTold() {
		restore(true, Map.of("archive", Duration.ofDays(200).toSeconds()));
		try (ProgressTracker tracker = this.trackers.start("import")) {
			tracker.startStage("archive");
			this.time.pass(Duration.ofSeconds(1));
			assertThat(tracker.progress().estimate()).isEqualTo(Estimate.UNKNOWN);
		}
	}

	private void restore(boolean inOrder, Map<String, Long> seconds) {
		long sum = seconds.values().stream().mapToLong(Long::longValue).sum();
		this.trackers.restoreLastSuccess(JobDefinition.of("import"),
				new JobSuccess(this.time.now(), new WorkDone(Duration.ofSeconds(sum), 0), worked(seconds), inOrder));
	}

	private static Map<String, WorkDone> worked(Map<String, Long> seconds) {
		Map<String, WorkDone> stages = new LinkedHashMap<>();
		seconds.forEach((stage, duration) -> stages.put(stage, new WorkDone(Duration.ofSeconds(duration), 0)));
		return stages;
	}

	private void work(ProgressTracker tracker, int seconds, long records) {
		for (int second = 0; second < seconds; second++) {
			this.time.pass(Duration.ofSeconds(1));
			tracker.inc(records);
			this.trackers.sample();
		}
	}

	private List<Look> run(List<Step> steps, double factor) {
		List<JobProgress> snapshots = new ArrayList<>();
		Instant end;
		try (ProgressTracker tracker = this.trackers.start("import")) {
			for (Step step : steps) {
				Stage stage = tracker.startStage(step.name());
				for (int second = 0; second < step.seconds() * factor; second++) {
					this.time.pass(Duration.ofSeconds(1));
					stage.inc(step.records() / step.seconds());
					this.trackers.sample();
					snapshots.add(tracker.progress());
				}
			}
			end = this.time.now();
			tracker.complete();
		}
		return snapshots.stream().map((progress) -> Look.of(progress, end)).toList();
	}

	private record Step(String name, int seconds, long records) {
	}

	private record Look(JobProgress progress, Estimate run, Estimate stage, double left) {

		static Look of(JobProgress progress, Instant end) {
			StageProgress stage = progress.stages().get(progress.stages().size() - 1);
			Instant now = progress.startedAt().plus(progress.duration());
			return new Look(progress, progress.estimate(), progress.estimate(stage),
					Duration.between(now, end).toMillis() / 1e3);
		}

		double runLeft() {
			Duration estimate = this.run.timeLeft();
			assertThat(estimate).as("%s s before the end", this.left).isNotNull();
			return seconds(estimate);
		}

		@Override
		public String toString() {
			return "%s s left, run %s, stage %s".formatted(this.left, this.run, this.stage);
		}

		private static double seconds(@Nullable Duration duration) {
			return (duration != null) ? duration.toMillis() / 1e3 : Double.NaN;
		}

	}

}
