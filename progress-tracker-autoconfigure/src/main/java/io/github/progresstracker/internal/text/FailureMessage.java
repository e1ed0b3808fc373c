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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Turns the message of an exception into something that can be reported to everybody: one
 * short line without control characters and secrets.
 */
public final class FailureMessage {

	private static final int MAX_LENGTH = 200;

	/** A message may have megabytes, and the job waits for this. */
	private static final int MAX_READ = 2_000;

	/** What is left for the root cause of an exception that has much to say itself. */
	private static final int MIN_CAUSE_LENGTH = 120;

	/** What a terminal takes for commands: colors, titles, and so on. */
	private static final Pattern TERMINAL_ESCAPES = Pattern.compile(
			"\u009b[0-?]*[ -/]*[@-~]|\u001b(?:\\[[0-?]*[ -/]*[@-~]|][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[0-~])");

	private static final Pattern BLANKS = Pattern.compile("[\\s\u0085\u00a0\u2028\u2029]+");

	private FailureMessage() {
	}

	/**
	 * Shortens a message to what is reported. What this returns stays as it is if it is
	 * shortened again.
	 * @param message a message, or {@code null}
	 * @return one line, or {@code null} if it says nothing
	 */
	public static @Nullable String of(@Nullable String message) {
		String line = line(message);
		return (line != null) ? cut(line, MAX_LENGTH) : null;
	}

	/**
	 * Joins the message of an exception and its root cause.
	 * @param message the message of the exception, or {@code null}
	 * @param cause the name of the root cause
	 * @param causeMessage the message of the root cause, or {@code null}
	 * @return one line that has both, unless the message repeats that of the cause
	 */
	public static String of(@Nullable String message, String cause, @Nullable String causeMessage) {
		String own = line(message);
		String root = line(causeMessage);
		String rootLine = (root != null) ? cause + ": " + root : cause;
		if (own == null) {
			return cut(rootLine, MAX_LENGTH);
		}
		if (cut(own, MAX_LENGTH).contains((root != null) ? root : cause)) {
			return cut(own, MAX_LENGTH);
		}
		int room = MAX_LENGTH - " ()".length();
		String shownCause = cut(rootLine, Math.max(MIN_CAUSE_LENGTH, room - own.length()));
		return cut(own, room - shownCause.length()) + " (" + shownCause + ")";
	}

	private static @Nullable String line(@Nullable String message) {
		if (message == null) {
			return null;
		}
		String read = (message.length() > MAX_READ) ? message.substring(0, MAX_READ) : message;
		String line = BLANKS.matcher(TERMINAL_ESCAPES.matcher(read).replaceAll("")).replaceAll(" ");
		return Values.unlessBlank(SafeText.of(SecretText.hide(line.strip()), MAX_READ));
	}

	private static String cut(String line, int length) {
		if (line.length() <= length) {
			return line;
		}
		int end = length - 1;
		if (Character.isHighSurrogate(line.charAt(end - 1))) {
			end--;
		}
		return line.substring(0, end) + "…";
	}

}
