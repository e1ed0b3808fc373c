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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.batch.StepExpectedRecords;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ManagedRuns;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Follows the executions of all Spring Batch jobs. Listeners call this on the jobs' own
 * threads, so nothing here waits or does I/O, and nothing is thrown: an exception in a
 * listener would make the job fail. Thread-safe.
 */
public final class BatchRuns implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BatchRuns.class);

	/** How often to check whether a job has ended without calling our listener. */
	private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

	private final ManagedRuns managedRuns;

	private final Function<String, JobDefinition> definitions;

	private final Supplier<Stream<StepExpectedRecords>> expectedRecords;

	private final EarlierExecutions earlier;

	private final TimeSource time;

	private final BiConsumer<Duration, Runnable> checks;

	private final BiConsumer<Duration, Runnable> reader;

	/** By object, because a repository without memory gives all executions one id. */
	private final Map<JobExecution, BatchRun> runs = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Guard guard = new Guard(logger, "A Spring Batch job could not be tracked", "The job continues");

	/**
	 * Creates an object that follows no job yet.
	 * @param managedRuns creates the runs
	 * @param definitions finds what is known about a job, by its name in Spring Batch
	 * @param expectedRecords the beans that know the number of records of a step
	 * @param earlier finds out what a restart goes on with
	 * @param time the clocks
	 * @param checks runs a short task after a delay
	 * @param reader runs a task that may take long, such as a query, after a delay
	 */
	public BatchRuns(ManagedRuns managedRuns, Function<String, JobDefinition> definitions,
			Supplier<Stream<StepExpectedRecords>> expectedRecords, EarlierExecutions earlier, TimeSource time,
			BiConsumer<Duration, Runnable> checks, BiConsumer<Duration, Runnable> reader) {
		this.managedRuns = managedRuns;
		this.definitions = definitions;
		this.expectedRecords = expectedRecords;
		this.earlier = earlier;
		this.time = time;
		this.checks = checks;
		this.reader = reader;
	}

	/**
	 * Handles an event, whatever fails.
	 * @param runs the runs of all jobs, which may not be available while the application
	 * is being closed
	 * @param event handles the event
	 */
	static void tell(Supplier<BatchRuns> runs, Consumer<BatchRuns> event) {
		BatchRuns target;
		try {
			target = runs.get();
		}
		catch (Throwable ex) {
			if (logger.isDebugEnabled()) {
				logger.debug("A Spring Batch job or step could not be tracked", SafeText.of(ex));
			}
			return;
		}
		target.guard.run(() -> event.accept(target));
	}

	void jobStarted(JobExecution execution) {
		findOrBegin(execution);
	}

	private @Nullable BatchRun findOrBegin(JobExecution execution) {
		BatchRun known = this.runs.get(execution);
		if (known != null) {
			return known;
		}
		JobDefinition job = this.definitions.apply(execution.getJobInstance().getJobName());
		if (!job.enabled()) {
			return null;
		}
		LiveSteps steps = new LiveSteps(execution, this.time);
		BatchRun run = new BatchRun(execution, steps, this.managedRuns.prepare(job, steps));
		this.runs.put(execution, run);
		run.begin();
		this.guard.run(() -> this.earlier.read(execution, steps));
		return run;
	}

	/**
	 * All steps of a job are done, and its listeners are about to be called.
	 */
	void jobWorkDone(JobExecution execution) {
		// A job that was refused or stopped before its first step was never started.
		BatchRun run = findOrBegin(execution);
		if (run != null) {
			run.workDone();
			checkLater(execution, run);
		}
	}

	private void checkLater(JobExecution execution, BatchRun run) {
		this.checks.accept(CHECK_INTERVAL, () -> this.guard.run(() -> {
			if (run.isOver()) {
				end(execution);
			}
			else if (this.runs.containsKey(execution)) {
				checkLater(execution, run);
			}
		}));
	}

	/**
	 * A job is over, including its listeners.
	 */
	void jobEnded(JobExecution execution) {
		findOrBegin(execution);
		end(execution);
	}

	private void end(JobExecution execution) {
		BatchRun run = this.runs.remove(execution);
		if (run != null) {
			run.end();
		}
	}

	void stepStarted(StepExecution execution, Step step) {
		BatchRun run = this.runs.get(execution.getJobExecution());
		if (run == null) {
			// The job is in another process, and is reported there.
			return;
		}
		ExpectedCount expected = ExpectedCount.find(execution, step, this.expectedRecords);
		if (run.steps().start(TrackedStep.local(execution, step, expected), StepIntrospector.workerName(step))) {
			run.stagesChanged();
		}
		JobRepository repository = StepIntrospector.repositoryOfRemoteWorkers(step);
		if (repository != null) {
			new RemoteWorkers(repository, execution, run.steps(), this.time, this.reader).follow();
		}
	}

	void stepEnded(StepExecution execution) {
		BatchRun run = this.runs.get(execution.getJobExecution());
		if (run != null && !run.steps().isWorker(execution)) {
			run.stagesChanged();
		}
	}

	@Nullable TrackedStep trackedStep(StepExecution execution) {
		BatchRun run = this.runs.get(execution.getJobExecution());
		return (run != null) ? run.steps().find(execution) : null;
	}

	/**
	 * Ends the runs whose jobs are over. Jobs that are still running are left to their
	 * trackers.
	 */
	@Override
	public void close() {
		List<Map.Entry<JobExecution, BatchRun>> open;
		synchronized (this.runs) {
			open = this.runs.entrySet().stream().map((entry) -> Map.entry(entry.getKey(), entry.getValue())).toList();
		}
		open.forEach((entry) -> this.guard.run(() -> {
			if (entry.getValue().isOver()) {
				end(entry.getKey());
			}
		}));
	}

}
