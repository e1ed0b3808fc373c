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

import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Follows the workers of a step with partitions that are at work in other processes. They
 * write their counts to the repository that they share with this one, chunk by chunk, and
 * from there they are read now and then: never by a thread of the job, and so that the
 * database has little to do.
 */
final class RemoteWorkers {

	private static final Logger logger = LoggerFactory.getLogger(BatchRuns.class);

	private static final Duration INTERVAL = Duration.ofSeconds(1);

	/**
	 * So many times as long as it took to read, nothing is read, to spare the database.
	 */
	private static final int REST = 5;

	/** Even if it took long: whoever looks wants to see something move. */
	private static final Duration LONGEST_REST = Duration.ofSeconds(15);

	private final JobRepository repository;

	private final StepExecution manager;

	private final LiveSteps steps;

	private final TimeSource time;

	private final BiConsumer<Duration, Runnable> reader;

	private boolean failed;

	/**
	 * Creates a follower.
	 * @param repository the repository that is shared
	 * @param manager the execution of the step in this process
	 * @param steps told of what was read
	 * @param time the clocks
	 * @param reader runs something after a while, on a thread that may have to wait
	 */
	RemoteWorkers(JobRepository repository, StepExecution manager, LiveSteps steps, TimeSource time,
			BiConsumer<Duration, Runnable> reader) {
		this.repository = repository;
		this.manager = manager;
		this.steps = steps;
		this.time = time;
		this.reader = reader;
	}

	/**
	 * Reads until the manager has ended, which knows all counts then.
	 */
	void follow() {
		this.reader.accept(INTERVAL, this::read);
	}

	private void read() {
		if (this.manager.getEndTime() != null) {
			return;
		}
		long begin = this.time.nanoTime();
		try {
			JobExecution stored = this.repository.getJobExecution(this.manager.getJobExecutionId());
			if (stored != null) {
				this.steps.read(stored.getStepExecutions());
			}
			this.failed = false;
		}
		catch (Throwable ex) {
			warn(ex);
		}
		this.reader.accept(restAfter(Duration.ofNanos(this.time.nanoTime() - begin)), this::read);
	}

	private static Duration restAfter(Duration reading) {
		Duration rest = reading.multipliedBy(REST);
		if (rest.compareTo(INTERVAL) < 0) {
			return INTERVAL;
		}
		return (rest.compareTo(LONGEST_REST) < 0) ? rest : LONGEST_REST;
	}

	private void warn(Throwable ex) {
		if (!this.failed) {
			logger.warn("What the workers of step '{}' have processed could not be read: {}. It is tried again",
					SafeText.of(this.manager.getStepName()), SafeText.of(ex.toString()));
			this.failed = true;
		}
		if (logger.isDebugEnabled()) {
			logger.debug("The counts of workers could not be read", SafeText.of(ex));
		}
	}

}
