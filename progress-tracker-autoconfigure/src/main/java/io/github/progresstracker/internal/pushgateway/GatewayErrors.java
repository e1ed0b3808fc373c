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

package io.github.progresstracker.internal.pushgateway;

import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.RejectedReportException;

/**
 * What to tell of a push that was answered, but not accepted: the status, what to do, and
 * then the answer itself, because the end of a long message may be cut.
 */
final class GatewayErrors {

	private static final Pattern DUPLICATE = Pattern
		.compile("collected metric \"(\\w+)\" \\{ (.*) \\} was collected before", Pattern.DOTALL);

	/** Client errors that go away by themselves: time-outs and too many requests. */
	private static final Set<Integer> PASSING = Set.of(408, 425, 429);

	private GatewayErrors() {
	}

	static IOException of(GatewayResponse answer) {
		if (answer.status() < 0) {
			return new IOException("the answer is not HTTP");
		}
		Matcher duplicate = DUPLICATE.matcher(answer.body());
		String message = "HTTP status " + answer.status() + ((answer.status() == 400 && duplicate.find())
				? describe(duplicate) : hint(answer) + quote(answer.body()));
		return isLasting(answer) ? new RejectedReportException(message) : new IOException(message);
	}

	private static boolean isLasting(GatewayResponse answer) {
		return answer.isRedirect() || (answer.status() / 100 == 4 && !PASSING.contains(answer.status()));
	}

	private static String describe(Matcher duplicate) {
		return ", delete the other group that has this series already: "
				+ SafeText.of(duplicate.group(1) + PrintedSeries.labels(duplicate.group(2)));
	}

	private static String hint(GatewayResponse answer) {
		return switch (answer.status()) {
			case 401 -> ", check user name and password, or the token";
			case 403 -> ", these credentials may not push, or a proxy forbids it";
			case 404, 405 -> ", check the URL and its path: there is no Pushgateway";
			case 413 -> ", a report is larger than a proxy lets through; have fewer stages, or change its limit";
			default -> answer.isRedirect() ? redirect(answer) : retryAfter(answer);
		};
	}

	private static String redirect(GatewayResponse answer) {
		String location = answer.location();
		if (location == null) {
			return ", a redirect to nowhere";
		}
		// What comes after the path may be a secret of a login page.
		String place = location.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//***@");
		return ", a redirect that is not followed; check the URL: it leads to " + SafeText.of(place);
	}

	private static String retryAfter(GatewayResponse answer) {
		String when = answer.retryAfter();
		if (when == null) {
			return "";
		}
		return when.matches("[0-9]{1,9}") ? ", it asks to wait %s seconds".formatted(when)
				: ", it asks to wait until " + SafeText.of(when);
	}

	private static String quote(String body) {
		return body.isBlank() ? "" : ": " + SafeText.of(body.strip());
	}

}
