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

package io.github.progresstracker.internal.execution;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

import io.github.progresstracker.internal.text.FailureMessage;
import org.jspecify.annotations.Nullable;

/**
 * What made a run fail. Name and message belong to the same exception of the chain: the
 * outermost one that says more than that a call failed. That is the one that the job's
 * author threw or catches, and its name does not change with the driver below it. What
 * the root cause says is appended to the message, with its own name.
 * <p>
 * Exceptions are foreign code. Whatever their methods throw is ignored.
 *
 * @param exception the simple class name of the exception
 * @param message its message on one line, as in a {@code JobFailure}; {@code null} if
 * there is none
 */
public record FailureReason(String exception, @Nullable String message) {

	/** Exceptions may wrap each other in a cycle. */
	private static final int MAX_DEPTH = 20;

	/**
	 * Describes an exception. Wrappers that only tell that a call failed are removed.
	 * @param cause the exception, or {@code null} if there is none
	 * @return the reason
	 */
	public static FailureReason of(@Nullable Throwable cause) {
		return of(cause, (other) -> false);
	}

	/**
	 * Describes an exception that a framework threw.
	 * @param cause the exception, or {@code null} if there is none
	 * @param wrapper recognizes the framework's own wrappers, which are removed as well
	 * @return the reason
	 */
	public static FailureReason of(@Nullable Throwable cause, Predicate<Throwable> wrapper) {
		if (cause == null) {
			return new FailureReason("unknown", null);
		}
		Throwable named = unwrap(cause, wrapper);
		return new FailureReason(name(named), message(named));
	}

	private static String name(Throwable exception) {
		Class<?> type = exception.getClass();
		return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
	}

	private static @Nullable String message(Throwable exception) {
		try {
			Throwable root = root(exception);
			String message = messageOf(exception);
			return (root == exception) ? FailureMessage.of(message)
					: FailureMessage.of(message, name(root), messageOf(root));
		}
		catch (Throwable ex) {
			// The memory may be exhausted: better no message than no failure
			return null;
		}
	}

	private static @Nullable String messageOf(Throwable exception) {
		try {
			return exception.getMessage();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static Throwable root(Throwable exception) {
		Throwable root = exception;
		for (int depth = 0; depth < MAX_DEPTH; depth++) {
			Throwable cause = cause(root);
			if (cause == null || cause == exception) {
				break;
			}
			root = cause;
		}
		return root;
	}

	private static Throwable unwrap(Throwable cause, Predicate<Throwable> wrapper) {
		Throwable unwrapped = cause;
		for (int depth = 0; depth < MAX_DEPTH && isWrapper(unwrapped, wrapper); depth++) {
			Throwable wrapped = cause(unwrapped);
			if (wrapped == null) {
				break;
			}
			unwrapped = wrapped;
		}
		return unwrapped;
	}

	private static @Nullable Throwable cause(Throwable exception) {
		try {
			return exception.getCause();
		}
		catch (Throwable ex) {
			return null;
		}
	}

	private static boolean isWrapper(Throwable cause, Predicate<Throwable> wrapper) {
		if (cause instanceof ExecutionException || cause instanceof CompletionException
				|| cause instanceof InvocationTargetException || cause instanceof UndeclaredThrowableException) {
			return true;
		}
		try {
			return wrapper.test(cause);
		}
		catch (Throwable ex) {
			return false;
		}
	}

}
