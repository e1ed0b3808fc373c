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
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.progresstracker.StageProgress;
import io.github.progresstracker.internal.history.JoinedWork;
import io.github.progresstracker.internal.history.RememberedExecution;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * The steps of a job as stages, read from its live execution. Thread-safe.
 */
final class LiveSteps implements LiveStages, RememberedExecution {

	private final JobExecution execution;

	private final Supplier<Collection<StepExecution>> all;

	private final TimeSource time;

	/** By object, because a repository without memory gives all executions one id. */
	private final Map<StepExecution, TrackedStep> local = Collections.synchronizedMap(new IdentityHashMap<>());

	/** The executions in other processes as they were last read, by id. */
	private volatile Map<Long, StepExecution> remote = Map.of();

	/** The names of the workers, by the name of the step that manages them. */
	private final Map<String, String> workers = new ConcurrentHashMap<>();

	private final Set<String> stages = ConcurrentHashMap.newKeySet();

	private volatile @Nullable JoinedWork earlier;

	LiveSteps(JobExecution execution, TimeSource time) {
		this(execution, execution::getStepExecutions, time);
	}

	private LiveSteps(JobExecution execution, Supplier<Collection<StepExecution>> all, TimeSource time) {
		this.execution = execution;
		this.all = all;
		this.time = time;
	}

	@Override
	public long executionId() {
		return this.execution.getId();
	}

	@Override
	public @Nullable JoinedWork earlier() {
		return this.earlier;
	}

	/**
	 * Notes what the executions did that this one goes on with.
	 * @param work their work, or {@code null} if there are none
	 */
	void continues(@Nullable JoinedWork work) {
		this.earlier = work;
	}

	/**
	 * The steps of an execution as they are stored.
	 * @param execution an execution that has ended, with the executions of its steps
	 * @param time the clocks
	 * @return the steps
	 */
	static LiveSteps stored(JobExecution execution, TimeSource time) {
		Collection<StepExecution> all = StoredRun.steps(execution);
		LiveSteps steps = new LiveSteps(execution, () -> all, time);
		for (String worker : PartitionNames.workers(all)) {
			steps.workers.put(worker, worker);
		}
		return steps;
	}

	/**
	 * Adds an execution that begins.
	 * @param step the execution
	 * @param workers the name of its workers, or {@code null} if it has no partitions
	 * @return whether it opens a new stage
	 */
	boolean start(TrackedStep step, @Nullable String workers) {
		this.local.put(step.execution(), step);
		if (workers != null) {
			this.workers.put(step.execution().getStepName(), workers);
		}
		return this.stages.add(stageName(step.execution()));
	}

	/**
	 * Finds an execution in this process.
	 * @param execution the execution
	 * @return the tracked execution, or {@code null} if it is not tracked
	 */
	@Nullable TrackedStep find(StepExecution execution) {
		return this.local.get(execution);
	}

	/**
	 * Takes over what was read from the job repository, where executions in other
	 * processes store their counts.
	 * @param stored the executions of the job's steps
	 */
	void updateRemote(Collection<StepExecution> stored) {
		this.remote = stored.stream()
			.collect(Collectors.toUnmodifiableMap(StepExecution::getId, Function.identity(), (one, same) -> one));
	}

	/**
	 * The step that made the job fail.
	 * @return its execution, or {@code null} if no step failed
	 */
	@Nullable StepExecution failed() {
		return BatchFailure.failedStep(this.all.get().stream().map(this::latest).toList());
	}

	private StepExecution latest(StepExecution step) {
		return this.local.containsKey(step) ? step : this.remote.getOrDefault(step.getId(), step);
	}

	private TrackedStep tracked(StepExecution step) {
		TrackedStep tracked = find(step);
		return (tracked != null) ? tracked : TrackedStep.remote(step, latest(step));
	}

	/**
	 * Whether an execution is one of many of its stage, which continues when it ends.
	 */
	boolean isWorker(StepExecution step) {
		return !stageName(step).equals(step.getStepName());
	}

	/**
	 * The stage of an execution: {@code worker:partition0} belongs to {@code worker}.
	 */
	private String stageName(StepExecution step) {
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
		for (StepExecution step : this.all.get()) {
			LiveStage stage = stage(stages, stageName(step), now);
			TrackedStep tracked = tracked(step);
			if (!StepIntrospector.isManager(step)) {
				stage.add(tracked);
				continue;
			}
			stage.addTime(tracked);
			String worker = this.workers.get(step.getStepName());
			if (worker != null) {
				stage(stages, worker, now).addManager(tracked);
			}
		}
		return stages.values().stream().filter(LiveStage::hasBegun).map(LiveStage::progress).toList();
	}

	private static LiveStage stage(Map<String, LiveStage> stages, String name, Instant now) {
		return stages.computeIfAbsent(name, (unknown) -> new LiveStage(name, now));
	}

	@Override
	public @Nullable String current() {
		StepExecution failed = failed();
		if (failed != null) {
			return stageName(failed);
		}
		String current = null;
		for (StepExecution step : this.all.get()) {
			BatchStatus status = latest(step).getStatus();
			// An abandoned step failed, and the flow of the job provides for that.
			if (status != BatchStatus.COMPLETED && status != BatchStatus.ABANDONED) {
				current = stageName(step);
			}
		}
		return current;
	}

}
