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

package io.github.progresstracker.samples.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A proxy in front of an application. It adds a prefix that the application does not
 * know, and the policy of a site. It can also fail as proxies do.
 */
final class ReverseProxy implements AutoCloseable {

	static final String PREFIX = "/tools/jobs";

	private static final List<String> HEADERS = List.of("Accept", "X-Requested-With");

	private final HttpClient client = HttpClient.newHttpClient();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final HttpServer server;

	private final String target;

	private volatile Mood mood = Mood.FORWARDS;

	ReverseProxy(String target) {
		this.target = target;
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + PREFIX;
	}

	void is(Mood mood) {
		this.mood = mood;
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			switch (this.mood) {
				case FORWARDS -> forward(exchange);
				case BREAKS -> exchange.sendResponseHeaders(502, -1);
				case REFUSES -> exchange.sendResponseHeaders(401, -1);
				case ASKS_TO_SIGN_IN -> {
					exchange.getResponseHeaders().set("Location", "/login");
					exchange.sendResponseHeaders(302, -1);
				}
				case HANGS_UP -> {
					// Closed without an answer
				}
				case HANGS -> this.closed.await();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void forward(HttpExchange exchange) throws IOException, InterruptedException {
		String path = exchange.getRequestURI().toString();
		if (!path.startsWith(PREFIX)) {
			exchange.sendResponseHeaders(404, -1);
			return;
		}
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.target + path.substring(PREFIX.length())));
		for (String header : HEADERS) {
			String value = exchange.getRequestHeaders().getFirst(header);
			if (value != null) {
				request.header(header, value);
			}
		}
		HttpResponse<byte[]> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		response.headers()
			.firstValue("Content-Type")
			.ifPresent((type) -> exchange.getResponseHeaders().set("Content-Type", type));
		exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'");
		exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
		exchange.sendResponseHeaders(response.statusCode(), (response.body().length > 0) ? response.body().length : -1);
		exchange.getResponseBody().write(response.body());
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	enum Mood {

		FORWARDS, BREAKS, REFUSES, ASKS_TO_SIGN_IN, HANGS_UP, HANGS

	}

}
