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

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.test.RecordedReports.Mark;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordedReports}, without Spring.
 */
class RecordedReportsTests {

	private final RecordedReports reports = new RecordedReports();

	private final ProgressTrackers trackers = new SimpleProgressTrackers(this.reports);

	@Test
	void aRunIsReportedWhenAStageStartsOrEndsAndAtItsEnd() {
		this.trackers.run("nightly", (tracker) -> {
			tracker.inc();
			tracker.startStage("load").inc(2);
			tracker.openStage("index").end();
		});
		assertThat(this.reports.of("nightly")).extracting((progress) -> progress.records().processed())
			.containsExactly(1L, 3L, 3L, 3L);
		assertThat(this.reports.of("nightly")).extracting(JobProgress::status)
			.containsExactly(RunStatus.RUNNING, RunStatus.RUNNING, RunStatus.RUNNING, RunStatus.COMPLETED);
	}

	@Test
	void aRunWithoutStagesIsReportedOnce() {
		this.trackers.run("nightly", ProgressTracker::inc);
		assertThat(this.reports.all()).hasSize(1);
	}

	@Test
	void aDiscardedRunLeavesNoReport() {
		this.trackers.run("nightly", (tracker) -> {
			tracker.startStage("load").end();
			tracker.discard();
		});
		assertThat(this.reports).isEmpty();
		assertThat(this.reports).hasRuns("nightly", 0);
	}

	@Test
	void theLastReportOfAnOpenRunIsCreatedOnRequest() {
		ProgressTracker tracker = this.trackers.start("nightly");
		assertThat(this.reports).lastOf("nightly").isRunning().hasProcessed(0);
		tracker.inc(5);
		assertThat(this.reports).lastOf("nightly").isRunning().hasProcessed(5);
		tracker.close();
		assertThat(this.reports).lastOf("nightly").isInterrupted().hasProcessed(5);
		assertThat(this.reports.all()).hasSize(1);
	}

	@Test
	void jobsAreKeptApart() {
		this.trackers.run("nightly", (tracker) -> tracker.inc(1));
		this.trackers.run("hourly", (tracker) -> tracker.inc(2));
		assertThat(this.reports).hasRuns("nightly", 1).hasRuns("hourly", 1).hasRuns("monthly", 0).hasNoneOf("monthly");
		assertThat(this.reports).lastOf("nightly").hasProcessed(1);
		assertThat(this.reports).lastOf("hourly").hasProcessed(2);
		assertThat(this.reports.last("monthly")).isEmpty();
		assertThat(this.reports.all()).hasSize(2);
	}

	@Test
	void theLastReportIsTheOneOfTheLastRun() {
		this.trackers.run("nightly", (tracker) -> tracker.inc(1));
		this.trackers.run("nightly", (tracker) -> tracker.inc(2));
		ProgressTracker third = this.trackers.start("nightly");
		third.inc(3);
		assertThat(this.reports).hasRuns("nightly", 3).lastOf("nightly").isRunning().hasProcessed(3);
	}

	@Test
	void returnedReportsDoNotChange() {
		ProgressTracker tracker = this.trackers.start("nightly");
		JobProgress before = this.reports.last("nightly").orElseThrow();
		tracker.inc(5);
		tracker.complete();
		assertThat(before.records().processed()).isZero();
		assertThat(before.status()).isEqualTo(RunStatus.RUNNING);
	}

	@Test
	void whatWasRecordedAfterAMarkIsForgotten() {
		this.trackers.run("nightly", (tracker) -> tracker.inc(1));
		Mark mark = this.reports.mark();
		this.trackers.run("nightly", (tracker) -> tracker.inc(2));
		this.trackers.run("hourly", ProgressTracker::inc);
		this.reports.forgetAfter(mark);
		assertThat(this.reports).hasRuns("nightly", 1).hasNoneOf("hourly").lastOf("nightly").hasProcessed(1);
	}

	@Test
	void aForgottenRunDoesNotComeBackWhenItEnds() {
		Mark mark = this.reports.mark();
		ProgressTracker tracker = this.trackers.start("nightly");
		this.reports.forgetAfter(mark);
		assertThat(this.reports).isEmpty();
		tracker.startStage("load");
		tracker.complete();
		assertThat(this.reports).isEmpty();
	}

	@Test
	void aRunThatWasOpenAtTheMarkKeepsItsNewestState() {
		ProgressTracker tracker = this.trackers.start("nightly");
		Mark mark = this.reports.mark();
		tracker.inc();
		tracker.complete();
		this.reports.forgetAfter(mark);
		assertThat(this.reports).hasRuns("nightly", 1).lastOf("nightly").isCompleted().hasProcessed(1);
	}

	@Test
	void aRunThatWasOpenAtTheMarkAndHasEndedIsNotNewerThanTheNextOne() {
		ProgressTracker tracker = this.trackers.start("nightly");
		Mark mark = this.reports.mark();
		tracker.fail(new IllegalStateException());
		this.reports.forgetAfter(mark);
		this.trackers.run("nightly", ProgressTracker::inc);
		assertThat(this.reports).hasRuns("nightly", 2).lastOf("nightly").isCompleted();
	}

	@Test
	void theMarkOfAnotherContextStandsForTheStartOfThisOne() {
		Mark other = new RecordedReports().mark();
		this.trackers.run("start", ProgressTracker::inc);
		this.reports.contextStarted();
		this.trackers.run("nightly", ProgressTracker::inc);
		this.reports.forgetAfter(other);
		assertThat(this.reports).hasRuns("start", 1).hasNoneOf("nightly");
	}

	@Test
	void eachReportIsALineOfTheText() {
		assertThat(this.reports).hasToString("no reports");
		ProgressTracker nightly = this.trackers.start("nightly");
		nightly.startStage("load", 3).inc(2);
		nightly.markSkipped(1);
		nightly.fail(new IllegalStateException("disk\nfull"));
		assertThat(this.reports.toString().lines()).containsExactly("2 reports:",
				"  'nightly' running: 0 processed, 0 skipped, unknown number expected; stage 'load' open: 0 processed, 0 skipped, 3 expected",
				"  'nightly' failed with IllegalStateException \"disk full\" in stage 'load': 2 processed, 1 skipped, unknown number expected; stage 'load' failed: 2 processed, 1 skipped, 3 expected");
	}

	@Test
	void runsOnManyThreadsAreAllRecorded() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (Future<?> done : IntStream.range(0, 200)
				.mapToObj((number) -> threads.submit(() -> this.trackers.run("job" + number, (tracker) -> {
					tracker.startStage("load").inc();
					this.reports.all();
				})))
				.toList()) {
				done.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.reports).hasRuns("job7", 1);
		assertThat(this.reports.all()).hasSize(400);
	}

}
