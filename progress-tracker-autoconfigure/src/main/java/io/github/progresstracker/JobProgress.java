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
 * A snapshot of a run: everything that is known about it, and about earlier outcomes of
 * its job, at one instant. Immutable.
 *
 * @param job the job that the run belongs to
 * @param status the status of the run
 * @param startedAt when the run began
 * @param duration how long the run has taken so far or, if it has ended, took in all
 * @param records the record counts of the whole run, including all stages
 * @param stages the stages in the order in which they first started
 * @param outcomes the last outcomes of the job that this process knows of
 * @param throughput how fast the run is at present; {@link Throughput#UNKNOWN} once it
 * has ended
 * @param endedRuns how many runs of the job have ended in this process, including this
 * one if it has
 */
public record JobProgress(JobDefinition job, RunStatus status, Instant startedAt, Duration duration,
		RecordCounts records, List<StageProgress> stages, JobOutcomes outcomes, Throughput throughput,
		EndedRuns endedRuns) {

	/**
	 * Creates a snapshot.
	 */
	public JobProgress {
		stages = List.copyOf(stages);
	}

	/**
	 * Creates a snapshot of a run whose throughput is unknown.
	 * @param job the job that the run belongs to
	 * @param status the status of the run
	 * @param startedAt when the run began
	 * @param duration how long the run has taken so far or, if it has ended, took in all
	 * @param records the record counts of the whole run, including all stages
	 * @param stages the stages in the order in which they first started
	 * @param outcomes the last outcomes of the job that this process knows of
	 */
	public JobProgress(JobDefinition job, RunStatus status, Instant startedAt, Duration duration, RecordCounts records,
			List<StageProgress> stages, JobOutcomes outcomes) {
		this(job, status, startedAt, duration, records, stages, outcomes, Throughput.UNKNOWN, EndedRuns.NONE);
	}

	/**
	 * Returns the identity of the job.
	 * @return what distinguishes the job from all others
	 */
	public JobIdentity identity() {
		return this.job.identity();
	}

	/**
	 * Determines the longest time that may pass from the job's last success to the next
	 * one.
	 * @return the interval, or {@code null} if none is expected or it is not known yet
	 */
	public @Nullable SuccessInterval successInterval() {
		SuccessExpectation expectation = this.job.successExpectation();
		return (expectation != null) ? expectation.interval(this.outcomes.lastSuccess(), this.startedAt) : null;
	}

	/**
	 * Determines the time by which the next run of the job has to begin: while this run
	 * goes on, for the next due time after its start, and for the next one after its end
	 * once it has ended.
	 * @return the time, or {@code null} if it is unknown when runs are due, or no further
	 * run is
	 */
	public @Nullable Instant expectedNextStart() {
		StartExpectation expectation = this.job.startExpectation();
		if (expectation == null) {
			return null;
		}
		Instant endedAt = this.status.isEnd() ? this.startedAt.plus(this.duration) : null;
		return expectation.nextStart(this.startedAt, endedAt);
	}

	/**
	 * Finds a stage by its name.
	 * @param name the name of the stage
	 * @return the stage, or empty if the run has no such stage
	 */
	public Optional<StageProgress> stage(String name) {
		return this.stages.stream().filter((stage) -> stage.name().equals(name)).findFirst();
	}

	/**
	 * Replaces the outcomes.
	 * @param outcomes the last outcomes of the job
	 * @return a new snapshot
	 */
	public JobProgress withOutcomes(JobOutcomes outcomes) {
		return new JobProgress(this.job, this.status, this.startedAt, this.duration, this.records, this.stages,
				outcomes, this.throughput, this.endedRuns);
	}

}
