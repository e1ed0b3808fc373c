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
 * Text from outside (names of jobs and stages, answers of servers), made safe to be
 * logged or shown: no line breaks, no terminal escapes, not endless.
 */
public final class SafeText {

	private static final int LONGEST = 200;

	/** For those who debug. */
	private static final int LONGEST_MESSAGE = 10_000;

	/** Causes may cause each other, round and round. */
	private static final int DEEPEST = 20;

	private SafeText() {
	}

	/**
	 * The text on one line, with each control or invisible formatting character, and each
	 * half of one, written as {@code \}{@code uXXXX}, and cut after 200 characters.
	 * @param text any text
	 * @return the text to show
	 */
	public static String of(String text) {
		return of(text, LONGEST);
	}

	/**
	 * As {@link #of(String)}, with another limit.
	 * @param text any text
	 * @param longest number of characters to cut the text after
	 * @return the text to show
	 */
	public static String of(String text, int longest) {
		StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 1);
		int i = 0;
		while (i < text.length()) {
			if (i >= longest) {
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
	 * An exception whose stack trace is safe to be logged, as its message may be from
	 * outside.
	 * @param exception any exception
	 * @return an exception that looks like it, its causes included
	 */
	public static Throwable of(Throwable exception) {
		return copy(exception, 0);
	}

	private static Throwable copy(Throwable exception, int depth) {
		Throwable cause = exception.getCause();
		boolean deeper = depth < DEEPEST;
		PrintableException copy = new PrintableException(of(exception.toString(), LONGEST_MESSAGE),
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

	private static final class PrintableException extends Exception {

		PrintableException(String message, @Nullable Throwable cause) {
			super(message, cause);
		}

	}

}
