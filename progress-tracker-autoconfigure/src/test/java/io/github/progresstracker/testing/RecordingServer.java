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

package io.github.progresstracker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * A tiny HTTP server for what a real Pushgateway cannot do: show exactly what was sent,
 * give a wrong answer or none, or answer like a proxy. It accepts everything by default.
 */
public final class RecordingServer implements AutoCloseable {

	private static final HttpHandler ACCEPT = (exchange) -> exchange.sendResponseHeaders(200, -1);

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private volatile HttpHandler answer = ACCEPT;

	private RecordingServer(HttpServer server) {
		this.server = server;
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Starts a server on a free port of this machine.
	 * @return the server
	 */
	public static RecordingServer start() {
		try {
			return new RecordingServer(HttpServer.create(anyPort(), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts a server that accepts only HTTPS.
	 * @param sslContext the context with its certificate
	 * @return the server
	 */
	public static RecordingServer startEncrypted(SSLContext sslContext) {
		try {
			HttpsServer server = HttpsServer.create(anyPort(), 0);
			server.setHttpsConfigurator(new HttpsConfigurator(sslContext));
			return new RecordingServer(server);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InetSocketAddress anyPort() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
				exchange.getRequestHeaders(), body));
		try (exchange) {
			this.answer.handle(exchange);
		}
	}

	/**
	 * Gives this answer from now on.
	 * @param status the HTTP status
	 * @param body the body
	 * @param headers more headers
	 */
	public void answerWith(int status, String body, Map<String, String> headers) {
		this.answer = (exchange) -> {
			byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
			headers.forEach(exchange.getResponseHeaders()::set);
			exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
			exchange.getResponseBody().write(bytes);
		};
	}

	/**
	 * Gives this answer to the next request, and accepts all requests after it.
	 * @param status the HTTP status
	 * @param body the body
	 * @param headers more headers
	 */
	public void answerOnceWith(int status, String body, Map<String, String> headers) {
		answerWith(status, body, headers);
		HttpHandler once = this.answer;
		this.answer = (exchange) -> {
			this.answer = ACCEPT;
			once.handle(exchange);
		};
	}

	/**
	 * From now on, gives this answer to requests whose body contains a text, and accepts
	 * all others.
	 * @param text the text
	 * @param status the HTTP status
	 * @param body the body of the answer
	 */
	public void answerIfContained(String text, int status, String body) {
		answerWith(status, body, Map.of());
		HttpHandler refuse = this.answer;
		this.answer = (exchange) -> {
			boolean contained = this.requests.get(this.requests.size() - 1).body().contains(text);
			(contained ? refuse : ACCEPT).handle(exchange);
		};
	}

	/**
	 * From now on, closes connections without an answer.
	 */
	public void hangUp() {
		this.answer = HttpExchange::close;
	}

	/**
	 * From now on, accepts requests but never answers.
	 */
	public void neverAnswer() {
		this.answer = (exchange) -> {
			try {
				this.closed.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
	}

	/**
	 * Returns the host and port, such as {@code 127.0.0.1:41234}.
	 * @return the address without a scheme
	 */
	public String address() {
		return this.server.getAddress().getAddress().getHostAddress() + ":" + this.server.getAddress().getPort();
	}

	/**
	 * Returns its URL, without a trailing slash.
	 * @return the URL
	 */
	public String url() {
		return ((this.server instanceof HttpsServer) ? "https://" : "http://") + address();
	}

	/**
	 * Returns all requests since the start.
	 * @return the requests, oldest first
	 */
	public List<Request> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * A received request.
	 *
	 * @param method the HTTP method
	 * @param path the path, still percent-encoded
	 * @param headers the headers
	 * @param body the body
	 */
	public record Request(String method, String path, Headers headers, String body) {

	}

}
