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

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.TestTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for what is kept of the runs that have ended.
 */
class JobHistoryTests {

	private static final JobIdentity NIGHTLY = JobIdentity.of("nightly");

	private final TestTime time = new TestTime();

	private final JobRuns runs = runs(3);

	private final ProgressTrackers trackers = new JobTrackers(this.runs, JobDefinition::of);

	private JobRuns runs(int history) {
		return new JobRuns(List.of(), this.time, new RunLimits(2, 100, history));
	}

	@Test
	void aRunThatEndedIsKeptWithItsTimesAndCounts() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load").inc(40);
		tracker.startStage("index").inc(2);
		tracker.markSkipped(1);
		assertThat(this.runs.pastRuns(NIGHTLY)).isEmpty();
		this.time.pass(Duration.ofSeconds(90));
		tracker.complete();
		assertThat(this.runs.pastRuns(NIGHTLY)).containsExactly(new PastRun(null, RunStatus.COMPLETED, TestTime.START,
				TestTime.START.plusSeconds(90), Duration.ofSeconds(90), new RecordCounts(42, 1, null), null));
	}

	@Test
	void theTotalOfARunIsKeptIfItIsKnown() {
		this.trackers.run("nightly", (tracker) -> {
			tracker.expect(10);
			tracker.inc(9);
		});
		assertThat(this.runs.pastRuns(NIGHTLY)).singleElement()
			.satisfies((run) -> assertThat(run.records()).isEqualTo(new RecordCounts(9, 0, 10L)));
	}

	@Test
	void ofAFailureTheReasonIsKeptWithoutTheException() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		this.time.pass(Duration.ofSeconds(1));
		tracker.fail(new IllegalStateException("no login with password=geheim"));
		assertThat(this.runs.pastRuns(NIGHTLY)).singleElement().satisfies((run) -> {
			assertThat(run.status()).isEqualTo(RunStatus.FAILED);
			assertThat(run.failure()).isEqualTo(new JobFailure(TestTime.START.plusSeconds(1), "IllegalStateException",
					"load", "no login with password=***"));
		});
	}

	@Test
	void anInterruptedRunIsKept() {
		this.trackers.start("nightly").close();
		assertThat(this.runs.pastRuns(NIGHTLY)).extracting(PastRun::status).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void aRunThatDidNotTakePlaceIsNotKept() {
		this.trackers.run("nightly", ProgressTracker::discard);
		assertThat(this.runs.pastRuns(NIGHTLY)).isEmpty();
	}

	@Test
	void aDiscardedRunThatWasReportedIsKeptAsInterrupted() {
		ManagedRun run = this.runs.prepare(JobDefinition.of("nightly"));
		run.begin();
		run.sample();
		run.discard();
		assertThat(this.runs.pastRuns(NIGHTLY)).extracting(PastRun::status).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void onlyTheLastRunsAreKeptOfEachJob() {
		for (int count = 1; count <= 1_000; count++) {
			int records = count;
			this.trackers.run("nightly", (tracker) -> tracker.inc(records));
			if (count == 500) {
				this.trackers.run("weekly", (tracker) -> tracker.inc(7));
			}
		}
		assertThat(this.runs.pastRuns(NIGHTLY)).extracting((run) -> run.records().processed())
			.containsExactly(998L, 999L, 1_000L);
		assertThat(this.runs.pastRuns(JobIdentity.of("weekly"))).hasSize(1);
	}

	@Test
	void aJobThatHasNotRunOrIsBeyondTheLimitHasNoHistory() {
		this.trackers.run("a", ProgressTracker::inc);
		this.trackers.run("b", ProgressTracker::inc);
		this.trackers.run("c", ProgressTracker::inc);
		assertThat(this.runs.pastRuns(JobIdentity.of("c"))).isEmpty();
		assertThat(this.runs.pastRuns(NIGHTLY)).isEmpty();
		assertThat(this.trackers.progress()).hasSize(2);
	}

	@Test
	void withoutAHistoryNothingIsKept() {
		JobRuns without = runs(0);
		new JobTrackers(without, JobDefinition::of).run("nightly", ProgressTracker::inc);
		assertThat(without.pastRuns(NIGHTLY)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> new RunLimits(200, 100, -1))
			.withMessageContaining("ended runs");
	}

	@Test
	void overlappingRunsAreAllKept() {
		ProgressTracker first = this.trackers.start("nightly");
		ProgressTracker second = this.trackers.start("nightly");
		second.inc(2);
		second.complete();
		first.inc(1);
		first.complete();
		assertThat(this.runs.pastRuns(NIGHTLY)).extracting((run) -> run.records().processed()).containsExactly(2L, 1L);
	}

	@Test
	void theHistoryKeepsNeitherRunsNorTheirExceptionsInMemory() {
		List<WeakReference<Object>> objects = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			Exception failure = new IllegalStateException("oops");
			Throwable thrown = catchThrowable(() -> this.trackers.runChecked("nightly", (tracker) -> {
				objects.add(new WeakReference<>(tracker));
				tracker.startStage("load").inc();
				throw failure;
			}));
			objects.add(new WeakReference<>(thrown));
		}
		this.trackers.run("nightly", ProgressTracker::inc);
		assertThat(this.runs.pastRuns(NIGHTLY)).hasSize(3);
		// The newest run that has ended stays, and the one before it until another begins
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			System.gc();
			return objects.stream().filter((object) -> object.get() != null).count() <= 1;
		});
	}

}
