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
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.EndedRuns;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.RunStatus;

/**
 * What this process knows about one job: its open runs, the newest run that has ended,
 * and its last outcomes. Thread-safe.
 */
final class JobHistory {

	private final List<JobRun> runs = new ArrayList<>();

	private volatile JobOutcomes outcomes = JobOutcomes.NONE;

	private volatile EndedRuns endedRuns = EndedRuns.NONE;

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
		this.runs.removeIf(JobRun::hasEnded);
		boolean overlapping = !this.runs.isEmpty();
		this.runs.add(run);
		return overlapping;
	}

	synchronized void completed(Instant at) {
		this.endedRuns = this.endedRuns.with(RunStatus.COMPLETED);
		this.outcomes = this.outcomes.withSuccess(at);
	}

	synchronized void restoreLastSuccess(Instant at) {
		if (this.outcomes.lastSuccess() == null) {
			this.outcomes = this.outcomes.withSuccess(at);
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

	synchronized List<JobRun> runs() {
		List<JobRun> open = new ArrayList<>(this.runs);
		open.removeIf(JobRun::hasEnded);
		return (!open.isEmpty() || this.runs.isEmpty()) ? open : List.of(this.runs.get(this.runs.size() - 1));
	}

}
