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
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;

import org.jspecify.annotations.Nullable;

/**
 * The connection that the client library pushes through. It collects the request, sends
 * it when the library asks for the response code, and records what comes back. The
 * library reveals status and body only in the text of an exception, whose wording may
 * change with any release.
 */
final class RecordingConnection extends HttpURLConnection {

	/** Fits into the buffers of any connection: writing it does not block. */
	private static final int MAX_BUFFERED_BYTES = 8 * 1024;

	private final HttpURLConnection connection;

	private final RequestDeadline deadline;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	private @Nullable GatewayResponse response;

	private @Nullable IOException failure;

	RecordingConnection(HttpURLConnection connection, RequestDeadline deadline) {
		super(connection.getURL());
		this.connection = connection;
		this.deadline = deadline;
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
		this.connection.setRequestProperty(name, value);
	}

	@Override
	public void setDoOutput(boolean doOutput) {
		this.connection.setDoOutput(doOutput);
	}

	@Override
	public void setRequestMethod(String method) throws ProtocolException {
		this.connection.setRequestMethod(method);
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
				this.response = send();
			}
			return this.response.status();
		}
		catch (IOException ex) {
			this.failure = ex;
			throw ex;
		}
	}

	private GatewayResponse send() throws IOException {
		if (this.body.size() > MAX_BUFFERED_BYTES) {
			// Otherwise the JDK sends again what was cut off, perhaps on a connection
			// that it forgets at the same moment, so that nobody can cut it off.
			this.connection.setFixedLengthStreamingMode(this.body.size());
		}
		try (OutputStream out = this.connection.getOutputStream()) {
			this.body.writeTo(out);
		}
		return GatewayResponse.receive(this.connection, this.deadline);
	}

	@Override
	public boolean usingProxy() {
		return this.connection.usingProxy();
	}

	@Override
	public void disconnect() {
		this.deadline.disconnect();
	}

}
