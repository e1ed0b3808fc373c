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

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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

	/**
	 * Creates a history.
	 * @param repository the job repository
	 */
	public BatchHistory(JobRepository repository) {
		this.repository = repository;
	}

	/**
	 * When a job last completed. This queries the repository, so do not call it on a
	 * job's thread.
	 * @param job the name of the job
	 * @param closed whether to stop reading
	 * @return when the last execution to complete ended; empty if none is known
	 */
	public Optional<Instant> lastSuccess(String job, BooleanSupplier closed) {
		LocalDateTime last = null;
		int read = 0;
		for (JobInstance instance : this.repository.getJobInstances(job, 0, MAX_INSTANCES)) {
			if (closed.getAsBoolean() || (last != null && read >= MIN_INSTANCES)) {
				break;
			}
			last = later(last, end(instance));
			read++;
		}
		return Optional.ofNullable(last).map(StepTimes::instant);
	}

	private @Nullable LocalDateTime end(JobInstance instance) {
		LocalDateTime last = null;
		for (JobExecution execution : this.repository.getJobExecutions(instance)) {
			if (execution.getStatus() == BatchStatus.COMPLETED) {
				last = later(last, execution.getEndTime());
			}
		}
		return last;
	}

	private static @Nullable LocalDateTime later(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
		return (one == null || (other != null && other.isAfter(one))) ? other : one;
	}

}
