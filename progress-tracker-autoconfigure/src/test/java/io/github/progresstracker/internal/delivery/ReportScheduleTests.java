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

import java.time.Duration;
import java.util.List;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RunStatus;
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

/**
 * Tests for {@link ReportSchedule}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ReportScheduleTests {

	private final TestTime time = new TestTime();

	private final ReportSchedule schedule = new ReportSchedule(Duration.ofSeconds(15));

	private final TestTrackers trackers = new TestTrackers(this.time, new Notes());

	@Test
	void nothingIsDueWhileNothingRuns() {
		assertThat(due()).isEmpty();
		assertThat(this.schedule.untilNextLook(this.time.nanoTime(), true)).isEqualTo(ReportSchedule.NEVER);
	}

	@Test
	void aStartIsReportedOnceItIsASecondOld() {
		this.trackers.start("nightly");
		assertThat(due()).isEmpty();
		pass(999);
		assertThat(due()).isEmpty();
		assertThat(nextLook()).isEqualTo(Duration.ofMillis(1));
		pass(1);
		assertThat(due()).singleElement().extracting(JobProgress::status).isEqualTo(RunStatus.RUNNING);
		assertThat(due()).isEmpty();
	}

	@Test
	void aRunThatEndsWithinASecondIsReportedOnce() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		tracker.inc(5_000);
		assertThat(due()).isEmpty();
		tracker.complete();
		assertThat(nextLook()).isZero();
		assertThat(due()).singleElement().extracting(JobProgress::status).isEqualTo(RunStatus.COMPLETED);
		pass(60_000);
		assertThat(due()).isEmpty();
		assertThat(this.schedule.untilNextLook(this.time.nanoTime(), true)).isEqualTo(ReportSchedule.NEVER);
	}

	@Test
	void aRunThatWasDiscardedIsNeverReported() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load").inc(5_000);
		tracker.discard();
		pass(60_000);
		assertThat(this.schedule.look(this.time.nanoTime())).isEmpty();
		assertThat(this.schedule.takeAll(this.time.nanoTime())).isEmpty();
		assertThat(this.schedule.untilNextLook(this.time.nanoTime(), true)).isEqualTo(ReportSchedule.NEVER);
	}

	@Test
	void aRunThatAsksForALockIsNotReportedBeforeItHasIt() {
		ManagedRun run = this.trackers.prepare(JobDefinition.of("nightly"));
		run.begin();
		run.lockRequested();
		for (int second = 0; second < 60; second++) {
			pass(1_000);
			assertThat(this.schedule.look(this.time.nanoTime())).isEmpty();
			assertThat(nextLook()).isEqualTo(Duration.ofSeconds(1));
		}
		run.lockAcquired();
		assertThat(due()).singleElement().extracting(JobProgress::status).isEqualTo(RunStatus.RUNNING);
	}

	@Test
	void aRunIsForgottenAsSoonAsItIsDiscarded() {
		Runs runs = new Runs();
		new TestTrackers(this.time, runs).start("nightly");
		this.schedule.started(runs.run(), this.time.nanoTime());
		this.schedule.discarded(runs.run());
		assertThat(this.schedule.untilNextLook(this.time.nanoTime(), true)).isEqualTo(ReportSchedule.NEVER);
	}

	@Test
	void theReportIntervalIsCountedFromTheLastReport() {
		ProgressTracker tracker = startedAndReported();
		tracker.inc(999);
		pass(1_000);
		assertThat(due()).isEmpty();
		tracker.inc();
		pass(1_000);
		assertThat(due()).singleElement().extracting((report) -> report.records().processed()).isEqualTo(1_000L);
		tracker.inc(999);
		pass(1_000);
		assertThat(due()).isEmpty();
	}

	@Test
	void anOpenRunIsLookedAtEachSecondEvenIfNoReportIsDue() {
		startedAndReported().inc();
		for (int second = 1; second < 15; second++) {
			assertThat(nextLook()).isLessThanOrEqualTo(Duration.ofSeconds(1));
			pass(1_000);
			assertThat(this.schedule.look(this.time.nanoTime())).singleElement().satisfies((look) -> {
				assertThat(look.due()).isFalse();
				assertThat(look.progress().records().processed()).isOne();
			});
		}
	}

	@Test
	void theLongerNothingMovesTheLessOftenARunIsLookedAtUnlessTimeIsShown() {
		startedAndReported();
		assertThat(nextQuietLook()).isEqualTo(Duration.ofSeconds(1));
		assertThat(looksWithin(Duration.ofSeconds(10))).isBetween(7, 10);
		assertThat(looksWithin(Duration.ofSeconds(20))).isBetween(4, 8);
		assertThat(looksWithin(Duration.ofMinutes(10))).isBetween(120, 160);
		assertThat(nextLook()).isLessThanOrEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void aRunThatMovesAgainAfterHoursIsLookedAtWithinSecondsAndThenEachSecond() {
		ProgressTracker tracker = startedAndReported();
		looksWithin(Duration.ofHours(3));
		tracker.inc(1_000);
		assertThat(nextQuietLook()).isLessThanOrEqualTo(Duration.ofSeconds(5));
		this.time.pass(nextQuietLook());
		assertThat(due()).singleElement().extracting((report) -> report.records().processed()).isEqualTo(1_000L);
		assertThat(nextQuietLook()).isEqualTo(Duration.ofSeconds(1));
		looksWithin(Duration.ofHours(3));
		pass(100);
		tracker.startStage("load");
		assertThat(nextQuietLook()).isZero();
		assertThat(due()).hasSize(1);
		assertThat(nextQuietLook()).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void aQuietRunIsStillReportedEachHeartbeat() {
		startedAndReported();
		int reports = 0;
		for (long passed = 0; passed < Duration.ofMinutes(10).toMillis();) {
			long wait = nextQuietLook().toMillis();
			pass(wait);
			passed += wait;
			reports += due().size();
		}
		assertThat(reports).isEqualTo(40);
	}

	private int looksWithin(Duration time) {
		int looks = 0;
		Duration passed = nextQuietLook();
		for (; passed.compareTo(time) <= 0; passed = passed.plus(nextQuietLook())) {
			this.time.pass(nextQuietLook());
			this.schedule.look(this.time.nanoTime());
			looks++;
		}
		return looks;
	}

	@Test
	void oneLargeCountCrossesTheReportInterval() {
		startedAndReported().inc(123_456);
		assertThat(due()).singleElement().extracting((report) -> report.records().processed()).isEqualTo(123_456L);
	}

	@Test
	void anOpenRunIsReportedEachHeartbeatEvenWhenNothingMoves() {
		startedAndReported();
		for (int second = 1; second < 15; second++) {
			pass(1_000);
			assertThat(due()).isEmpty();
		}
		pass(1_000);
		assertThat(due()).hasSize(1);
		pass(14_999);
		assertThat(due()).isEmpty();
		assertThat(nextLook()).isEqualTo(Duration.ofMillis(1));
		pass(1);
		assertThat(due()).hasSize(1);
	}

	@Test
	void theStartAndTheEndOfAStageAreReported() {
		ProgressTracker tracker = startedAndReported();
		pass(100);
		var stage = tracker.startStage("load");
		assertThat(nextLook()).isZero();
		assertThat(due()).singleElement().extracting((report) -> report.stages().size()).isEqualTo(1);
		assertThat(due()).isEmpty();
		pass(100);
		stage.end();
		assertThat(due()).singleElement().extracting((report) -> report.stages().get(0).open()).isEqualTo(false);
	}

	@Test
	void severalStageChangesBetweenTwoLooksAreOneReport() {
		ProgressTracker tracker = startedAndReported();
		for (int i = 0; i < 50; i++) {
			tracker.startStage("stage " + i);
		}
		pass(100);
		assertThat(due()).hasSize(1);
	}

	@Test
	void stagesInRapidSuccessionAreReportedAtMostTenTimesASecond() {
		ProgressTracker tracker = startedAndReported();
		int reports = 0;
		for (int millisecond = 0; millisecond < 1_000; millisecond++) {
			tracker.startStage("stage " + millisecond % 50);
			pass(1);
			reports += due().size();
		}
		assertThat(reports).isEqualTo(10);
		tracker.startStage("the last");
		assertThat(nextLook()).isEqualTo(Duration.ofMillis(100));
		pass(100);
		assertThat(due()).singleElement().extracting((report) -> report.stage("the last").isPresent()).isEqualTo(true);
	}

	@Test
	void eachRunIsDueIndependently() {
		startedAndReported();
		ProgressTracker other = this.trackers.start("other");
		assertThat(due()).isEmpty();
		other.complete();
		assertThat(due()).singleElement().extracting((report) -> report.identity().job()).isEqualTo("other");
	}

	@Test
	void theNewestOfSeveralRunsOfAJobIsReportedLast() {
		for (int i = 1; i <= 50; i++) {
			int records = i;
			this.trackers.run("nightly", (tracker) -> tracker.inc(records));
		}
		assertThat(due()).extracting((report) -> report.records().processed()).isSorted().hasSize(50).endsWith(50L);
	}

	@Test
	void aRunWhoseSnapshotFailsDoesNotKeepOthersFromBeingReported(CapturedOutput output) {
		ProgressSource broken = () -> {
			throw new OutOfMemoryError("as thrown by the JVM");
		};
		this.schedule.started(broken, this.time.nanoTime());
		this.trackers.start("nightly");
		pass(1_000);
		assertThat(due()).hasSize(1);
		assertThat(nextLook()).isEqualTo(Duration.ofSeconds(1));
		this.schedule.ended(broken, this.time.nanoTime());
		pass(15_000);
		assertThat(due()).hasSize(1);
		assertThat(nextLook()).isEqualTo(Duration.ofSeconds(1));
		assertThat(output.getAll().lines().filter((line) -> line.contains("A snapshot of a run could not be taken")))
			.as("one warning when it begins, and one for the end that is lost")
			.hasSize(2);
	}

	@Test
	void runsAreToldApartEvenIfTheirSourcesAreEqual() {
		ProgressSource run = endedRun();
		this.schedule.ended(new EqualSource(run), this.time.nanoTime());
		this.schedule.ended(new EqualSource(run), this.time.nanoTime());
		assertThat(due()).hasSize(2);
	}

	@Test
	void theHashCodeOfASourceIsNotUsed() {
		ProgressSource run = endedRun();
		this.schedule.ended(new ProgressSource() {

			@Override
			public JobProgress progress() {
				return run.progress();
			}

			@Override
			public int hashCode() {
				throw new IllegalStateException("not loaded yet");
			}

		}, this.time.nanoTime());
		assertThat(due()).hasSize(1);
	}

	@Test
	void inTheEndEveryRunIsReportedWhetherDueOrNot() {
		this.trackers.start("nightly");
		assertThat(this.schedule.takeAll(this.time.nanoTime())).hasSize(1);
		assertThat(this.schedule.takeAll(this.time.nanoTime())).isEmpty();
	}

	@Test
	void anEndThatIsNotedBeforeTheStartIsReportedOnce() {
		ProgressSource run = endedRun();
		this.schedule.ended(run, this.time.nanoTime());
		assertThat(due()).hasSize(1);
		this.schedule.started(run, this.time.nanoTime());
		pass(1_000);
		assertThat(due()).isEmpty();
		pass(1_000);
		assertThat(due()).isEmpty();
		assertThat(this.schedule.untilNextLook(this.time.nanoTime(), true)).isEqualTo(ReportSchedule.NEVER);
	}

	@Test
	void anEndThatIsSeenBeforeItIsNotedIsReportedOnce() {
		ProgressSource run = endedRun();
		this.schedule.started(run, this.time.nanoTime());
		pass(1_000);
		assertThat(due()).isEmpty();
		assertThat(nextLook()).isEqualTo(Duration.ofSeconds(1));
		this.schedule.ended(run, this.time.nanoTime());
		assertThat(due()).hasSize(1);
		assertThat(this.schedule.untilNextLook(this.time.nanoTime(), true)).isEqualTo(ReportSchedule.NEVER);
	}

	private ProgressSource endedRun() {
		Runs runs = new Runs();
		new TestTrackers(this.time, runs).start("nightly").complete();
		return runs.run();
	}

	private ProgressTracker startedAndReported() {
		ProgressTracker tracker = this.trackers.start("nightly");
		pass(1_000);
		assertThat(due()).hasSize(1);
		return tracker;
	}

	private List<JobProgress> due() {
		return this.schedule.look(this.time.nanoTime())
			.stream()
			.filter(ReportSchedule.Look::due)
			.map(ReportSchedule.Look::progress)
			.toList();
	}

	private Duration nextLook() {
		return Duration.ofNanos(this.schedule.untilNextLook(this.time.nanoTime(), true));
	}

	/** If no reporter shows the elapsed time. */
	private Duration nextQuietLook() {
		return Duration.ofNanos(this.schedule.untilNextLook(this.time.nanoTime(), false));
	}

	private void pass(long millis) {
		this.time.pass(Duration.ofMillis(millis));
	}

	private final class Notes implements RunListener {

		@Override
		public void runStarted(ProgressSource run) {
			ReportScheduleTests.this.schedule.started(run, ReportScheduleTests.this.time.nanoTime());
		}

		@Override
		public void stageChanged(ProgressSource run) {
			ReportScheduleTests.this.schedule.stageChanged(run, ReportScheduleTests.this.time.nanoTime());
		}

		@Override
		public void runEnded(ProgressSource run) {
			ReportScheduleTests.this.schedule.ended(run, ReportScheduleTests.this.time.nanoTime());
		}

	}

	private record EqualSource(ProgressSource run) implements ProgressSource {

		@Override
		public JobProgress progress() {
			return this.run.progress();
		}

	}

	private static final class Runs implements RunListener {

		private ProgressSource run;

		@Override
		public void runStarted(ProgressSource run) {
			this.run = run;
		}

		private ProgressSource run() {
			return this.run;
		}

	}

}
