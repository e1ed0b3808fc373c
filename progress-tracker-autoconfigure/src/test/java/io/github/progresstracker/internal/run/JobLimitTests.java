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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.testing.TestTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for more jobs than are reported.
 */
@ExtendWith(OutputCaptureExtension.class)
class JobLimitTests {

	private final Heard heard = new Heard();

	private final JobRuns runs = new JobRuns(List.of(this.heard), new TestTime(), new RunLimits(2, 100));

	private final ProgressTrackers trackers = new JobTrackers(this.runs, JobDefinition::of);

	@Test
	void nothingHearsOfAJobBeyondTheLimitAndOneWarningNamesIt(CapturedOutput output) {
		for (String job : List.of("a", "b", "a", "c\nd", "e", "b")) {
			this.trackers.run(job, ProgressTracker::inc);
		}
		assertThat(this.heard.jobs).containsExactlyInAnyOrder("a", "b");
		assertThat(jobs()).containsExactly("a", "b");
		assertThat(this.runs.unreportedRuns()).isEqualTo(2);
		assertThat(output).containsOnlyOnce("WARN")
			.contains("'c\\u000ad' is not reported")
			.contains("reports 2 other jobs")
			.contains("progress.tracker.max-jobs");
	}

	@Test
	void aJobBeyondTheLimitWorksAsAnyOther() {
		this.trackers.start("a");
		this.trackers.start("b");
		AtomicReference<JobProgress> progress = new AtomicReference<>();
		this.trackers.run("c", (tracker) -> {
			tracker.startStage("load", 3);
			for (String element : tracker.track(List.of("x", "y", "z"))) {
				assertThat(element).isNotEmpty();
			}
			this.trackers.current().markSkipped(1);
			assertThat(this.trackers.current()).isSameAs(tracker);
			progress.set(tracker.progress());
		});
		assertThat(progress.get().records().processed()).isEqualTo(3);
		assertThat(progress.get().records().skipped()).isEqualTo(1);
		assertThat(progress.get().stage("load")).isPresent();
		assertThatIllegalStateException().isThrownBy(() -> this.trackers.run("c", (tracker) -> {
			throw new IllegalStateException("disk is full");
		})).withMessage("disk is full");
		ProgressTracker failed = this.trackers.start("c");
		failed.fail(new IllegalStateException());
		assertThat(failed.progress().status()).isEqualTo(RunStatus.FAILED);
		assertThatIllegalStateException().isThrownBy(this.trackers::current);
		assertThatIllegalArgumentException().isThrownBy(() -> this.trackers.start(" "));
	}

	@Test
	void theJobsOfAFrameworkCountAsWell() {
		for (String job : List.of("a", "b", "c")) {
			ManagedRun run = this.runs.prepare(JobDefinition.of(job));
			run.begin();
			assertThat(run.hasBegun()).isTrue();
			assertThat(run.end(RunStatus.COMPLETED, null)).isTrue();
		}
		assertThat(this.heard.jobs).containsExactlyInAnyOrder("a", "b");
	}

	@Test
	void theSuccessOfAJobBeyondTheLimitIsNotRestored(CapturedOutput output) {
		this.trackers.start("a");
		this.trackers.start("b");
		this.runs.restoreLastSuccess(JobDefinition.of("c"), JobSuccess.at(Instant.EPOCH));
		assertThat(this.trackers.start("c").progress().outcomes().lastSuccessAt()).isNull();
		assertThat(output).containsOnlyOnce("WARN");
	}

	@Test
	void knownJobsAreLookedForOnlyIfThereAreTooMany() {
		AtomicInteger asked = new AtomicInteger();
		this.runs.addKnown(() -> {
			asked.incrementAndGet();
			return List.of(JobIdentity.of("a"), JobIdentity.of("nightly"));
		});
		this.trackers.run("a", ProgressTracker::inc);
		this.trackers.run("b", ProgressTracker::inc);
		assertThat(asked).hasValue(0);
		this.trackers.run("nightly", ProgressTracker::inc);
		this.trackers.run("c", ProgressTracker::inc);
		this.trackers.run("d", ProgressTracker::inc);
		assertThat(asked).hasValue(1);
		assertThat(this.trackers.progress()).extracting((run) -> run.identity().job())
			.containsExactly("a", "b", "nightly", "c");
	}

