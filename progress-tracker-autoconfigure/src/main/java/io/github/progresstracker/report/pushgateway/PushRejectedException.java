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
import java.util.regex.Pattern;

import io.github.progresstracker.Printable;

/**
 * A push was answered, but not accepted.
 */
final class PushRejectedException extends IOException {

	/** A series as the Pushgateway prints it, before it says what is wrong with it. */
	private static final Pattern SERIES = Pattern.compile("\\{ label:<.*?> \\}", Pattern.DOTALL);

	private PushRejectedException(String message) {
		super(message);
	}

	static PushRejectedException of(Answer answer) {
		String body = SERIES.matcher(answer.body()).replaceAll("{…}").strip();
		return new PushRejectedException(describe(answer) + (body.isEmpty() ? "" : ": " + Printable.of(body)));
	}

	private static String describe(Answer answer) {
		if (answer.status() < 0) {
			return "the answer is not HTTP";
		}
		return "HTTP status " + answer.status() + (answer.isRedirect() ? ", a redirect, which is not followed" : "");
	}

}
