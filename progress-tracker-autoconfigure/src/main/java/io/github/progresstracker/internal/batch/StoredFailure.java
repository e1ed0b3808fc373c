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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.text.FailureMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;

/**
 * Finds out from the job repository why a job of another process failed. It has no
 * exception any more, but the description of the exit status is the beginning of the
 * stack trace: 2,500 characters in most databases, so the causes at its end may be
 * missing.
 */
final class StoredFailure {

	/** More can hardly be of use, and another kind of repository may store megabytes. */
	private static final int MAX_LENGTH = 10_000;

	/**
	 * The name of an exception and its message, at the beginning or as a cause. A name
	 * with a capital letter: {@code orders.csv: not found} names none.
	 */
	private static final Pattern EXCEPTION = Pattern
		.compile("(?:^|\\RCaused by: )(?<type>[\\w.$]+\\.\\p{Lu}[\\w$]*)(?:: (?<message>[\\s\\S]*?))?"
				+ "(?=\\R\\s+at |\\R\\s+\\.\\.\\. |\\RCaused by: |$)");

	/** They only say where another exception was thrown, or not skipped. */
	private static final List<String> WRAPPERS = List.of("org.springframework.batch.core.",
			"org.springframework.retry.", "org.springframework.core.retry.RetryException",
			"org.springframework.batch.infrastructure.item.ItemStreamException",
			"org.springframework.batch.infrastructure.repeat.RepeatException",
			"java.util.concurrent.ExecutionException", "java.util.concurrent.CompletionException",
			"java.lang.reflect.InvocationTargetException", "java.lang.reflect.UndeclaredThrowableException");

	private static final String NO_WRAPPER = "org.springframework.batch.core.step.skip.SkipLimitExceededException";

	private StoredFailure() {
	}

	/**
	 * The reason that is shown, as far as it is stored.
	 * @param status the exit status of a step or job that failed
	 * @return the exception, or {@code null} if its description begins with none
	 */
	static @Nullable FailureReason reason(ExitStatus status) {
		List<Stored> chain = chain(status.getExitDescription());
		if (chain.isEmpty()) {
			return null;
		}
		int last = chain.size() - 1;
		int shown = 0;
		while (shown < last && chain.get(shown).isWrapper()) {
			shown++;
		}
		Stored named = chain.get(shown);
		Stored root = chain.get(last);
		String message = (shown == last) ? FailureMessage.of(named.message())
				: FailureMessage.of(named.message(), root.name(), root.message());
		return new FailureReason(named.name(), message);
	}

	/**
	 * The reason that is shown if there was no exception.
	 * @param status the exit status of a job that failed
	 * @return the exit status and its description
	 */
	static FailureReason withoutException(ExitStatus status) {
		return new FailureReason("exit status " + status.getExitCode(), FailureMessage.of(status.getExitDescription()));
	}

	private static List<Stored> chain(String description) {
		List<Stored> chain = new ArrayList<>();
		String trace = description.substring(0, Math.min(MAX_LENGTH, description.length()));
		Matcher matcher = EXCEPTION.matcher(trace);
		while (matcher.find()) {
			boolean first = matcher.start() == 0;
			if (!first && chain.isEmpty()) {
				break;
			}
			String message = matcher.group("message");
			// A name that nothing follows is the beginning of one that was cut off.
			if (first || message != null || matcher.end() < trace.length()) {
				chain.add(new Stored(matcher.group("type"), message));
			}
		}
		return chain;
	}

	/**
	 * An exception as a stack trace names it.
	 *
	 * @param type the name of its class
	 * @param message its message, or {@code null} if it has none
	 */
	private record Stored(String type, @Nullable String message) {

		boolean isWrapper() {
			return !this.type.equals(NO_WRAPPER) && WRAPPERS.stream().anyMatch(this.type::startsWith);
		}

		/** The simple name, as of a class that is nested in another one. */
		String name() {
			return this.type.substring(Math.max(this.type.lastIndexOf('.'), this.type.lastIndexOf('$')) + 1);
		}

	}

}
