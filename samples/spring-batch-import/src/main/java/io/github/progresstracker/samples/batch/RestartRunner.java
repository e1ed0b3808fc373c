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

package io.github.progresstracker.samples.batch;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.CommandLineRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Restarts the job once if it failed. Spring Boot's own runner starts the job before.
 */
@Component
@Order(1)
class RestartRunner implements CommandLineRunner {

	private final JobOperator operator;

	private final JobRepository repository;

	private final Job job;

	RestartRunner(JobOperator operator, JobRepository repository, Job job) {
		this.operator = operator;
		this.repository = repository;
		this.job = job;
	}

	@Override
	public void run(String... args) throws Exception {
		JobInstance instance = this.repository.getLastJobInstance(this.job.getName());
		JobExecution last = (instance != null) ? this.repository.getLastJobExecution(instance) : null;
		if (last != null && last.getStatus() == BatchStatus.FAILED) {
			this.operator.restart(last);
		}
	}

}
