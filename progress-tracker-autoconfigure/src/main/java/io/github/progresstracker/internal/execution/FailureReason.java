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

import org.jspecify.annotations.Nullable;

/**
 * Names the cause of a failed run.
 */
public final class FailureReason {

	/** Exceptions may wrap each other in a cycle. */
	private static final int MAX_DEPTH = 20;

	private FailureReason() {
	}

	/**
	 * Returns the simple class name of an exception. Wrappers that only tell that a call
	 * failed are removed.
	 * @param cause the exception, or {@code null} if there is none
	 * @return the name
	 */
	public static String of(@Nullable Throwable cause) {
		return of(cause, (other) -> false);
	}

	/**
	 * Returns the simple class name of an exception that a framework threw.
	 * @param cause the exception, or {@code null} if there is none
	 * @param wrapper recognizes the framework's own wrappers, which are removed as well
	 * @return the name
	 */
	public static String of(@Nullable Throwable cause, Predicate<Throwable> wrapper) {
		if (cause == null) {
			return "unknown";
		}
		Class<?> type = unwrap(cause, wrapper).getClass();
		return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
	}

	private static Throwable unwrap(Throwable cause, Predicate<Throwable> wrapper) {
		Throwable unwrapped = cause;
		for (int depth = 0; depth < MAX_DEPTH && (isWrapper(unwrapped) || wrapper.test(unwrapped)); depth++) {
			Throwable wrapped = unwrapped.getCause();
			if (wrapped == null) {
				break;
			}
			unwrapped = wrapped;
		}
		return unwrapped;
	}

	private static boolean isWrapper(Throwable cause) {
		return cause instanceof ExecutionException || cause instanceof CompletionException
				|| cause instanceof InvocationTargetException || cause instanceof UndeclaredThrowableException;
	}

}
