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

package io.github.progresstracker.internal.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.internal.text.Names;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Shows an execution of a job as Spring Batch's job repository stores it.
 */
final class StoredRun {

	/** Separates the name of a step from that of the partition. */
	private static final String PARTITION = ":";

	private StoredRun() {
	}

	/**
	 * The execution as one of the last runs of its job.
	 * @param execution an execution with those of its steps
	 * @return the run
	 */
	static PastRun of(JobExecution execution) {
		Collection<StepExecution> steps = steps(execution);
		LocalDateTime started = execution.getStartTime();
		Instant startedAt = StepTimes.instant((started != null) ? started : execution.getCreateTime());
		Instant endedAt = endedAt(execution);
		RunStatus status = (endedAt != null) ? status(execution.getStatus()) : RunStatus.RUNNING;
		Duration duration = (endedAt != null) ? durationOf(startedAt, endedAt) : null;
		JobFailure failure = (endedAt != null && status == RunStatus.FAILED) ? failure(execution, steps, endedAt)
				: null;
		return new PastRun(execution.getId(), status, startedAt, endedAt, duration, records(steps), failure);
	}

	/**
	 * The executions of steps, each of them once: a repository in MongoDB returns them
	 * twice.
	 * @param execution an execution of a job
	 * @return the executions of its steps
	 */
	static Collection<StepExecution> steps(JobExecution execution) {
		Map<Long, StepExecution> steps = new LinkedHashMap<>();
		for (StepExecution step : execution.getStepExecutions()) {
			steps.put(step.getId(), step);
		}
		return steps.values();
	}

	/** An execution that was refused has ended, and has no times but that. */
	private static @Nullable Instant endedAt(JobExecution execution) {
		LocalDateTime ended = execution.getEndTime();
		if (ended == null && !execution.getStatus().isRunning()) {
			ended = (execution.getLastUpdated() != null) ? execution.getLastUpdated() : execution.getCreateTime();
		}
		return (ended != null) ? StepTimes.instant(ended) : null;
	}

	private static RunStatus status(BatchStatus status) {
		return switch (status) {
			case COMPLETED -> RunStatus.COMPLETED;
			case STOPPED, STOPPING -> RunStatus.INTERRUPTED;
			default -> RunStatus.FAILED;
		};
	}

	/** Clocks may be set back. */
	private static Duration durationOf(Instant from, Instant to) {
		Duration duration = Duration.between(from, to);
		return duration.isNegative() ? Duration.ZERO : duration;
	}

	/** A manager has the sum of its workers' counts, which are counted themselves. */
	private static RecordCounts records(Collection<StepExecution> steps) {
		long processed = 0;
		long skipped = 0;
		for (StepExecution step : steps) {
			if (!StepIntrospector.isManager(step)) {
				ChunkCounts counts = ChunkCounts.withoutRetries(step);
				processed = RecordCounts.sum(processed, counts.processed());
				skipped = RecordCounts.sum(skipped, counts.skipped());
			}
		}
		return new RecordCounts(processed, skipped, null);
	}

	private static JobFailure failure(JobExecution execution, Collection<StepExecution> steps, Instant at) {
		StepExecution failed = BatchFailure.failedStep(steps);
		FailureReason reason = (failed != null) ? StoredFailure.reason(failed.getExitStatus()) : null;
		if (reason == null) {
			reason = StoredFailure.reason(execution.getExitStatus());
		}
		if (reason == null) {
			reason = StoredFailure.withoutException(execution.getExitStatus());
		}
		return new JobFailure(at, reason.exception(), (failed != null) ? Names.shorten(stageName(failed, steps)) : null,
				reason.message());
	}

	/**
	 * The stage of an execution. Which step manages which workers is not stored, but they
	 * have its job, and the partition in their names.
	 */
	private static String stageName(StepExecution step, Collection<StepExecution> steps) {
		String name = step.getStepName();
		boolean managed = false;
		for (StepExecution other : steps) {
			if (StepIntrospector.isManager(other)) {
				if (name.startsWith(other.getStepName() + PARTITION)) {
					return other.getStepName();
				}
				managed = true;
			}
		}
		int end = name.lastIndexOf(PARTITION);
		return (managed && end > 0 && !StepIntrospector.isManager(step)) ? name.substring(0, end) : name;
	}

}
