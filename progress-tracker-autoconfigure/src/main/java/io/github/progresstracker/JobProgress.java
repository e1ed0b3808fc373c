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
import java.util.Map;
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
 * @param doneBefore what earlier runs did of the stages, by name, if this run goes on
 * with their work, as the restart of a Spring Batch job does; empty otherwise, or if it
 * is not known yet
 */
public record JobProgress(JobDefinition job, RunStatus status, Instant startedAt, Duration duration,
		RecordCounts records, List<StageProgress> stages, JobOutcomes outcomes, Throughput throughput,
		EndedRuns endedRuns, Map<String, WorkDone> doneBefore) {

	/**
	 * Creates a snapshot.
	 */
	public JobProgress {
		stages = List.copyOf(stages);
		doneBefore = Map.copyOf(doneBefore);
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
		this(job, status, startedAt, duration, records, stages, outcomes, Throughput.UNKNOWN, EndedRuns.NONE, Map.of());
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
		return (expectation != null) ? expectation.interval(this.outcomes.lastSuccessAt(), this.startedAt) : null;
	}

	/**
	 * Estimates how much of the run is done, and how long the rest will take. Where the
	 * total is not known, the job's last success stands in for it: each open stage goes
	 * on as it does until it has done what it did then, and stages that have not begun
	 * take as long as they did. What was {@linkplain #doneBefore() done before} is not
	 * done again.
	 * @return the estimate, which knows nothing if the run has ended, if there is nothing
	 * to judge it by, or if it has already done more than last time
	 */
	public Estimate estimate() {
		return new Estimator(this).run();
	}

	/**
	 * Estimates how much of a stage is done, and how long the rest will take.
	 * @param stage a stage of this run
	 * @return the estimate, which knows nothing if the stage has ended, if there is
	 * nothing to judge it by, or if it has already done more than last time
	 */
	public Estimate estimate(StageProgress stage) {
		return new Estimator(this).stage(stage);
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
				outcomes, this.throughput, this.endedRuns, this.doneBefore);
	}

}
