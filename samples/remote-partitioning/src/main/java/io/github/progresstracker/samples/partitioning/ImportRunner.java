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

package io.github.progresstracker.samples.partitioning;

import java.time.Duration;
import java.util.Objects;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Starts the job, or restarts its last execution if that did not complete.
 */
@Component
@Profile("manager")
class ImportRunner implements CommandLineRunner {

	/** A worker that is still running may store a chunk at the same time. */
	private final RetryTemplate untilUndisturbed = new RetryTemplate(RetryPolicy.builder()
		.includes(OptimisticLockingFailureException.class)
		.maxRetries(100)
		.delay(Duration.ofMillis(50))
		.build());

	private final JobOperator operator;

	private final JobRepository repository;

	private final Job job;

	ImportRunner(JobOperator operator, JobRepository repository, Job job) {
		this.operator = operator;
		this.repository = repository;
		this.job = job;
	}

	@Override
	public void run(String... args) throws Exception {
		JobInstance instance = this.repository.getLastJobInstance(this.job.getName());
		JobExecution execution = (instance == null || last(instance).getStatus() == BatchStatus.COMPLETED)
				? this.operator.startNextInstance(this.job) : this.operator.restart(recovered(instance));
		if (execution.getStatus() != BatchStatus.COMPLETED) {
			throw new IllegalStateException("The import ended with status " + execution.getStatus());
		}
	}

	/**
	 * There is only one manager at a time. So if an execution seems to be running, its
	 * manager has died. From now on, the workers of that execution cannot store anything.
	 */
	private JobExecution recovered(JobInstance instance) throws Exception {
		return this.untilUndisturbed.execute(() -> this.operator.recover(last(instance)));
	}

	private JobExecution last(JobInstance instance) {
		return Objects.requireNonNull(this.repository.getLastJobExecution(instance));
	}

}
