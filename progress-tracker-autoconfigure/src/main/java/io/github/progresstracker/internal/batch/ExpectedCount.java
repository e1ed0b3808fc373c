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

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.progresstracker.batch.ExpectedRecords;
import io.github.progresstracker.batch.StepExpectedRecords;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The number of records that an execution of a step is expected to process, as far as it
 * is known when the execution begins.
 *
 * @param total the number that a reader, partitioner or bean returned, or {@code null}
 * @param limit the number after which the reader stops, or {@code null}
 * @param position the number of records that an earlier execution of the step has read
 */
record ExpectedCount(@Nullable Long total, @Nullable Long limit, long position) {

	private static final Logger logger = LoggerFactory.getLogger(BatchRuns.class);

	/**
	 * Asks the parts of a step and the user's beans. This runs code of the user, which
	 * may fail: then the number is unknown, and the job goes on.
	 * @param execution an execution that this thread is about to begin
	 * @param step the step
	 * @param beans the user's beans
	 * @return what is known
	 */
	static ExpectedCount find(StepExecution execution, Step step, Supplier<Stream<StepExpectedRecords>> beans) {
		Guard guard = new Guard(logger,
				"The number of records of step '" + SafeText.of(execution.getStepName()) + "' could not be determined",
				"The step is tracked without it");
		Long total = ask(guard, () -> fromParts(execution, step));
		if (total == null) {
			total = ask(guard, () -> fromBeans(execution, beans));
		}
		return new ExpectedCount(total, StepIntrospector.maxItemCount(step), position(execution));
	}

	/**
	 * What is known of an execution in another process.
	 * @param created the execution as this process created it
	 * @return what its context contains
	 */
	static ExpectedCount remote(StepExecution created) {
		return new ExpectedCount(fromContext(created.getExecutionContext()), null, position(created));
	}

	private static @Nullable Long ask(Guard guard, Supplier<@Nullable Long> question) {
		try {
			Long answer = question.get();
			return (answer != null && answer >= 0) ? answer : null;
		}
		catch (Throwable ex) {
			guard.failed(ex);
			return null;
		}
	}

	private static @Nullable Long fromParts(StepExecution execution, Step step) {
		// A restart executes only those partitions that did not complete.
		if (StepIntrospector.isRestartOfManager(execution)) {
			return null;
		}
		ExpectedRecords part = StepIntrospector.expectedRecords(step);
		return (part != null) ? part.expectedRecords() : null;
	}

	private static @Nullable Long fromBeans(StepExecution execution, Supplier<Stream<StepExpectedRecords>> beans) {
		return beans.get()
			.map((bean) -> bean.expectedRecords(execution))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable Long fromContext(ExecutionContext context) {
		return (context.get(ExpectedRecords.KEY) instanceof Number number && number.longValue() >= 0)
				? number.longValue() : null;
	}

	/**
	 * Where the reader of an execution will continue.
	 * @param execution an execution that has not begun yet
	 * @return the number of records that an earlier execution has read; 0 if there was
	 * none, or if its reader did not save the position
	 */
	private static long position(StepExecution execution) {
		return execution.getExecutionContext()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().endsWith(".read.count"))
			.mapToLong((entry) -> (entry.getValue() instanceof Number number) ? number.longValue() : 0)
			.sum();
	}

	/**
	 * The number of records that are left for an execution. A listener or tasklet may put
	 * the total into the execution context while the step works.
	 * @param execution the execution
	 * @return the number, or {@code null} if it is unknown
	 */
	@Nullable Long of(StepExecution execution) {
		Long known = this.total;
		if (known == null) {
			known = fromContext(execution.getExecutionContext());
		}
		if (known == null) {
			known = this.limit;
		}
		return (known != null) ? Math.max(0, known - this.position) : null;
	}

}
