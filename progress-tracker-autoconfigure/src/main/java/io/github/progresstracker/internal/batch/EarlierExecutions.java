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
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;

/**
 * Finds out what was done before by the executions that a restart goes on with. Only the
 * job repository knows whether an execution is a restart, so it is read once for each
 * run, while the job works, and on another thread. If the job ends sooner, its success is
 * that of the restart alone. Thread-safe.
 */
public final class EarlierExecutions {

	private final Supplier<@Nullable JobRepository> repository;

	private final TimeSource time;

	private final BiConsumer<Duration, Runnable> reader;

	private final Guard guard = new Guard(LoggerFactory.getLogger(BatchRuns.class),
			"The earlier executions of a Spring Batch job could not be read from the job repository",
			"If this is a restart, its success counts only the records of the restart");

	/**
	 * Creates an object that reads nothing yet.
	 * @param repository finds the job repository; {@code null} if there is not exactly
	 * one
	 * @param time the clocks
	 * @param reader runs a task after a delay, on a thread that may wait for a database
	 */
	public EarlierExecutions(Supplier<@Nullable JobRepository> repository, TimeSource time,
			BiConsumer<Duration, Runnable> reader) {
		this.repository = repository;
		this.time = time;
		this.reader = reader;
	}

	/**
	 * Reads what was done before an execution began.
	 * @param execution the execution
	 * @param steps receives what was read
	 */
	void read(JobExecution execution, LiveSteps steps) {
		JobRepository repository = this.repository.get();
		if (repository != null && StoredRuns.isKeptBy(repository)) {
			this.reader.accept(Duration.ZERO, () -> read(repository, execution, steps));
		}
	}

	private void read(JobRepository repository, JobExecution execution, LiveSteps steps) {
		if (execution.getEndTime() != null) {
			return;
		}
		try {
			steps.continues(new StoredRuns(repository, this.time).before(execution));
			this.guard.recovered();
		}
		catch (Throwable ex) {
			// Once the job has ended, the database may be gone as well.
			if (execution.getEndTime() == null) {
				this.guard.failed(ex);
			}
		}
	}

}
