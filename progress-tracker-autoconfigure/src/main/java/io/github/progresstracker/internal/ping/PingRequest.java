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

package io.github.progresstracker.internal.ping;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.internal.http.RequestDeadline;
import io.github.progresstracker.internal.http.ServerRedirect;
import io.github.progresstracker.internal.http.TlsFailure;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Calls a URL. The classes of {@code HttpURLConnection} are loaded in a tenth of the time
 * that {@code java.net.http} takes, and a short job waits for that at its end.
 * <p>
 * No exception contains more of the URL than its server, nor what the server says, as
 * some repeat the path.
 */
final class PingRequest {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

	/** Redirects included. */
	private static final Duration MAX_TIME = CONNECT_TIMEOUT.plus(READ_TIMEOUT);

	private static final int MAX_REDIRECTS = 3;

	/** Client errors that are worth a retry: timeouts and too many requests. */
	private static final Set<Integer> TRANSIENT = Set.of(408, 429);

	private static final TlsFailure TLS = new TlsFailure("service", "progress.tracker.ping.ssl.bundle");

	private final DeadlineWatch watch = new DeadlineWatch();

	private final TimeSource time;

	PingRequest(TimeSource time) {
		this.time = time;
	}

	/**
	 * Calls a URL.
	 * @param url the URL
	 * @param ping fills in its placeholders
	 * @param how whether the summary is sent along, and what encrypts the connection
	 * @param patience how long it may take
	 * @throws RejectedReportException if the service refused it for good
	 * @throws IOException if the service did not accept it in time
	 */
	void send(PingUrl url, RunPing ping, JobPings how, Duration patience) throws IOException {
		URL target = url.with(ping.values());
		byte[] body = how.withBody() ? ping.body().getBytes(StandardCharsets.UTF_8) : null;
		try (RequestDeadline deadline = RequestDeadline.begin(limit(patience), this.time, this.watch)) {
			checkStatus(target, body, how.sockets(), deadline);
		}
		catch (RejectedReportException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw withoutSecret(TLS.explain(ex, how.sockets() != null), target);
		}
		catch (RuntimeException ex) {
			throw withoutSecret(ex, target);
		}
	}

	private static Duration limit(Duration patience) {
		Duration shorter = (patience.compareTo(MAX_TIME) < 0) ? patience : MAX_TIME;
		return (shorter.toMillis() > 0) ? shorter : Duration.ofMillis(1);
	}

	private static void checkStatus(URL url, byte @Nullable [] body, @Nullable SSLSocketFactory sockets,
			RequestDeadline deadline) throws IOException {
		URL from = url;
		Response response = call(from, body, sockets, deadline);
		URL target = ServerRedirect.target(from, response.status(), response.location());
		for (int i = 0; i < MAX_REDIRECTS && target != null; i++) {
			from = target;
			response = call(from, body, sockets, deadline);
			target = ServerRedirect.target(from, response.status(), response.location());
		}
		if (response.status() / 100 != 2) {
			throw error(response);
		}
	}

	/**
	 * When a connection is cut off, the JDK may fail in many ways, some of them
	 * unchecked. Only the deadline knows what happened.
	 */
	private static Response call(URL url, byte @Nullable [] body, @Nullable SSLSocketFactory sockets,
			RequestDeadline deadline) throws IOException {
		try {
			HttpURLConnection connection = open(url);
			if (sockets != null && connection instanceof HttpsURLConnection encrypted) {
				encrypted.setSSLSocketFactory(sockets);
			}
			deadline.watch(connection);
			Response response = exchange(connection, body);
			deadline.check();
			return response;
		}
		catch (IOException | RuntimeException ex) {
			deadline.check();
			throw ex;
		}
		finally {
			deadline.disconnect();
		}
	}

	private static HttpURLConnection open(URL url) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) url.openConnection();
		connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
		connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
		// The JDK would follow a redirect to any host, and without the body.
		connection.setInstanceFollowRedirects(false);
		connection.setUseCaches(false);
		connection.setRequestProperty("User-Agent", "progress-tracker");
		return connection;
	}

	private static Response exchange(HttpURLConnection connection, byte @Nullable [] body) throws IOException {
		if (body != null) {
			connection.setRequestMethod("POST");
			connection.setDoOutput(true);
			connection.setRequestProperty("Content-Type", "text/plain; charset=utf-8");
			// Otherwise the JDK sends it twice if the server hangs up.
			connection.setFixedLengthStreamingMode(body.length);
			try (OutputStream out = connection.getOutputStream()) {
				out.write(body);
			}
		}
		return new Response(status(connection), connection.getHeaderField("Location"));
	}

	private static int status(HttpURLConnection connection) throws IOException {
		try {
			return connection.getResponseCode();
		}
		catch (HttpRetryException ex) {
			return ex.responseCode();
		}
	}

	private static IOException error(Response response) {
		int status = response.status();
		if (status < 0) {
			return new IOException("the response is not HTTP");
		}
		String message = "HTTP status " + status + hint(response);
		boolean permanent = status / 100 == 3 || (status / 100 == 4 && !TRANSIENT.contains(status));
		return permanent ? new RejectedReportException(message) : new IOException(message);
	}

	private static String hint(Response response) {
		return switch (response.status()) {
			case 400, 401, 403, 409, 410 -> ", check the URL";
			case 404, 405 -> ", check the URL, and whether it accepts the method of progress.tracker.ping.method";
			case 429 -> ", it is called too often";
			default ->
				(response.status() / 100 == 3) ? ", a redirect that is not followed; check the URL, which redirects to "
						+ server(response.location()) : "";
		};
	}

	/** What follows the host may repeat the secret. */
	private static String server(@Nullable String location) {
		try {
			URI target = URI.create((location != null) ? location : "");
			String authority = target.getRawAuthority();
			return (authority != null && authority.indexOf('@') < 0) ? target.getScheme() + "://" + authority
					: "another path";
		}
		catch (IllegalArgumentException ex) {
			return "another path";
		}
	}

	private static IOException withoutSecret(Exception failure, URL url) {
		String secret = url.getFile();
		boolean shown = secret.length() > 1 && contains(failure, secret);
		if (!shown && failure instanceof IOException io) {
			return io;
		}
		return new IOException("the request failed with " + failure.getClass().getSimpleName(), shown ? null : failure);
	}

	private static boolean contains(Throwable failure, String secret) {
		int depth = 0;
		// Exceptions may cause each other in a cycle.
		for (Throwable next = failure; next != null && depth < 20; next = next.getCause()) {
			if (next.toString().contains(secret)) {
				return true;
			}
			depth++;
		}
		return false;
	}

	/**
	 * Loads what a request needs, without making one.
	 * @param url any URL
	 * @param ping fills in its placeholders
	 * @throws IOException if that is not possible
	 */
	static void rehearse(PingUrl url, RunPing ping) throws IOException {
		open(url.with(ping.values())).setFixedLengthStreamingMode(ping.body().length());
	}

	/**
	 * What counts of a response.
	 *
	 * @param status the HTTP status, negative if it is not HTTP
	 * @param location where a redirect leads
	 */
	private record Response(int status, @Nullable String location) {

	}

}
