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

import java.util.List;

import io.github.progresstracker.RunControl;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.FatalStepExecutionException;
import org.springframework.batch.core.step.StepExecution;

import org.springframework.core.retry.RetryException;

/**
 * Finds out why a job failed.
 */
final class BatchFailure {

	/** Wrappers may wrap each other, round and round. */
	private static final int DEEPEST = 20;

	private BatchFailure() {
	}

	/**
	 * What is shown as the reason.
	 * @param execution a job that failed
	 * @return the name of the exception, or the exit status if there was none
	 */
	static String reason(JobExecution execution) {
		Throwable cause = cause(execution);
		return (cause != null) ? RunControl.reasonOf(unwrap(cause))
				: "exit status " + execution.getExitStatus().getExitCode();
	}

	private static @Nullable Throwable cause(JobExecution execution) {
		StepExecution step = failedStep(execution);
		Throwable cause = (step != null) ? first(step.getFailureExceptions()) : null;
		return (cause != null) ? cause : first(execution.getFailureExceptions());
	}

	/**
	 * The step that made a job fail: the last that did, but a worker rather than the step
	 * that only learned of its failure.
	 * @param execution a job
	 * @return the execution of the step, or {@code null} if no step failed
	 */
	static @Nullable StepExecution failedStep(JobExecution execution) {
		StepExecution failed = null;
		for (StepExecution step : execution.getStepExecutions()) {
			if (step.getStatus() == BatchStatus.FAILED
					&& (failed == null || !Partitions.isManager(step) || Partitions.isManager(failed))) {
				failed = step;
			}
		}
		return failed;
	}

	private static @Nullable Throwable first(List<Throwable> exceptions) {
		return exceptions.isEmpty() ? null : exceptions.get(0);
	}

	/** Wrappers that only say where it happened. */
	private static Throwable unwrap(Throwable cause) {
		Throwable unwrapped = cause;
		for (int depth = 0; depth < DEEPEST
				&& (unwrapped instanceof FatalStepExecutionException || unwrapped instanceof RetryException); depth++) {
			Throwable wrapped = unwrapped.getCause();
			if (wrapped == null) {
				break;
			}
			unwrapped = wrapped;
		}
		return unwrapped;
	}

}
