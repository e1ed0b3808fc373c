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
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot: all that is known about a run, and about the job's earlier ends, at one
 * instant. Immutable.
 *
 * @param job the job that the run belongs to
 * @param status where the run stands
 * @param startedAt when the run began
 * @param duration how long the run has taken so far, or took in the end
 * @param records the records of the whole run, those of all stages included
 * @param stages the stages in the order of their first start
 * @param outcomes the newest ends of the job that this process knows of
 * @param pace how fast the run is at present; unknown once it has ended
 * @param endedRuns how many runs of the job had ended by then, this one included if it
 * has
 */
public record JobProgress(JobDefinition job, RunStatus status, Instant startedAt, Duration duration,
		RecordCounts records, List<StageProgress> stages, JobOutcomes outcomes, Throughput pace, EndedRuns endedRuns) {

	public JobProgress {
		stages = List.copyOf(stages);
	}

	/**
	 * Creates a snapshot of a run whose pace is unknown.
	 * @param job the job that the run belongs to
	 * @param status where the run stands
	 * @param startedAt when the run began
	 * @param duration how long the run has taken so far, or took in the end
	 * @param records the records of the whole run, those of all stages included
	 * @param stages the stages in the order of their first start
	 * @param outcomes the newest ends of the job that this process knows of
	 */
	public JobProgress(JobDefinition job, RunStatus status, Instant startedAt, Duration duration, RecordCounts records,
			List<StageProgress> stages, JobOutcomes outcomes) {
		this(job, status, startedAt, duration, records, stages, outcomes, Throughput.UNKNOWN, EndedRuns.NONE);
	}

	/**
	 * What tells the job from all others.
	 * @return the identity
	 */
	public JobIdentity identity() {
		return this.job.identity();
	}

	/**
	 * The longest time expected from the job's last success to the next one.
	 * @return the interval, or {@code null} if nothing is expected, or nothing can be
	 * told yet
	 */
	public @Nullable SuccessInterval successInterval() {
		SuccessExpectation expectation = this.job.successExpectation();
		return (expectation != null) ? expectation.interval(this.outcomes.lastSuccess(), this.startedAt) : null;
	}

	/**
	 * A stage by its name.
	 * @param name the stage's name
	 * @return the stage, or empty if the run has no such stage
	 */
	public Optional<StageProgress> stage(String name) {
		return this.stages.stream().filter((stage) -> stage.name().equals(name)).findFirst();
	}

	/**
	 * Replaces the ends that are known.
	 * @param outcomes the newest ends of the job
	 * @return a new snapshot
	 */
	public JobProgress withOutcomes(JobOutcomes outcomes) {
		return new JobProgress(this.job, this.status, this.startedAt, this.duration, this.records, this.stages,
				outcomes, this.pace, this.endedRuns);
	}

}