	@Test
	void jobsThatCannotBeLookedForAreNotReportedBeyondTheLimit() {
		this.runs.addKnown(() -> {
			throw new IllegalStateException("the context is closed");
		});
		this.trackers.run("a", ProgressTracker::inc);
		this.trackers.run("b", ProgressTracker::inc);
		this.trackers.run("nightly", ProgressTracker::inc);
		assertThat(this.trackers.progress()).hasSize(2);
	}

	@Test
	void aKnownJobIsReportedHoweverManyOthersThereAre(CapturedOutput output) {
		this.trackers.run("early", ProgressTracker::inc);
		this.runs.addKnown(JobIdentity.of("nightly"));
		this.runs.addKnown(JobIdentity.of("early"));
		for (String job : List.of("a", "b", "early", "nightly")) {
			this.trackers.run(job, ProgressTracker::inc);
		}
		assertThat(jobs()).containsExactly("early", "a", "b", "nightly");
		assertThat(output).doesNotContain("WARN");
		this.trackers.run("c", ProgressTracker::inc);
		assertThat(this.heard.jobs).doesNotContain("c");
	}

	@Test
	void aHundredThousandJobsOneAfterTheOtherNeedTheMemoryOfAFew(CapturedOutput output) {
		List<WeakReference<ProgressTracker>> trackers = new ArrayList<>();
		for (int id = 0; id < 100_000; id++) {
			ProgressTracker tracker = this.trackers.start("import-" + id);
			tracker.startStage("load").inc();
			tracker.complete();
			trackers.add(new WeakReference<>(tracker));
		}
		assertThat(jobs()).containsExactly("import-0", "import-1");
		assertThat(this.runs.unreportedRuns()).isEqualTo(99_998);
		assertThat(output).containsOnlyOnce("WARN");
		assertThat(output.getAll().length()).isLessThan(1_000);
		awaitOnlyTwoOf(trackers);
	}

	@Test
	void aHundredThousandJobsThatNeverEndNeedNoMoreMemoryThanTheirCallersKeep() {
		List<ProgressTracker> open = new ArrayList<>();
		List<WeakReference<ProgressTracker>> trackers = new ArrayList<>();
		for (int id = 0; id < 100_000; id++) {
			ProgressTracker tracker = this.trackers.start("import-" + id);
			tracker.inc();
			open.add(tracker);
			trackers.add(new WeakReference<>(tracker));
		}
		assertThat(this.trackers.progress()).hasSize(2);
		assertThat(open).allMatch((tracker) -> tracker.progress().records().processed() == 1);
		open.clear();
		awaitOnlyTwoOf(trackers);
	}

	@Test
	void aLimitThatIsNotPositiveIsRejected() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RunLimits(0, 100)).withMessageContaining("jobs");
	}

	private static void awaitOnlyTwoOf(List<WeakReference<ProgressTracker>> trackers) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
			System.gc();
			return trackers.stream().filter((tracker) -> tracker.get() != null).count() == 2;
		});
	}

	private List<String> jobs() {
		return this.trackers.progress().stream().map((progress) -> progress.identity().job()).toList();
	}

	/** The names of the jobs that a listener has heard of. */
	private static final class Heard implements RunListener {

		private final Set<String> jobs = ConcurrentHashMap.newKeySet();

		@Override
		public void runStarted(ProgressSource run) {
			add(run);
		}

		@Override
		public void stageChanged(ProgressSource run) {
			add(run);
		}

		@Override
		public void runEnded(ProgressSource run) {
			add(run);
		}

		private void add(ProgressSource run) {
			this.jobs.add(run.progress().identity().job());
		}

	}

}
