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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * What a {@link FaultProxy} does with a request.
 *
 * @param name its name
 * @param behavior applies it to a request
 */
public record ProxyFault(String name, Behavior behavior) {

	/** Forwards the request and the answer. */
	public static final ProxyFault NONE = new ProxyFault("none",
			(request) -> request.answer(request.fetch(request.body())));

	/** Resets the connection and forwards nothing. */
	public static final ProxyFault RESET = new ProxyFault("reset", ProxiedRequest::reset);

	/** Forwards half of the request, then breaks both connections. */
	public static final ProxyFault HALF_A_REQUEST = new ProxyFault("half a request", (request) -> {
		request.fetch(halfOf(request.body()));
		request.reset();
	});

	/** Forwards the request, but resets the connection before the answer. */
	public static final ProxyFault NO_ANSWER = new ProxyFault("no answer", (request) -> {
		request.fetch(request.body());
		request.reset();
	});

	/** Forwards the request, but only half of the answer. */
	public static final ProxyFault HALF_AN_ANSWER = new ProxyFault("half an answer", (request) -> {
		request.answer(halfOf(request.fetch(request.body())));
		request.reset();
	});

	/** Forwards nothing and never answers. */
	public static final ProxyFault BLACK_HOLE = new ProxyFault("black hole", (request) -> {
		request.body();
		request.hang();
	});

	/** Answers too slowly for any client. */
	public static final ProxyFault A_BYTE_A_SECOND = new ProxyFault("a byte a second",
			(request) -> request.drip(message(200, "", Map.of()), Duration.ofSeconds(1)));

	/**
	 * Creates a fault that answers like a proxy, without forwarding the request.
	 * @param status the HTTP status
	 * @param body the body
	 * @param headers further headers
	 * @return the fault
	 */
	public static ProxyFault answer(int status, String body, Map<String, String> headers) {
		return new ProxyFault("status " + status, (request) -> {
			request.body();
			request.answer(message(status, body, headers));
		});
	}

	/**
	 * Creates a fault that answers like a proxy, without even reading the body.
	 * @param status the HTTP status
	 * @param body the body of the answer
	 * @return the fault
	 */
	public static ProxyFault answerUnread(int status, String body) {
		return new ProxyFault("status " + status + " at once", (request) -> {
			request.answer(message(status, body, Map.of("Connection", "close")));
			request.hang();
		});
	}

	private static byte[] message(int status, String body, Map<String, String> headers) {
		StringBuilder message = new StringBuilder("HTTP/1.1 %d Fault\r\nContent-Length: %d\r\n".formatted(status,
				body.getBytes(StandardCharsets.UTF_8).length));
		headers.forEach((name, value) -> message.append(name).append(": ").append(value).append("\r\n"));
		return message.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] halfOf(byte[] whole) {
		return Arrays.copyOf(whole, whole.length / 2);
	}

	/**
	 * Applies a fault to a request.
	 */
	@FunctionalInterface
	public interface Behavior {

		/**
		 * Applies the fault.
		 * @param request the request
		 * @throws IOException if a connection breaks
		 */
		void meet(ProxiedRequest request) throws IOException;

	}

}
