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

import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Tells the executions of a step with partitions from those of its workers. The first
 * only has the sum of the others, and that only in the end.
 */
final class Partitions {

	/** Left in the context by the splitter, for the restart. */
	private static final String GRID_SIZE = "SimpleStepExecutionSplitter.GRID_SIZE";

	private Partitions() {
	}

	static boolean isManager(StepExecution execution) {
		ExecutionContext context = execution.getExecutionContext();
		return context.containsKey(GRID_SIZE) || PartitionStep.class.getName().equals(context.get(Step.STEP_TYPE_KEY));
	}

	/**
	 * Whether an execution that begins is the restart of a step with partitions.
	 */
	static boolean isRestarted(StepExecution execution) {
		return execution.getExecutionContext().containsKey(GRID_SIZE);
	}

}
