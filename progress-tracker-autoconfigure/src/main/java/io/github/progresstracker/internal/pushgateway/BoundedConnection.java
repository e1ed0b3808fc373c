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
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;

import org.jspecify.annotations.Nullable;

/**
 * A connection, as far as the client library uses one, that can be cut at any time, and
 * whose reason for an error is read within limits: the library reads all of it into the
 * memory.
 */
final class BoundedConnection extends HttpURLConnection {

	/** Many times what a Pushgateway says, and nothing for the memory. */
	private static final int MOST_BYTES = 64 * 1024;

	/** What fits into the buffers of any connection: to write it does not block. */
	private static final int MOST_BUFFERED = 8 * 1024;

	private final HttpURLConnection connection;

	private final RequestDeadline limit;

	private final ByteArrayOutputStream body = new ByteArrayOutputStream();

	BoundedConnection(HttpURLConnection connection, RequestDeadline limit) {
		super(connection.getURL());
		this.connection = connection;
		this.limit = limit;
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
	public void setConnectTimeout(int millis) {
		this.connection.setConnectTimeout(millis);
	}

	@Override
	public void setReadTimeout(int millis) {
		this.connection.setReadTimeout(millis);
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
		if (this.body.size() > MOST_BUFFERED) {
			// Or the JDK would send what was cut off once more, perhaps on a connection
			// that it forgets in the same moment, and nobody can cut.
			this.connection.setFixedLengthStreamingMode(this.body.size());
		}
		try (OutputStream out = this.connection.getOutputStream()) {
			this.body.writeTo(out);
		}
		try {
			return this.connection.getResponseCode();
		}
		catch (HttpRetryException ex) {
			return ex.responseCode();
		}
	}

	@Override
	public @Nullable String getHeaderField(String name) {
		return this.connection.getHeaderField(name);
	}

	@Override
	public @Nullable InputStream getErrorStream() {
		InputStream reason = this.connection.getErrorStream();
		return (reason != null) ? new BoundedInput(reason, this.limit, MOST_BYTES) : null;
	}

	@Override
	public boolean usingProxy() {
		return this.connection.usingProxy();
	}

	@Override
	public void disconnect() {
		this.connection.disconnect();
	}

}
