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

import java.time.LocalDateTime;
import java.util.Objects;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.spi.ManagedRun;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/**
 * The run that belongs to an execution of a Spring Batch job.
 */
final class BatchRun {

	private final JobExecution execution;

	private final LiveSteps steps;

	private final ManagedRun run;

	private volatile boolean workDone;

	private volatile @Nullable LocalDateTime updatedBeforeListeners;

	BatchRun(JobExecution execution, LiveSteps steps, ManagedRun run) {
		this.execution = execution;
		this.steps = steps;
		this.run = run;
	}

	LiveSteps steps() {
		return this.steps;
	}

	void begin() {
		this.run.begin();
	}

	void stagesChanged() {
		this.run.liveStagesChanged();
	}

	/**
	 * The steps are done. The user's listeners are called next, and may still change the
	 * outcome.
	 */
	void workDone() {
		this.run.stopClock();
		this.updatedBeforeListeners = this.execution.getLastUpdated();
		this.workDone = true;
	}

	/**
	 * Whether the job is over although our last listener was not called, because one of
	 * the user's listeners threw an exception. Spring Batch saves the execution once more
	 * after the listeners.
	 * @return whether that happened
	 */
	boolean isOver() {
		return this.workDone && !Objects.equals(this.execution.getLastUpdated(), this.updatedBeforeListeners);
	}

	void end() {
		BatchStatus status = this.execution.getStatus();
		if (status == BatchStatus.COMPLETED) {
			this.run.end(RunStatus.COMPLETED, null);
		}
		else if (status == BatchStatus.STOPPED || status == BatchStatus.STOPPING) {
			this.run.end(RunStatus.INTERRUPTED, null);
		}
		else {
			FailureReason reason = BatchFailure.reason(this.execution, this.steps.failed());
			this.run.end(RunStatus.FAILED, reason.exception(), reason.message());
		}
	}

}
