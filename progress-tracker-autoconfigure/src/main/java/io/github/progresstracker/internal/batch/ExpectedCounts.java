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
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * Asks whoever may know how many records a step has. That is code of the user, which may
 * fail: then the number is unknown, and the job goes on.
 */
final class ExpectedCounts {

	private static final Logger logger = LoggerFactory.getLogger(BatchRuns.class);

	private final Supplier<Stream<StepExpectedRecords>> beans;

	ExpectedCounts(Supplier<Stream<StepExpectedRecords>> beans) {
		this.beans = beans;
	}

	/**
	 * Asks about a step that is about to be executed by this thread.
	 * @param execution the execution
	 * @param step the step
	 * @return what is known
	 */
	ExpectedCount find(StepExecution execution, Step step) {
		Long known = ask(execution, () -> fromParts(execution, step));
		if (known == null) {
			known = ask(execution, () -> fromBeans(execution));
		}
		return new ExpectedCount(known, StepIntrospector.maxItemCount(step), ExpectedCount.position(execution));
	}

	private static @Nullable Long fromParts(StepExecution execution, Step step) {
		// After a restart only those partitions are executed that did not complete.
		if (Partitions.isRestarted(execution)) {
			return null;
		}
		ExpectedRecords part = StepIntrospector.expectedRecords(step);
		return (part != null) ? part.expectedRecords() : null;
	}

	private @Nullable Long fromBeans(StepExecution execution) {
		return this.beans.get()
			.map((bean) -> bean.expectedRecords(execution))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable Long ask(StepExecution execution, Supplier<@Nullable Long> question) {
		try {
			Long answer = question.get();
			return (answer != null && answer >= 0) ? answer : null;
		}
		catch (Throwable ex) {
			logger.warn("How many records step '{}' has is unknown, as the answer failed: {}",
					SafeText.of(execution.getStepName()), SafeText.of(ex.toString()));
			if (logger.isDebugEnabled()) {
				logger.debug("The expected records could not be found out", SafeText.of(ex));
			}
			return null;
		}
	}

}
