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

import java.net.HttpURLConnection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What came back for a push.
 *
 * @param status the HTTP status, negative if it was not HTTP
 * @param body the body, empty unless the status is one of an error
 * @param location where a redirect points to
 * @param retryAfter when to come again, as the header of this name says it
 */
record GatewayResponse(int status, String body, @Nullable String location, @Nullable String retryAfter) {

	/** For the client library all that is success is the same. */
	static final GatewayResponse ACCEPTED = new GatewayResponse(HttpURLConnection.HTTP_OK, "", null, null);

	/** How the client library words an answer; it tells the status in no other way. */
	private static final Pattern ERROR = Pattern
		.compile("Response code from \\S+ was (-?\\d+)(?:, response body: (.*))?", Pattern.DOTALL);

	/**
	 * Reads what the client library says about a failed push.
	 * @param message its message
	 * @param connection the connection of the push
	 * @return the answer, or {@code null} if there was none
	 */
	static @Nullable GatewayResponse of(@Nullable String message, HttpURLConnection connection) {
		Matcher error = ERROR.matcher((message != null) ? message : "");
		if (!error.matches()) {
			return null;
		}
		String body = error.group(2);
		// The headers came before the status was known: no waiting here.
		return new GatewayResponse(Integer.parseInt(error.group(1)), (body != null) ? body : "",
				connection.getHeaderField("Location"), connection.getHeaderField("Retry-After"));
	}

	/**
	 * The answer as it may be shown: there are proxies that repeat what they were sent.
	 * @param credentials what was sent
	 * @return the answer without any secret of ours
	 */
	GatewayResponse without(PushgatewayCredentials credentials) {
		return new GatewayResponse(this.status, credentials.hideIn(this.body),
				(this.location != null) ? credentials.hideIn(this.location) : null,
				(this.retryAfter != null) ? credentials.hideIn(this.retryAfter) : null);
	}

	boolean isAccepted() {
		return this.status / 100 == 2;
	}

	boolean isRedirect() {
		return this.status / 100 == 3;
	}

}
