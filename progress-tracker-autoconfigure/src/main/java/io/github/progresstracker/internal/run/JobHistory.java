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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.history.PastRun;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows about one job: its open runs, the newest run that has ended,
 * and its last outcomes. Thread-safe.
 */
final class JobHistory {

	/** In the order in which they began. May have ended since. */
	private final List<JobRun> runs = new ArrayList<>();

	/** The newest run that had ended when the newest of the others began. */
	private @Nullable JobRun previous;

	private volatile JobOutcomes outcomes = JobOutcomes.NONE;

	private volatile EndedRuns endedRuns = EndedRuns.NONE;

	/** When the newest run began that did not take place. */
	private volatile @Nullable Instant lastDiscarded;

	/** The last runs that ended, oldest first. There is none before one has ended. */
	private @Nullable Deque<PastRun> past;

	JobOutcomes outcomes() {
		return this.outcomes;
	}

	EndedRuns endedRuns() {
		return this.endedRuns;
	}

	/**
	 * Adds a run that began.
	 * @param run the run
	 * @return whether an earlier run of the job is still open
	 */
	synchronized boolean begun(JobRun run) {
		this.previous = ended();
		this.runs.removeIf(JobRun::hasEnded);
		boolean overlapping = !this.runs.isEmpty();
		this.runs.add(run);
		return overlapping;
	}

	synchronized void completed(JobSuccess success) {
		this.endedRuns = this.endedRuns.with(RunStatus.COMPLETED);
		this.outcomes = this.outcomes.withSuccess(success);
	}

	synchronized void restoreLastSuccess(JobSuccess success) {
		JobSuccess known = this.outcomes.lastSuccess();
		if (known == null || (known.work() == null && !success.at().isBefore(known.at()))) {
			this.outcomes = this.outcomes.withSuccess(success);
		}
	}

	synchronized void failed(JobFailure failure) {
		this.endedRuns = this.endedRuns.with(RunStatus.FAILED);
		this.outcomes = this.outcomes.withFailure(failure);
	}

	synchronized void interrupted(Instant at) {
		this.endedRuns = this.endedRuns.with(RunStatus.INTERRUPTED);
		this.outcomes = this.outcomes.withInterruption(at);
	}

	/**
	 * Keeps what is left of a run that has ended, in place of the oldest one if there are
	 * too many.
	 * @param execution the id that a framework has for the run, or {@code null}
	 * @param last the last snapshot of the run, of which neither stages nor job are kept
	 * @param endedAt when the run ended
	 * @param failure why it failed, or {@code null} if it did not
	 * @param limit how many to keep
	 */
	synchronized void keep(@Nullable Long execution, JobProgress last, Instant endedAt, @Nullable JobFailure failure,
			int limit) {
		if (this.past == null) {
			this.past = new ArrayDeque<>();
		}
		if (this.past.size() >= limit) {
			this.past.removeFirst();
		}
		this.past.addLast(new PastRun(execution, last.status(), last.startedAt(), endedAt, last.duration(),
				last.records(), failure));
	}

	/**
	 * The last runs that ended.
	 * @return the runs, oldest first
	 */
	synchronized List<PastRun> past() {
		return (this.past != null) ? List.copyOf(this.past) : List.of();
	}

	/**
	 * The ids that a framework has for the runs that are open.
	 * @return the ids
	 */
	synchronized Set<Long> openExecutions() {
		Set<Long> executions = new HashSet<>();
		for (JobRun run : this.runs) {
			Long execution = run.execution();
			if (execution != null) {
				executions.add(execution);
			}
		}
		return executions;
	}

	/**
	 * Forgets a run that did not take place.
	 * @param run the run
	 * @param startedAt when it began
	 * @return the run to show in its place, or {@code null} if there is none
	 */
	synchronized @Nullable JobRun discarded(JobRun run, Instant startedAt) {
		this.lastDiscarded = startedAt;
		this.runs.remove(run);
		List<JobRun> shown = runs();
		return shown.isEmpty() ? null : shown.get(shown.size() - 1);
	}

	@Nullable Instant lastDiscarded() {
		return this.lastDiscarded;
	}

	/**
	 * The runs that are shown: all that are open or, if there are none, the newest one
	 * that has ended.
	 * @return the runs
	 */
	synchronized List<JobRun> runs() {
		List<JobRun> open = new ArrayList<>(this.runs);
		open.removeIf(JobRun::hasEnded);
		JobRun ended = ended();
		return (open.isEmpty() && ended != null) ? List.of(ended) : open;
	}

	private @Nullable JobRun ended() {
		JobRun newest = this.previous;
		for (JobRun run : this.runs) {
			if (run.hasEnded()) {
				newest = run;
			}
		}
		return newest;
	}

	/**
	 * Takes a snapshot of each run that is shown.
	 * @return the snapshots
	 */
	List<JobProgress> progress() {
		List<JobProgress> progress = new ArrayList<>();
		for (JobRun run : runs()) {
			progress.add(run.progress());
		}
		for (JobProgress each : progress) {
			if (each.status() == RunStatus.DISCARDED) {
				// Discarded since, and another one is shown in its place.
				return progress();
			}
		}
		return progress;
	}

}
