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
 * @param name what it is called
 * @param behaviour how it is done
 */
public record ProxyFault(String name, Behaviour behaviour) {

	/** The request is forwarded, and so is the answer. */
	public static final ProxyFault NONE = new ProxyFault("none",
			(request) -> request.answer(request.fetch(request.body())));

	/** The connection is reset, and nothing forwarded. */
	public static final ProxyFault RESET = new ProxyFault("reset", ProxiedRequest::reset);

	/** Half of the request reaches the gateway, and then both connections break. */
	public static final ProxyFault HALF_A_REQUEST = new ProxyFault("half a request", (request) -> {
		request.fetch(halfOf(request.body()));
		request.reset();
	});

	/** The gateway takes the request, and the connection is reset before the answer. */
	public static final ProxyFault NO_ANSWER = new ProxyFault("no answer", (request) -> {
		request.fetch(request.body());
		request.reset();
	});

	/** The gateway takes the request, and half of its answer comes through. */
	public static final ProxyFault HALF_AN_ANSWER = new ProxyFault("half an answer", (request) -> {
		request.answer(halfOf(request.fetch(request.body())));
		request.reset();
	});

	/** Nothing is forwarded and nothing answered, for as long as the client waits. */
	public static final ProxyFault BLACK_HOLE = new ProxyFault("black hole", (request) -> {
		request.body();
		request.hang();
	});

	/** An answer that nobody is patient enough for. */
	public static final ProxyFault A_BYTE_A_SECOND = new ProxyFault("a byte a second",
			(request) -> request.drip(message(200, "", Map.of()), Duration.ofSeconds(1)));

	/**
	 * An answer of a proxy, the request is not forwarded.
	 * @param status the HTTP status
	 * @param body the body
	 * @param headers further headers
	 * @return what to do
	 */
	public static ProxyFault answer(int status, String body, Map<String, String> headers) {
		return new ProxyFault("status " + status, (request) -> {
			request.body();
			request.answer(message(status, body, headers));
		});
	}

	/**
	 * An answer of a proxy that does not even read the body.
	 * @param status the HTTP status
	 * @param body the body of the answer
	 * @return what to do
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
	 * How something is done to a request.
	 */
	@FunctionalInterface
	public interface Behaviour {

		/**
		 * Does it.
		 * @param request the request
		 * @throws IOException if a connection breaks
		 */
		void meet(ProxiedRequest request) throws IOException;

	}

}
