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

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.execution.FailureReason;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.skip.SkipLimitExceededException;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.repeat.RepeatException;
import org.springframework.core.retry.RetryException;

/**
 * Finds out why a job failed.
 */
final class BatchFailure {

	/** The beginning of a stack trace: the name of the exception, and its message. */
	private static final Pattern STACK_TRACE = Pattern
		.compile("[\\w.$]+[.$](?<name>\\w+)(?:: (?<message>[\\s\\S]*?))?(?=\\R\\s+at |\\RCaused by: |$)");

	/** By name, because Spring Retry may be missing on the class path. */
	private static final List<String> WRAPPER_PACKAGES = List.of("org.springframework.batch.core.",
			"org.springframework.retry.");

	private BatchFailure() {
	}

	/**
	 * The reason that is shown.
	 * @param execution a job that failed
	 * @param step the step that made it fail, or {@code null}
	 * @return the exception, or the exit status and its description if there was none
	 */
	static FailureReason reason(JobExecution execution, @Nullable StepExecution step) {
		Throwable cause = (step != null) ? first(step.getFailureExceptions()) : null;
		FailureReason remote = (step != null && cause == null) ? remoteReason(step) : null;
		if (remote != null) {
			return remote;
		}
		if (cause == null) {
			cause = first(execution.getFailureExceptions());
		}
		return (cause != null) ? FailureReason.of(cause, BatchFailure::isWrapper)
				: new FailureReason("exit status " + execution.getExitStatus().getExitCode(),
						execution.getExitStatus().getExitDescription());
	}

	/**
	 * All that is known of an exception in another process is the beginning of its stack
	 * trace.
	 */
	private static @Nullable FailureReason remoteReason(StepExecution step) {
		Matcher matcher = STACK_TRACE.matcher(step.getExitStatus().getExitDescription());
		return matcher.lookingAt() ? new FailureReason(matcher.group("name"), matcher.group("message")) : null;
	}

	/**
	 * The step that made a job fail: the last one that failed, but a worker rather than
	 * its manager, which fails only because a worker did.
	 * @param steps the executions of the job's steps
	 * @return the execution of the step, or {@code null} if no step failed
	 */
	static @Nullable StepExecution failedStep(Collection<StepExecution> steps) {
		StepExecution failed = null;
		for (StepExecution step : steps) {
			if (step.getStatus() == BatchStatus.FAILED
					&& (failed == null || !StepIntrospector.isManager(step) || StepIntrospector.isManager(failed))) {
				failed = step;
			}
		}
		return failed;
	}

	private static @Nullable Throwable first(List<Throwable> exceptions) {
		return exceptions.isEmpty() ? null : exceptions.get(0);
	}

	/** An exception that only says where another one was thrown, or not skipped. */
	private static boolean isWrapper(Throwable cause) {
		if (cause instanceof SkipLimitExceededException) {
			return false;
		}
		String type = cause.getClass().getName();
		return cause instanceof RetryException || cause instanceof ItemStreamException
				|| cause instanceof RepeatException || WRAPPER_PACKAGES.stream().anyMatch(type::startsWith);
	}

}
