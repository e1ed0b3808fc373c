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

package io.github.progresstracker.internal.text;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from outside, such as names of jobs and responses of servers, safe to log or
 * show: without line breaks and terminal escapes, and of limited length.
 */
public final class SafeText {

	private static final int MAX_LENGTH = 200;

	/** Messages in stack traces are for debugging and may be longer. */
	private static final int MAX_MESSAGE_LENGTH = 10_000;

	/** Exceptions may cause each other in a cycle. */
	private static final int MAX_DEPTH = 20;

	private SafeText() {
	}

	/**
	 * Returns a text on one line, truncated after 200 characters. Control characters,
	 * invisible formatting characters and lone surrogates are written as
	 * {@code \}{@code uXXXX}.
	 * @param text any text
	 * @return the text to show
	 */
	public static String of(String text) {
		return of(text, MAX_LENGTH);
	}

	/**
	 * Does the same as {@link #of(String)} with another limit.
	 * @param text any text
	 * @param maxLength the number of characters after which the text is truncated
	 * @return the text to show
	 */
	public static String of(String text, int maxLength) {
		StringBuilder shown = new StringBuilder(Math.min(text.length(), maxLength) + 1);
		int i = 0;
		while (i < text.length()) {
			if (i >= maxLength) {
				return shown.append('…').toString();
			}
			int character = text.codePointAt(i);
			if (isUnsafe(character)) {
				for (char half : Character.toChars(character)) {
					shown.append("\\u%04x".formatted((int) half));
				}
			}
			else {
				shown.appendCodePoint(character);
			}
			i += Character.charCount(character);
		}
		return shown.toString();
	}

	/**
	 * Copies an exception so that its stack trace is safe to log, even if messages come
	 * from outside.
	 * @param exception any exception
	 * @return an exception that looks like it, including its causes
	 */
	public static Throwable of(Throwable exception) {
		return copy(exception, 0);
	}

	private static Throwable copy(Throwable exception, int depth) {
		Throwable cause = exception.getCause();
		boolean deeper = depth < MAX_DEPTH;
		SafeException copy = new SafeException(of(exception.toString(), MAX_MESSAGE_LENGTH),
				(cause != null && deeper) ? copy(cause, depth + 1) : null);
		copy.setStackTrace(
				Arrays.stream(exception.getStackTrace()).map(SafeText::of).toArray(StackTraceElement[]::new));
		for (Throwable suppressed : exception.getSuppressed()) {
			if (deeper) {
				copy.addSuppressed(copy(suppressed, depth + 1));
			}
		}
		return copy;
	}

	private static StackTraceElement of(StackTraceElement frame) {
		String file = frame.getFileName();
		return new StackTraceElement(of(frame.getClassName()), of(frame.getMethodName()),
				(file != null) ? of(file) : null, frame.getLineNumber());
	}

	private static boolean isUnsafe(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				true;
			default -> false;
		};
	}

	private static final class SafeException extends Exception {

		SafeException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
