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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Tells of the begin and end of a step. Its counts are read, not told. A record, as a
 * step refuses a listener that equals one which it has.
 *
 * @param runs told of the step
 * @param step the step
 */
record StepTracking(Supplier<BatchRuns> runs, Step step) implements StepExecutionListener {

	@Override
	public void beforeStep(StepExecution execution) {
		BatchTracking.safely(() -> this.runs.get().stepStarted(execution, this.step));
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution execution) {
		BatchTracking.safely(() -> this.runs.get().stepEnded(execution));
		return null;
	}

}
