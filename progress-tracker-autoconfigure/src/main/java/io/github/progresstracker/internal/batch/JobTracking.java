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

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Reports when a job begins and ends. It is called before the user's listeners at the
 * beginning, and after them at the end, because they may change the outcome.
 *
 * @param runs the runs of all jobs
 */
record JobTracking(Supplier<BatchRuns> runs) implements JobExecutionListener, PriorityOrdered {

	@Override
	public void beforeJob(JobExecution execution) {
		BatchRuns.tell(this.runs, (runs) -> runs.jobStarted(execution));
	}

	@Override
	public void afterJob(JobExecution execution) {
		BatchRuns.tell(this.runs, (runs) -> runs.jobEnded(execution));
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Is called before the user's listeners when a job ends: if one of them throws, those
	 * after it are not called. A listener without an order that is registered last is
	 * called first.
	 *
	 * @param runs the runs of all jobs
	 */
	record BeforeListeners(Supplier<BatchRuns> runs) implements JobExecutionListener {

		@Override
		public void afterJob(JobExecution execution) {
			BatchRuns.tell(this.runs, (runs) -> runs.jobWorkDone(execution));
		}

	}

}
