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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.internal.http.RequestDeadline;
import io.github.progresstracker.spi.TimeSource;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * One exchange with a Pushgateway: a request and those that follow from it, such as the
 * one to the target of a redirect, all within one deadline. Uses the methods POST and GET
 * only.
 */
final class GatewayExchange implements AutoCloseable {

	private static final int MAX_REDIRECTS = 3;

	private static final int MAX_PAGE_BYTES = 8 * 1024 * 1024;

	private static final Duration MAX_TIMEOUT = Duration.ofMillis(Integer.MAX_VALUE);

	private static final String TEXT_FORMAT = "text/plain";

	/** Fits into the buffers of any connection: writing it does not block. */
	private static final int MAX_BUFFERED_BYTES = 8 * 1024;

	private final PushgatewaySettings settings;

	private final Duration connectTimeout;

	private final Duration readTimeout;

	private final RequestDeadline deadline;

	private boolean rehearsal;

	/**
	 * Begins an exchange on the calling thread.
	 * @param settings how the Pushgateway is reached
	 * @param patience how long the exchange may take, unless the timeouts are shorter
	 * @param time measures how long it takes
	 * @param watch cuts it off after that time
	 * @throws IOException if nothing can watch the time
	 */
	GatewayExchange(PushgatewaySettings settings, Duration patience, TimeSource time, DeadlineWatch watch)
			throws IOException {
		this.settings = settings;
		this.connectTimeout = shorter(settings.connectTimeout(), patience);
		this.readTimeout = shorter(settings.readTimeout(), patience);
		this.deadline = RequestDeadline.begin(shorter(this.connectTimeout.plus(this.readTimeout), patience), time,
				watch);
	}

	/**
	 * Does all that a push needs, except to connect: whatever is pushed seems to be
	 * accepted.
	 * @return this exchange
	 */
	GatewayExchange rehearsal() {
		this.rehearsal = true;
		return this;
	}

	/**
	 * To the JDK, 0 means no timeout, and more than an {@code int} is an error.
	 */
	private static Duration shorter(Duration timeout, Duration patience) {
		Duration shorter = (timeout.compareTo(patience) < 0) ? timeout : patience;
		if (shorter.compareTo(MAX_TIMEOUT) > 0) {
			return MAX_TIMEOUT;
		}
		return (shorter.toMillis() > 0) ? shorter : Duration.ofMillis(1);
	}

	/**
	 * Pushes metrics, and follows redirects.
	 * @param url the group that the metrics belong to
	 * @param metrics the metrics
	 * @param library makes the requests
	 * @return the response
	 * @throws IOException if there is none in time
	 */
	GatewayResponse post(URL url, MetricSnapshots metrics, LibraryPush library) throws IOException {
		GatewayResponse response = push(url, metrics, library);
		URL target = Redirect.target(url, response);
		for (int i = 0; i < MAX_REDIRECTS && target != null; i++) {
			response = push(target, metrics, library);
			target = Redirect.target(target, response);
		}
		return response;
	}

	private GatewayResponse push(URL url, MetricSnapshots metrics, LibraryPush library) throws IOException {
		return withinDeadline(() -> {
			try {
				return library.push(url, metrics, this::send);
			}
			finally {
				this.deadline.disconnect();
			}
		});
	}

	private GatewayResponse send(RecordingConnection request) throws IOException {
		if (this.rehearsal) {
			return rehearse(request);
		}
		return (request.body().size() > MAX_BUFFERED_BYTES) ? stream(request) : sendBuffered(open(request), request);
	}

	private GatewayResponse rehearse(RecordingConnection request) throws IOException {
		open(request);
		try (Socket unconnected = new Socket()) {
			// Loads what connects.
			unconnected.setTcpNoDelay(true);
		}
		return new GatewayResponse(HttpURLConnection.HTTP_OK, "", null, null);
	}

	private GatewayResponse sendBuffered(HttpURLConnection connection, RecordingConnection request) throws IOException {
		connection.setRequestMethod("POST");
		write(connection, request.body());
		return GatewayResponse.receive(connection, this.deadline);
	}

