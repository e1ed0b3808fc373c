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

package io.github.progresstracker.batch;

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.StepExecution;

/**
 * A bean that knows how many records a step has if its reader does not. There may be
 * several such beans; the first that returns a number decides.
 */
@FunctionalInterface
public interface StepExpectedRecords {

	/**
	 * How many records a step has in all, as in
	 * {@link ExpectedRecords#expectedRecords()}. This is called once for each execution
	 * of each step, on its thread and before its reader is opened; for a partitioned step
	 * and for each of its partitions. If it throws an exception, that is logged, and the
	 * number is unknown.
	 * @param step the execution that begins, with the names of step and job and with the
	 * parameters
	 * @return the number of records, or {@code null} if this bean does not know it
	 */
	@Nullable Long expectedRecords(StepExecution step);

}
