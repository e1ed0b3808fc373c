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
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.progresstracker.StageProgress;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * The steps of a job as stages, read from its live execution. Thread-safe.
 */
final class LiveSteps implements LiveStages {

	private final JobExecution execution;

	private final TimeSource time;

	/** By object: the ids of one repository are not unique. */
	private final Map<StepExecution, ExpectedCount> expectations = Collections.synchronizedMap(new IdentityHashMap<>());

	/** What was committed of those steps that tell. */
	private final Map<StepExecution, ChunkCounts> committed = Collections.synchronizedMap(new IdentityHashMap<>());

	/** The same of steps in the old style, which count a rollback in another way. */
	private final Map<StepExecution, ChunkCounts> committedInOldStyle = Collections
		.synchronizedMap(new IdentityHashMap<>());

	/** How many records each of them wrote and still counts, though that was undone. */
	private final Map<StepExecution, Long> undone = Collections.synchronizedMap(new IdentityHashMap<>());

	/** The names of the workers of each step with partitions. */
	private final Map<String, String> workers = new ConcurrentHashMap<>();

	private final Set<String> seen = ConcurrentHashMap.newKeySet();

	/** What was last read of the executions in other processes, by id. */
	private volatile Map<Long, StepExecution> elsewhere = Map.of();

	LiveSteps(JobExecution execution, TimeSource time) {
		this.execution = execution;
		this.time = time;
	}

	/**
	 * An execution begins.
	 * @param step the execution
	 * @param expectation what is expected of it
	 * @param workers the name of its workers, or {@code null} if it has no partitions
	 * @return whether that opens a stage which was never open before
	 */
	boolean started(StepExecution step, ExpectedCount expectation, @Nullable String workers) {
		this.expectations.put(step, expectation);
		if (workers != null) {
			this.workers.put(step.getStepName(), workers);
		}
		return this.seen.add(stageOf(step));
	}

	/**
	 * A chunk of an execution was committed, or is about to be counted for the first
	 * time.
	 */
	void committed(StepExecution step, ChunkCounts counts) {
		this.committed.put(step, counts.without(this.undone.getOrDefault(step, 0L)));
	}

	/**
	 * A chunk of an execution in the old style was committed, by one thread of many.
	 */
	void committedInOldStyle(StepExecution step, ChunkCounts counts) {
		this.committedInOldStyle.merge(step, counts, ChunkCounts::atLeast);
	}

	private ChunkCounts counts(StepExecution step) {
		ChunkCounts oldStyle = this.committedInOldStyle.get(step);
		return (oldStyle != null) ? ChunkCounts.forGoodInOldStyle(step, oldStyle)
				: ChunkCounts.forGood(known(step), this.committed.get(step));
	}

	/**
	 * A chunk of an execution was rolled back.
	 */
	void rolledBack(StepExecution step, long written) {
		this.undone.merge(step, written, Long::sum);
	}

	/**
	 * The executions of the job's steps were read from its repository. Those that work in
	 * other processes are known from there only.
	 */
	void read(Collection<StepExecution> stored) {
		this.elsewhere = stored.stream()
			.collect(Collectors.toUnmodifiableMap(StepExecution::getId, Function.identity()));
	}

	/**
	 * The step that made the job fail, as it is known best.
	 * @return its execution, or {@code null} if no step failed
	 */
	@Nullable StepExecution failed() {
		return BatchFailure.failedStep(this.execution.getStepExecutions().stream().map(this::known).toList());
	}

	private StepExecution known(StepExecution step) {
		return this.expectations.containsKey(step) ? step : this.elsewhere.getOrDefault(step.getId(), step);
	}

	/**
	 * Whether an execution is one of many of its stage, so that its end tells little.
	 */
	boolean isWorker(StepExecution step) {
		return !stageOf(step).equals(step.getStepName());
	}

	/**
	 * The stage of an execution: that of {@code worker:partition0} is {@code worker}.
	 */
	String stageOf(StepExecution step) {
		String name = step.getStepName();
		for (String worker : this.workers.values()) {
			if (name.startsWith(worker + ":")) {
				return worker;
			}
		}
		return name;
	}

	@Override
	public List<StageProgress> progress() {
		Instant now = this.time.now();
		Map<String, LiveStage> stages = new LinkedHashMap<>();
		for (StepExecution step : this.execution.getStepExecutions()) {
			LiveStage stage = stage(stages, stageOf(step), now);
			ExpectedCount found = this.expectations.get(step);
			ExpectedCount expectation = (found != null) ? found : ExpectedCount.elsewhere(step);
			if (!Partitions.isManager(step)) {
				stage.count(known(step), counts(step), expectation.of(step), found != null);
				continue;
			}
			stage.time(step);
			String worker = this.workers.get(step.getStepName());
			if (worker != null) {
				stage(stages, worker, now).manage(step, expectation);
			}
		}
		return stages.values().stream().map(LiveStage::progress).toList();
	}

	private static LiveStage stage(Map<String, LiveStage> stages, String name, Instant now) {
		return stages.computeIfAbsent(name, (unknown) -> new LiveStage(name, now));
	}

	@Override
	public @Nullable String current() {
		StepExecution failed = failed();
		if (failed != null) {
			return stageOf(failed);
		}
		String current = null;
		for (StepExecution step : this.execution.getStepExecutions()) {
			if (current == null || known(step).getEndTime() == null) {
				current = stageOf(step);
			}
		}
		return current;
	}

}
