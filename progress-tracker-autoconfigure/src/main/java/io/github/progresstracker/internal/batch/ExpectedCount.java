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

import io.github.progresstracker.batch.ExpectedRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How many records an execution of a step is expected to process, as far as that was
 * known when it began.
 *
 * @param known what reader, partitioner or bean said, or {@code null}
 * @param atMost where the reader is told to stop, or {@code null}
 * @param position how many records an earlier execution of the step had read already
 */
record ExpectedCount(@Nullable Long known, @Nullable Long atMost, long position) {

	/**
	 * What is known of an execution that does not begin in this process.
	 * @param step the execution, as it was created here
	 * @return what whoever created it left in its context
	 */
	static ExpectedCount elsewhere(StepExecution step) {
		return new ExpectedCount(null, null, position(step));
	}

	/**
	 * The number of records that are left for an execution. What somebody leaves in its
	 * context may come late.
	 * @param step the execution
	 * @return the number, or {@code null} if it is unknown
	 */
	@Nullable Long of(StepExecution step) {
		Long total = this.known;
		if (total == null) {
			total = fromContext(step.getExecutionContext());
		}
		if (total == null) {
			total = this.atMost;
		}
		return (total != null) ? Math.max(0, total - this.position) : null;
	}

	private static @Nullable Long fromContext(ExecutionContext context) {
		return (context.get(ExpectedRecords.KEY) instanceof Number number && number.longValue() >= 0)
				? number.longValue() : null;
	}

	/**
	 * Where the reader of an execution that begins will go on.
	 * @param step the execution
	 * @return the number of records that an earlier execution has read; 0 if this is the
	 * first one, or the reader did not save its position
	 */
	static long position(StepExecution step) {
		return step.getExecutionContext()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().endsWith(".read.count"))
			.mapToLong((entry) -> (entry.getValue() instanceof Number number) ? number.longValue() : 0)
			.sum();
	}

}
