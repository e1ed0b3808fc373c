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

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.batch.ExpectedRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.FlowHolder;
import org.springframework.batch.core.job.flow.FlowJob;
import org.springframework.batch.core.job.flow.FlowStep;
import org.springframework.batch.core.job.flow.State;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepHolder;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.ReflectionUtils;

/**
 * What a step is made of. Spring Batch shows little of it, so most of this looks into its
 * fields; what can not be found is no part.
 */
final class StepIntrospector {

	/** Wrappers may wrap each other, round and round. */
	private static final int DEEPEST = 10;

	private StepIntrospector() {
	}

	/**
	 * What knows the number of records of a step.
	 * @param step a step that is about to be executed by this thread
	 * @return its reader or partitioner, whichever it is wrapped in
	 */
	static @Nullable ExpectedRecords expectedRecords(Step step) {
		return find(ExpectedRecords.class, (step instanceof PartitionStep) ? partitioner(step) : reader(step));
	}

	/**
	 * Where the reader of a step is told to stop.
	 * @param step a step that is about to be executed by this thread
	 * @return the largest number of items, or {@code null} if there is none
	 */
	static @Nullable Long maxItemCount(Step step) {
		Object reader = find(AbstractItemCountingItemStreamItemReader.class, reader(step));
		return (field(reader, "maxItemCount") instanceof Integer max && max < Integer.MAX_VALUE) ? max.longValue()
				: null;
	}

	/**
	 * The name that the executions of a step's partitions begin with.
	 * @param step a step
	 * @return the name, or {@code null} if the step has no partitions
	 */
	static @Nullable String workerName(Step step) {
		return (step instanceof PartitionStep
				&& field(step, "stepExecutionSplitter") instanceof StepExecutionSplitter splitter)
						? splitter.getStepName() : null;
	}

	/**
	 * The step that is executed for each partition, if that happens in this process.
	 * @param step a step
	 * @return the step, or {@code null} if there is none
	 */
	static @Nullable Step worker(Step step) {
		return (step instanceof PartitionStep && field(step, "partitionHandler") instanceof StepHolder handler)
				? handler.getStep() : null;
	}

	/**
	 * Where to read what the workers of a step do, if other processes execute them.
	 * @param step a step
	 * @return the repository that they share, or {@code null} if the step has no
	 * partitions or executes them in this process
	 */
	static @Nullable JobRepository repositoryOfWorkersElsewhere(Step step) {
		return (step instanceof PartitionStep && !(field(step, "partitionHandler") instanceof StepHolder)
				&& field(step, "jobRepository") instanceof JobRepository repository) ? repository : null;
	}

	/**
	 * The steps of a flow that is executed as a job, or as one step.
	 * @param job a job or step
	 * @return those of its flow, and of the flows within it
	 * @throws Exception if a flow is incomplete
	 */
	static List<Step> ofFlow(Object job) throws Exception {
		List<Step> steps = new ArrayList<>();
		if ((job instanceof FlowJob || job instanceof FlowStep) && field(job, "flow") instanceof Flow flow) {
			add(flow, steps);
		}
		return steps;
	}

	private static void add(Flow flow, List<Step> steps) throws Exception {
		if (flow instanceof InitializingBean declared) {
			// One that is declared inline does not know its states before it starts.
			declared.afterPropertiesSet();
		}
		for (State state : flow.getStates()) {
			if (state instanceof StepHolder holder) {
				steps.add(holder.getStep());
			}
			else if (state instanceof FlowHolder holder) {
				for (Flow inner : holder.getFlows()) {
					add(inner, steps);
				}
			}
		}
	}

	/**
	 * Whether a step is chunk-oriented in the old style.
	 */
	@SuppressWarnings("removal")
	static boolean hasChunks(TaskletStep step) {
		return step.getTasklet() instanceof ChunkOrientedTasklet;
	}

	private static @Nullable Object partitioner(Step step) {
		return field(field(step, "stepExecutionSplitter"), "partitioner");
	}

	private static @Nullable Object reader(Step step) {
		if (step instanceof ChunkOrientedStep) {
			return field(step, "itemReader");
		}
		return (step instanceof TaskletStep tasklet) ? field(field(tasklet.getTasklet(), "chunkProvider"), "itemReader")
				: null;
	}

	private static <T> @Nullable T find(Class<T> type, @Nullable Object part) {
		Object candidate = part;
		for (int depth = 0; depth < DEEPEST && candidate != null; depth++) {
			// Of a proxy only its target has values in its fields.
			if (type.isInstance(candidate) && !(candidate instanceof Advised)) {
				return type.cast(candidate);
			}
			candidate = unwrap(candidate);
		}
		return null;
	}

	private static @Nullable Object unwrap(Object wrapper) {
		if (wrapper instanceof Advised proxy) {
			try {
				return proxy.getTargetSource().getTarget();
			}
			catch (Exception ex) {
				return null;
			}
		}
		return field(wrapper, "delegate");
	}

	private static @Nullable Object field(@Nullable Object owner, String name) {
		if (owner == null) {
			return null;
		}
		try {
			Field field = ReflectionUtils.findField(owner.getClass(), name);
			if (field == null) {
				return null;
			}
			field.setAccessible(true);
			return field.get(owner);
		}
		catch (IllegalAccessException | RuntimeException ex) {
			return null;
		}
	}

}
