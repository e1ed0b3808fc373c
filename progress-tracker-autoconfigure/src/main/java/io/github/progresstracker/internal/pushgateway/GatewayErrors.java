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
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.RejectedReportException;
import org.jspecify.annotations.Nullable;

/**
 * Explains a response that does not accept a push: first the status, then what to do, and
 * last the text of the response, because the end of a long message may be cut off.
 */
final class GatewayErrors {

	/** Another group has the same series. */
	private static final Pattern DUPLICATE = Pattern
		.compile("collected metric \"([\\w:]+)\" \\{(.*?)\\} was collected before", Pattern.UNIX_LINES);

	/**
	 * Another group has a metric of this name with another type. If the series is one of
	 * ours, the type is the one that exists already; if the series belongs to another
	 * group, the type is ours.
	 */
	private static final Pattern OTHER_TYPE = Pattern.compile(
			"collected metric \"([\\w:]+)\" \\{(.*)\\} is not an? (\\w+)\\s*$", Pattern.MULTILINE | Pattern.UNIX_LINES);

	private static final String OUR_TYPE = "GAUGE";

	/** Client errors that are worth a retry: timeouts and too many requests. */
	private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

	private GatewayErrors() {
	}

	static IOException of(GatewayResponse response) {
		if (response.status() < 0) {
			return new IOException("the response is not HTTP");
		}
		String hint = hintAtMetric(response);
		String message = "HTTP status " + response.status() + ((hint != null) ? ", " + hint : explained(response));
		return isPermanent(response) ? new RejectedReportException(message) : new IOException(message);
	}

	private static boolean isPermanent(GatewayResponse response) {
		return response.isRedirect() || (response.status() / 100 == 4 && !TRANSIENT.contains(response.status()));
	}

	/**
	 * What is wrong with a metric, as far as the text of the response is understood. It
	 * differs between versions of the gateway, so only people may depend on it.
	 * @param response a response
	 * @return the reason and what to do, or {@code null}
	 */
	static @Nullable String hintAtMetric(GatewayResponse response) {
		String duplicate = duplicateSeries(response);
		return (duplicate != null) ? "delete the other group that already has this series: " + duplicate
				: otherType(response);
	}

	/**
	 * The series that another group has, as far as the text of the response is
	 * understood.
	 * @param response a response
	 * @return the series, or {@code null}
	 */
	static @Nullable String duplicateSeries(GatewayResponse response) {
		Matcher duplicate = DUPLICATE.matcher(response.body());
		return (response.status() == HttpURLConnection.HTTP_BAD_REQUEST && duplicate.find())
				? SafeText.of(duplicate.group(1) + PrintedSeries.labels(duplicate.group(2))) : null;
	}

	private static @Nullable String otherType(GatewayResponse response) {
		Matcher conflict = OTHER_TYPE.matcher(response.body());
		if (response.status() != HttpURLConnection.HTTP_BAD_REQUEST || !conflict.find()) {
			return null;
		}
		return conflict.group(3).equals(OUR_TYPE)
				? "the group %s has %s with another type"
					.formatted(SafeText.of(PrintedSeries.labels(conflict.group(2))), conflict.group(1))
				: "another group has %s as a %s".formatted(conflict.group(1),
						conflict.group(3).toLowerCase(Locale.ROOT));
	}

	private static String hint(GatewayResponse response) {
		return switch (response.status()) {
			case 401 -> ", check the username and password, or the token";
			case 403 -> ", these credentials are not allowed to push, or a proxy blocks the request";
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

	/** What to do is ours, and the rest is what the server says. */
	private static String explained(GatewayResponse response) {
		String hint = hint(response);
		String body = SafeText.of(response.body().strip());
		if (body.isEmpty()) {
			return hint;
		}
		return hint.isEmpty() ? ": " + body : hint + " (" + body + ")";
	}

}
