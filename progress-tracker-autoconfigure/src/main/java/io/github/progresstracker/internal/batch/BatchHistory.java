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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;

/**
 * The earlier runs of a job, as Spring Batch's job repository knows them.
 */
public final class BatchHistory {

	/** How many instances of a job are read if none of them has completed. */
	private static final int MAX_INSTANCES = 50;

	/**
	 * How many are read in any case. The newest instance need not be the last one to
	 * complete: an older one may have been restarted after it.
	 */
	private static final int MIN_INSTANCES = 5;

	private final JobRepository repository;

	private final TimeSource time;

	/**
	 * Creates a history.
	 * @param repository the job repository
	 * @param time the clocks
	 */
	public BatchHistory(JobRepository repository, TimeSource time) {
		this.repository = repository;
		this.time = time;
	}

	/**
	 * When a job last completed, and what it did. This queries the repository, so do not
	 * call it on a job's thread.
	 * @param job the name of the job
	 * @param closed whether to stop reading
	 * @return the last execution to complete; empty if none is known
	 */
	public Optional<JobSuccess> lastSuccess(String job, BooleanSupplier closed) {
		JobExecution last = null;
		int read = 0;
		for (JobInstance instance : this.repository.getJobInstances(job, 0, MAX_INSTANCES)) {
			if (closed.getAsBoolean() || (last != null && read >= MIN_INSTANCES)) {
				break;
			}
			// The repository takes an underscore in the name for any character.
			if (instance.getJobName().equals(job)) {
				last = later(last, completed(instance));
				read++;
			}
		}
		return Optional.ofNullable(last).map(this::success);
	}

	private @Nullable JobExecution completed(JobInstance instance) {
		JobExecution last = null;
		for (JobExecution execution : this.repository.getJobExecutions(instance)) {
			if (execution.getStatus() == BatchStatus.COMPLETED) {
				last = later(last, execution);
			}
		}
		return last;
	}

	private static @Nullable JobExecution later(@Nullable JobExecution one, @Nullable JobExecution other) {
		LocalDateTime end = (other != null) ? other.getEndTime() : null;
		if (end == null) {
			return one;
		}
		return (one == null || end.isAfter(Objects.requireNonNull(one.getEndTime()))) ? other : one;
	}

	private JobSuccess success(JobExecution execution) {
		Instant end = StepTimes.instant(Objects.requireNonNull(execution.getEndTime()));
		LocalDateTime started = execution.getStartTime();
		Map<String, WorkDone> stages = new LinkedHashMap<>();
		long processed = 0;
		for (StageProgress step : LiveSteps.stored(execution, this.time).progress()) {
			stages.put(step.name(), new WorkDone(step.duration(), step.records().processed()));
			processed = RecordCounts.sum(processed, step.records().processed());
		}
		WorkDone work = (started != null) ? new WorkDone(Duration.between(StepTimes.instant(started), end), processed)
				: null;
		return new JobSuccess(end, work, stages, true);
	}

}