	/**
	 * Sends a body whose size the JDK knows in advance. Otherwise it sends again what was
	 * cut off, perhaps on a connection that it forgets at the same moment, so that nobody
	 * can cut it off.
	 */
	private GatewayResponse stream(RecordingConnection request) throws IOException {
		HttpURLConnection connection = open(request);
		connection.setFixedLengthStreamingMode(request.body().size());
		// Before a body is streamed with POST, the JDK waits for a millisecond to see
		// whether the server has closed a connection that was kept. It has not, nearly
		// always. To the JDK, the method is GET until there is a body.
		connection.connect();
		try {
			write(connection, request.body());
			return GatewayResponse.receive(connection, this.deadline);
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			this.deadline.disconnect();
			this.deadline.check();
			return streamAgain(request);
		}
	}

	/**
	 * Sends a request again, as the JDK would send a smaller one again: the server may
	 * have closed a connection that was kept. This time the JDK looks.
	 */
	private GatewayResponse streamAgain(RecordingConnection request) throws IOException {
		HttpURLConnection connection = open(request);
		connection.setFixedLengthStreamingMode(request.body().size());
		return sendBuffered(connection, request);
	}

	private static void write(HttpURLConnection connection, RequestBody body) throws IOException {
		try (OutputStream out = connection.getOutputStream()) {
			body.writeTo(out);
		}
	}

	private HttpURLConnection open(RecordingConnection request) throws IOException {
		HttpURLConnection connection = open(request.getURL());
		request.headers().forEach(connection::setRequestProperty);
		connection.setDoOutput(true);
		return connection;
	}

	/**
	 * Reads a page of metrics.
	 * @param <T> what is made of it
	 * @param url the URL of the page
	 * @param reader reads its lines
	 * @return what the reader returns
	 * @throws IOException if the page cannot be read as a whole and in time
	 */
	<T> T get(URL url, Function<Stream<String>, T> reader) throws IOException {
		return withinDeadline(() -> {
			HttpURLConnection connection = open(url);
			connection.setRequestProperty("Accept", TEXT_FORMAT);
			GatewayResponse response = GatewayResponse.receive(connection, this.deadline);
			if (response.status() != HttpURLConnection.HTTP_OK) {
				throw new IOException("HTTP status " + response.status());
			}
			String type = connection.getContentType();
			if (type == null || !type.startsWith(TEXT_FORMAT)) {
				// Such as a login page, which knows of no success.
				throw new IOException("the response contains no metrics");
			}
			return read(connection, reader);
		});
	}

	private <T> T read(HttpURLConnection connection, Function<Stream<String>, T> reader) throws IOException {
		// Not closed: after its end there is nothing to close, and before it, the
		// exchange
		// disconnects.
		BoundedInput input = new BoundedInput(connection.getInputStream(), this.deadline, MAX_PAGE_BYTES);
		BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
		try {
			T read = reader.apply(lines.lines());
			if (input.isExhausted()) {
				throw new IOException("the response is larger than %d bytes".formatted(MAX_PAGE_BYTES));
			}
			return read;
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

	private HttpURLConnection open(URL url) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) url.openConnection();
		connection.setConnectTimeout((int) this.connectTimeout.toMillis());
		connection.setReadTimeout((int) this.readTimeout.toMillis());
		// The JDK would follow a redirect with GET and take its response for success.
		connection.setInstanceFollowRedirects(false);
		String authorization = this.settings.credentials().authorization();
		if (authorization != null) {
			connection.setRequestProperty("Authorization", authorization);
		}
		SSLSocketFactory sslSocketFactory = this.settings.sslSocketFactory();
		if (sslSocketFactory != null && connection instanceof HttpsURLConnection encrypted) {
			encrypted.setSSLSocketFactory(sslSocketFactory);
		}
		this.deadline.watch(connection);
		return connection;
	}

	/**
	 * When a connection is cut off, the JDK may take half of a response for the whole, or
	 * fail in many ways, some of them unchecked. Only the deadline knows what happened.
	 */
	private <T> T withinDeadline(Request<T> request) throws IOException {
		try {
			T result = request.send();
			this.deadline.check();
			return result;
		}
		catch (IOException | RuntimeException ex) {
			this.deadline.disconnect();
			this.deadline.check();
			throw ex;
		}
	}

	@Override
	public void close() {
		this.deadline.close();
	}

	@FunctionalInterface
	private interface Request<T> {

		T send() throws IOException;

	}

}
