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
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The connection that the client library pushes through. It collects the request, has it
 * sent when the library asks for the response code, and records what comes back. The
 * library reveals status and body only in the text of an exception, whose wording may
 * change with any release.
 */
final class RecordingConnection extends HttpURLConnection {

	private final RequestBody body;

	private final Sender sender;

	private final Map<String, @Nullable String> headers = new LinkedHashMap<>();

	private @Nullable GatewayResponse response;

	private @Nullable IOException failure;

	/**
	 * Creates a connection.
	 * @param url where it leads to
	 * @param body collects the body
	 * @param sender sends the request
	 */
	RecordingConnection(URL url, RequestBody body, Sender sender) {
		super(url);
		this.body = body;
		this.sender = sender;
	}

	/**
	 * The headers that the library wants to send.
	 * @return the headers in their order
	 */
	Map<String, @Nullable String> headers() {
		return this.headers;
	}

	/**
	 * The body that the library wants to send.
	 * @return the body
	 */
	RequestBody body() {
		return this.body;
	}

	/**
	 * Whether the library asked for the response code.
	 * @return {@code true} even if there was no response
	 */
	boolean isSent() {
		return this.response != null || this.failure != null;
	}

	/**
	 * What came back.
	 * @return the response
	 * @throws IOException why there is none
	 */
	GatewayResponse response() throws IOException {
		if (this.response == null) {
			throw (this.failure != null) ? this.failure : new IOException("the client library sent nothing");
		}
		return this.response;
	}

	@Override
	public void setRequestProperty(String name, @Nullable String value) {
		this.headers.put(name, value);
	}

	@Override
	public void connect() {
		// Not before the size of the body is known.
	}

	@Override
	public OutputStream getOutputStream() {
		return this.body;
	}

	@Override
	public int getResponseCode() throws IOException {
		try {
			if (this.response == null) {
				this.response = this.sender.send(this);
			}
			return this.response.status();
		}
		catch (IOException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	@Override
	public boolean usingProxy() {
		return false;
	}

	@Override
	public void disconnect() {
		// Left to those who have sent the request.
	}

	/**
	 * Sends a request.
	 */
	@FunctionalInterface
	interface Sender {

		GatewayResponse send(RecordingConnection request) throws IOException;

	}

}
