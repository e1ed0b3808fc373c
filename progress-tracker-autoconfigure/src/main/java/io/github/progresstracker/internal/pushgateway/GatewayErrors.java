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
 * Explains a response that does not accept a push: first the status, then what to do, and
 * last the text of the response, because the end of a long message may be cut off.
 */
final class GatewayErrors {

	private static final Pattern DUPLICATE = Pattern
		.compile("collected metric \"(\\w+)\" \\{ (.*) \\} was collected before", Pattern.DOTALL);

	/** Client errors that are worth a retry: timeouts and too many requests. */
	private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

	private GatewayErrors() {
	}

	static IOException of(GatewayResponse response) {
		if (response.status() < 0) {
			return new IOException("the response is not HTTP");
		}
		Matcher duplicate = DUPLICATE.matcher(response.body());
		String message = "HTTP status " + response.status() + ((response.status() == 400 && duplicate.find())
				? describe(duplicate) : hint(response) + quote(response.body()));
		return isPermanent(response) ? new RejectedReportException(message) : new IOException(message);
	}

	private static boolean isPermanent(GatewayResponse response) {
		return response.isRedirect() || (response.status() / 100 == 4 && !TRANSIENT.contains(response.status()));
	}

	private static String describe(Matcher duplicate) {
		return ", delete the other group that already has this series: "
				+ SafeText.of(duplicate.group(1) + PrintedSeries.labels(duplicate.group(2)));
	}

	private static String hint(GatewayResponse response) {
		return switch (response.status()) {
			case 401 -> ", check the user name and password, or the token";
			case 403 -> ", these credentials are not allowed to push, or a proxy blocks it";
			case 404, 405 -> ", there is no Pushgateway at this URL; check its path";
			case 413 -> ", the report is larger than a proxy allows; use fewer stages, or raise the limit of the proxy";
			default -> response.isRedirect() ? redirect(response) : retryAfter(response);
		};
	}

	private static String redirect(GatewayResponse response) {
		String location = response.location();
		if (location == null) {
			return ", a redirect without a target";
		}
		// What follows the path may be a secret of a login page.
		String target = location.replaceFirst("[?#].*", "").replaceFirst("//[^/]*@", "//***@");
		return ", a redirect that is not followed; check the URL, which redirects to " + SafeText.of(target);
	}

	private static String retryAfter(GatewayResponse response) {
		String when = response.retryAfter();
		if (when == null) {
			return "";
		}
		return when.matches("[0-9]{1,9}") ? ", the gateway asks for a retry after %s seconds".formatted(when)
				: ", the gateway asks for a retry after " + SafeText.of(when);
	}

	private static String quote(String body) {
		return body.isBlank() ? "" : ": " + SafeText.of(body.strip());
	}

}
