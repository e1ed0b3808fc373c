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
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.SimpleJob;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.FlowHolder;
import org.springframework.batch.core.job.flow.FlowJob;
import org.springframework.batch.core.job.flow.FlowStep;
import org.springframework.batch.core.job.flow.State;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepHolder;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.batch.core.step.item.ChunkOrientedTasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.ReflectionUtils;

/**
 * Looks into the steps and executions of Spring Batch. Most of what is needed has no
 * public accessor, so it is read from fields: this is the one place that knows their
 * names. A field that a release of Spring Batch renames makes its value unknown, and does
 * no other harm.
 */
final class StepIntrospector {

	/** Of an {@link AbstractItemCountingItemStreamItemReader}. */
	static final String MAX_ITEM_COUNT = "maxItemCount";

	/** Of a {@link ChunkOrientedStep}, and of what provides chunks in the old style. */
	static final String ITEM_READER = "itemReader";

	/** Of a {@link ChunkOrientedTasklet}. */
	static final String CHUNK_PROVIDER = "chunkProvider";

	/** Of a reader that wraps another one. */
	static final String DELEGATE = "delegate";

	/** Of a {@link PartitionStep}. */
	static final String STEP_EXECUTION_SPLITTER = "stepExecutionSplitter";

	/** Of a {@link SimpleStepExecutionSplitter}. */
	static final String PARTITIONER = "partitioner";

	/** Of a {@link PartitionStep}. */
	static final String PARTITION_HANDLER = "partitionHandler";

	/** Of an {@link AbstractStep}. */
	static final String JOB_REPOSITORY = "jobRepository";

	/** Of a {@link SimpleJob}. */
	static final String STEPS = "steps";

	/** Of a {@link FlowJob} and of a {@link FlowStep}. */
	static final String FLOW = "flow";

	/** Key that the splitter leaves in the execution context of a partitioned step. */
	static final String GRID_SIZE = "SimpleStepExecutionSplitter.GRID_SIZE";

	/** Wrappers may wrap each other in a circle. */
	private static final int MAX_DEPTH = 10;

	private StepIntrospector() {
	}

	/**
	 * The part of a step that knows its number of records.
	 * @param step a step that this thread is about to execute
	 * @return its reader or partitioner without wrappers and proxies, or {@code null}
	 */
	static @Nullable ExpectedRecords expectedRecords(Step step) {
		return find(ExpectedRecords.class, (step instanceof PartitionStep) ? partitioner(step) : reader(step));
	}

	/**
	 * The number of items after which the reader of a step stops.
	 * @param step a step that this thread is about to execute
	 * @return the number, or {@code null} if there is no limit
	 */
	static @Nullable Long maxItemCount(Step step) {
		Object reader = find(AbstractItemCountingItemStreamItemReader.class, reader(step));
		return (field(reader, MAX_ITEM_COUNT) instanceof Integer max && max < Integer.MAX_VALUE) ? max.longValue()
				: null;
	}

	/**
	 * The name with which the executions of a step's partitions begin.
	 * @param step a step
	 * @return the name, or {@code null} if the step has no partitions
	 */
	static @Nullable String workerName(Step step) {
		return (step instanceof PartitionStep
				&& field(step, STEP_EXECUTION_SPLITTER) instanceof StepExecutionSplitter splitter)
						? splitter.getStepName() : null;
	}

	/**
	 * The step that this process executes for each partition.
	 * @param step a step
	 * @return the step, or {@code null} if there is none
	 */
	static @Nullable Step worker(Step step) {
		return (step instanceof PartitionStep && field(step, PARTITION_HANDLER) instanceof StepHolder handler)
				? handler.getStep() : null;
	}

	/**
	 * The repository from which to read the counts of workers in other processes.
	 * @param step a step
	 * @return the repository that they share, or {@code null} if the step has no
	 * partitions or executes them in this process
	 */
	static @Nullable JobRepository repositoryOfRemoteWorkers(Step step) {
		return (step instanceof PartitionStep && field(step, PARTITION_HANDLER) instanceof PartitionHandler handler
				&& !(handler instanceof StepHolder) && field(step, JOB_REPOSITORY) instanceof JobRepository repository)
						? repository : null;
	}

	/**
	 * The steps of a job. Those in the scope of a job are proxies, which do not know
	 * their names before the job runs, so the names are no way to find the others.
	 * @param job a job
	 * @return its steps
	 */
	static List<Step> steps(AbstractJob job) {
		List<Step> steps = new ArrayList<>();
		// A job of a class of its own may have other steps.
		if (job.getClass() == SimpleJob.class && field(job, STEPS) instanceof List<?> known) {
			for (Object step : known) {
				steps.add((Step) step);
			}
			return steps;
		}
		for (String name : job.getStepNames()) {
			steps.add(job.getStep(name));
		}
		return steps;
	}

	/**
	 * The steps of a flow.
	 * @param jobOrStep a job or step
	 * @return the steps of its flow, including nested flows; none if it has no flow
	 * @throws Exception if a flow is incomplete
	 */
	static List<Step> stepsOfFlow(Object jobOrStep) throws Exception {
		List<Step> steps = new ArrayList<>();
		if ((jobOrStep instanceof FlowJob || jobOrStep instanceof FlowStep)
				&& field(jobOrStep, FLOW) instanceof Flow flow) {
			add(flow, steps);
		}
		return steps;
	}

	private static void add(Flow flow, List<Step> steps) throws Exception {
		if (flow instanceof InitializingBean declared) {
			// A flow that is declared inline does not know its states before it starts.
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
	 * Whether a step is chunk-oriented in the old style, that of Spring Batch 5.
	 */
	@SuppressWarnings("removal")
	static boolean hasChunks(TaskletStep step) {
		return step.getTasklet() instanceof ChunkOrientedTasklet;
	}

	/**
	 * Whether an execution is that of a partitioned step. It has no counts but the sum of
	 * its workers' counts, and that only at the end.
	 */
	static boolean isManager(StepExecution execution) {
		return isRestartOfManager(execution)
				|| PartitionStep.class.getName().equals(execution.getExecutionContext().get(Step.STEP_TYPE_KEY));
	}

	/**
	 * Whether an execution that is about to begin is the restart of a partitioned step.
	 */
	static boolean isRestartOfManager(StepExecution execution) {
		return execution.getExecutionContext().containsKey(GRID_SIZE);
	}

	private static @Nullable Object partitioner(Step step) {
		return field(field(step, STEP_EXECUTION_SPLITTER), PARTITIONER);
	}

	private static @Nullable Object reader(Step step) {
		if (step instanceof ChunkOrientedStep) {
			return field(step, ITEM_READER);
		}
		return (step instanceof TaskletStep tasklet) ? field(field(tasklet.getTasklet(), CHUNK_PROVIDER), ITEM_READER)
				: null;
	}

	private static <T> @Nullable T find(Class<T> type, @Nullable Object part) {
		Object candidate = part;
		for (int depth = 0; depth < MAX_DEPTH && candidate != null; depth++) {
			// The fields of a proxy are empty, those of its target are not.
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
		return field(wrapper, DELEGATE);
	}

	static @Nullable Object field(@Nullable Object owner, String name) {
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
