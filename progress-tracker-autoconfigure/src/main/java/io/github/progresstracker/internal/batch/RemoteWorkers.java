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

import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Follows the workers of a partitioned step that run in other processes. With each chunk
 * they write their counts to the job repository that they share with this process. It is
 * read from time to time, never on a thread of the job, and seldom enough that the
 * database has little to do.
 */
final class RemoteWorkers {

	private static final Logger logger = LoggerFactory.getLogger(BatchRuns.class);

	private static final Duration MIN_PAUSE = Duration.ofSeconds(1);

	/** Even if the database is slow, the counts should be seen to move. */
	private static final Duration MAX_PAUSE = Duration.ofSeconds(15);

	/** How many times longer the pause is than the query before it. */
	private static final int PAUSE_FACTOR = 5;

	private final JobRepository repository;

	private final StepExecution manager;

	private final LiveSteps steps;

	private final TimeSource time;

	private final BiConsumer<Duration, Runnable> reader;

	private final Guard guard;

	/**
	 * Creates a follower.
	 * @param repository the repository that the processes share
	 * @param manager the execution of the partitioned step in this process
	 * @param steps receives what was read
	 * @param time the clocks
	 * @param reader runs a task after a delay, on a thread that may wait for a database
	 */
	RemoteWorkers(JobRepository repository, StepExecution manager, LiveSteps steps, TimeSource time,
			BiConsumer<Duration, Runnable> reader) {
		this.repository = repository;
		this.manager = manager;
		this.steps = steps;
		this.time = time;
		this.reader = reader;
		this.guard = new Guard(logger, "The counts of the workers of step '" + SafeText.of(manager.getStepName())
				+ "' could not be read from the job repository", "Reading them is retried");
	}

	/**
	 * Reads until the manager ends, which has all counts then.
	 */
	void follow() {
		this.reader.accept(MIN_PAUSE, this::read);
	}

	private void read() {
		if (this.manager.getEndTime() != null) {
			return;
		}
		long begin = this.time.nanoTime();
		this.guard.run(() -> {
			JobExecution stored = this.repository.getJobExecution(this.manager.getJobExecutionId());
			if (stored != null) {
				this.steps.updateRemote(stored.getStepExecutions());
			}
			this.guard.recovered();
		});
		this.reader.accept(pauseAfter(Duration.ofNanos(this.time.nanoTime() - begin)), this::read);
	}

	private static Duration pauseAfter(Duration query) {
		Duration pause = query.multipliedBy(PAUSE_FACTOR);
		if (pause.compareTo(MIN_PAUSE) < 0) {
			return MIN_PAUSE;
		}
		return (pause.compareTo(MAX_PAUSE) < 0) ? pause : MAX_PAUSE;
	}

}
