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

package io.github.progresstracker.report.pushgateway;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.Printable;
import org.jspecify.annotations.Nullable;

/**
 * A push was answered, but not accepted.
 */
final class PushRejectedException extends IOException {

	/** How the client library words it; it tells the status in no other way. */
	private static final Pattern ANSWER = Pattern
		.compile("Response code from \\S+ was (-?\\d+)(?:, response body: (.*))?", Pattern.DOTALL);

	/** A series as the Pushgateway prints it, before it says what is wrong with it. */
	private static final Pattern SERIES = Pattern.compile("\\{ label:<.*?> \\}", Pattern.DOTALL);

	private PushRejectedException(String message) {
		super(message);
	}

	/**
	 * Reads what the client library says about a failed push.
	 * @param message its message
	 * @return what to throw, or {@code null} if there was no answer at all
	 */
	static @Nullable PushRejectedException of(@Nullable String message) {
		Matcher answer = ANSWER.matcher((message != null) ? message : "");
		if (!answer.matches()) {
			return null;
		}
		String body = answer.group(2);
		String reason = (body != null && !body.isBlank())
				? ": " + Printable.of(SERIES.matcher(body).replaceAll("{…}").strip()) : "";
		return new PushRejectedException(describe(Integer.parseInt(answer.group(1))) + reason);
	}

	private static String describe(int status) {
		if (status < 0) {
			return "the answer is not HTTP";
		}
		return switch (status / 100) {
			case 3 -> "HTTP status %d, a redirect, which is not followed".formatted(status);
			default -> "HTTP status " + status;
		};
	}

}
