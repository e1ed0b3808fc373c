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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.batch.StepExpectedRecords;
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
import org.springframework.batch.core.step.item.ChunkOrientedStep;

/**
 * Follows the executions of all jobs of Spring Batch. Told of their turning points on the
 * jobs' own threads, so nothing here waits, does I/O or lets anything be thrown: an
 * exception in a listener would make a job fail. Thread-safe.
 */
public final class BatchRuns implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(BatchRuns.class);

	private final ManagedRuns managedRuns;

	private final Function<String, JobDefinition> definitions;

	private final ExpectedCounts expectations;

	private final TimeSource time;

	private final Consumer<Runnable> later;

	private final BiConsumer<Duration, Runnable> reader;

	/** By object: one kind of repository gives the same id to every execution. */
	private final Map<JobExecution, BatchRun> runs = Collections.synchronizedMap(new IdentityHashMap<>());

	private final AtomicBoolean warned = new AtomicBoolean();

	/**
	 * Creates what follows jobs.
	 * @param managedRuns where the runs are kept
	 * @param definitions finds what is known about a job, by its name in Spring Batch
	 * @param expectations beans that know the number of records of a step
	 * @param time the clocks
	 * @param later runs something in about a second
	 * @param reader runs something that may take long after a while
	 */
	public BatchRuns(ManagedRuns managedRuns, Function<String, JobDefinition> definitions,
			Supplier<Stream<StepExpectedRecords>> expectations, TimeSource time, Consumer<Runnable> later,
			BiConsumer<Duration, Runnable> reader) {
		this.managedRuns = managedRuns;
		this.definitions = definitions;
		this.expectations = new ExpectedCounts(expectations);
		this.time = time;
		this.later = later;
		this.reader = reader;
	}

	void jobStarted(JobExecution execution) {
		safely(() -> find(execution));
	}

	private @Nullable BatchRun find(JobExecution execution) {
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
		return run;
	}

	/**
	 * All steps of a job are done, and its listeners are about to be called.
	 */
	void jobWorkDone(JobExecution execution) {
		safely(() -> {
			// One that was refused or stopped before its first step was never started.
			BatchRun run = find(execution);
			if (run != null) {
				run.workDone();
				this.later.accept(() -> lookAgain(execution, run));
			}
		});
	}

	private void lookAgain(JobExecution execution, BatchRun run) {
		safely(() -> {
			if (run.isOver()) {
				end(execution);
			}
			else if (this.runs.containsKey(execution)) {
				this.later.accept(() -> lookAgain(execution, run));
			}
		});
	}

	/**
	 * A job is over, its listeners included.
	 */
	void jobEnded(JobExecution execution) {
		safely(() -> {
			BatchRun unused = find(execution);
			end(execution);
		});
	}

	private void end(JobExecution execution) {
		BatchRun run = this.runs.remove(execution);
		if (run != null) {
			run.end();
		}
	}

	void stepStarted(StepExecution execution, Step step) {
		safely(() -> {
			BatchRun run = this.runs.get(execution.getJobExecution());
			// The steps of a job in another process are reported there.
			if (run != null) {
				if (step instanceof ChunkOrientedStep) {
					run.steps().committed(execution, ChunkCounts.NONE);
				}
				ExpectedCount expectation = this.expectations.find(execution, step);
				if (run.steps().started(execution, expectation, StepIntrospector.workerName(step))) {
					run.stagesChanged();
				}
				JobRepository repository = StepIntrospector.repositoryOfWorkersElsewhere(step);
				if (repository != null) {
					new RemoteWorkers(repository, execution, run.steps(), this.time, this.reader).follow();
				}
			}
		});
	}

	void chunkCommitted(StepExecution execution, ChunkCounts counts) {
		BatchRun run = this.runs.get(execution.getJobExecution());
		if (run != null) {
			run.steps().committed(execution, counts);
		}
	}

	void chunkCommittedInOldStyle(StepExecution execution, ChunkCounts counts) {
		BatchRun run = this.runs.get(execution.getJobExecution());
		if (run != null) {
			run.steps().committedInOldStyle(execution, counts);
		}
	}

	void chunkRolledBack(StepExecution execution, long written) {
		BatchRun run = this.runs.get(execution.getJobExecution());
		if (run != null) {
			run.steps().rolledBack(execution, written);
		}
	}

	void stepEnded(StepExecution execution) {
		safely(() -> {
			BatchRun run = this.runs.get(execution.getJobExecution());
			if (run != null && !run.steps().isWorker(execution)) {
				run.stagesChanged();
			}
		});
	}

	private void safely(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			if (this.warned.compareAndSet(false, true)) {
				logger.warn("A job of Spring Batch could not be tracked: {}. The job goes on; further failures are"
						+ " logged at level DEBUG", SafeText.of(ex.toString()));
			}
			if (logger.isDebugEnabled()) {
				logger.debug("A job of Spring Batch could not be tracked", SafeText.of(ex));
			}
		}
	}

	/**
	 * Ends the runs whose jobs are over. Those that still work are left to their
	 * trackers.
	 */
	@Override
	public void close() {
		List<Map.Entry<JobExecution, BatchRun>> open;
		synchronized (this.runs) {
			open = this.runs.entrySet().stream().map((entry) -> Map.entry(entry.getKey(), entry.getValue())).toList();
		}
		open.forEach((entry) -> safely(() -> {
			if (entry.getValue().isOver()) {
				end(entry.getKey());
			}
		}));
	}

}
