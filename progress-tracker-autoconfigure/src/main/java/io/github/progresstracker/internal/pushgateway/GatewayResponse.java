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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;

import io.github.progresstracker.internal.http.RequestDeadline;
import org.jspecify.annotations.Nullable;

/**
 * What a Pushgateway responded.
 *
 * @param status the HTTP status, negative if the response is not HTTP
 * @param body the body, empty unless the status is an error
 * @param location where a redirect leads
 * @param retryAfter the header that says when to try again
 */
record GatewayResponse(int status, String body, @Nullable String location, @Nullable String retryAfter) {

	/** Many times the size of what a Pushgateway responds, and no burden on the heap. */
	private static final int MAX_BODY_BYTES = 64 * 1024;

	/**
	 * Waits for a response and reads it, except for the body of a success.
	 * @param connection a connection whose request is complete
	 * @param deadline bounds the time
	 * @return the response
	 * @throws IOException if there is none
	 */
	static GatewayResponse receive(HttpURLConnection connection, RequestDeadline deadline) throws IOException {
		int status = status(connection);
		return new GatewayResponse(status, errorBody(connection, deadline), connection.getHeaderField("Location"),
				connection.getHeaderField("Retry-After"));
	}

	private static int status(HttpURLConnection connection) throws IOException {
		try {
			return connection.getResponseCode();
		}
		catch (HttpRetryException ex) {
			return ex.responseCode();
		}
	}

	private static String errorBody(HttpURLConnection connection, RequestDeadline deadline) {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		InputStream errors = connection.getErrorStream();
		if (errors != null) {
			try {
				new BoundedInput(errors, deadline, MAX_BODY_BYTES).transferTo(body);
			}
			catch (IOException ex) {
				// The status is known, and says more than that the rest is missing.
			}
		}
		return body.toString(StandardCharsets.UTF_8);
	}

	/**
	 * The response as it may be shown: some proxies repeat what they were sent.
	 * @param credentials what was sent
	 * @return the response without our secrets
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
