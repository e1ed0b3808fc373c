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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request to a {@link FaultProxy}. Its body is read only on demand.
 */
public final class ProxiedRequest {

	private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: *(\\d+)");

	private static final Pattern CONNECTION = Pattern.compile("(?im)^(Proxy-)?Connection:.*\\r\\n");

	private static final String END_OF_HEAD = "\r\n\r\n";

	private final FaultProxy proxy;

	private final Socket client;

	private final InputStream in;

	private final String head;

	private ProxiedRequest(FaultProxy proxy, Socket client, InputStream in, String head) {
		this.proxy = proxy;
		this.client = client;
		this.in = in;
		this.head = head;
	}

	/**
	 * Waits for a request and reads everything except its body.
	 * @param proxy the proxy
	 * @param client the connection to the client
	 * @param in the input from the client
	 * @return the request, or {@code null} if there are no more
	 * @throws IOException if the connection breaks
	 */
	static @Nullable ProxiedRequest read(FaultProxy proxy, Socket client, InputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
			int next = client.isClosed() ? -1 : in.read();
			if (next < 0) {
				return null;
			}
			head.write(next);
		}
		return new ProxiedRequest(proxy, client, in, head.toString(StandardCharsets.ISO_8859_1));
	}

	/**
	 * Returns the requested path.
	 * @return the path, still percent-encoded
	 */
	public String path() {
		return this.head.split(" ", 3)[1];
	}

	/**
	 * Reads the body. Call this only once.
	 * @return the body
	 * @throws IOException if the connection breaks
	 */
	public byte[] body() throws IOException {
		return this.in.readNBytes(length());
	}

	private int length() {
		Matcher length = LENGTH.matcher(this.head);
		return length.find() ? Integer.parseInt(length.group(1)) : 0;
	}

	/**
	 * Forwards the request with all or part of its body.
	 * @param body the part of the body to send
	 * @return the answer of the gateway
	 * @throws IOException if the connection breaks
	 */
	public byte[] fetch(byte[] body) throws IOException {
		try (Socket gateway = new Socket(InetAddress.getLoopbackAddress(), this.proxy.gateway().port())) {
			OutputStream out = gateway.getOutputStream();
			String lastOne = CONNECTION.matcher(this.head)
				.replaceAll("")
				.replaceFirst("\r\n", "\r\nConnection: close\r\n");
			ByteArrayOutputStream request = new ByteArrayOutputStream();
			request.writeBytes(lastOne.getBytes(StandardCharsets.ISO_8859_1));
			request.writeBytes(body);
			request.writeTo(out);
			if (body.length < length()) {
				gateway.shutdownOutput();
			}
			String answer = readAll(gateway.getInputStream()).toString(StandardCharsets.ISO_8859_1);
			// Only this connection ends, not the one to the client
			return CONNECTION.matcher(answer).replaceFirst("").getBytes(StandardCharsets.ISO_8859_1);
		}
	}

	/**
	 * Reads an answer. A gateway that refuses a request may reset the connection after
	 * it.
	 */
	private static ByteArrayOutputStream readAll(InputStream in) throws IOException {
		ByteArrayOutputStream answer = new ByteArrayOutputStream();
		try {
			in.transferTo(answer);
		}
		catch (IOException ex) {
			if (answer.size() == 0) {
				throw ex;
			}
		}
		return answer;
	}

	/**
	 * Answers the client.
	 * @param answer the answer, or a part of it
	 * @throws IOException if the connection breaks
	 */
	public void answer(byte[] answer) throws IOException {
		this.client.getOutputStream().write(answer);
		this.client.getOutputStream().flush();
	}

	/**
	 * Answers the client a byte at a time.
	 * @param answer the answer
	 * @param pause the time between two bytes
	 * @throws IOException if the connection breaks
	 */
	public void drip(byte[] answer, Duration pause) throws IOException {
		for (byte next : answer) {
			answer(new byte[] { next });
			pause(pause);
		}
	}

	/**
	 * Does nothing for a while.
	 * @param pause how long
	 * @throws IOException if the proxy is closed in the meantime
	 */
	public void pause(Duration pause) throws IOException {
		try {
			if (this.proxy.closed().await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new IOException("The proxy is closed");
			}
		}
		catch (InterruptedException ex) {
			throw new InterruptedIOException();
		}
	}

	/**
	 * Waits until the client gives up.
	 * @throws IOException if the connection breaks
	 */
	public void hang() throws IOException {
		this.in.transferTo(OutputStream.nullOutputStream());
	}

	/**
	 * Resets the connection to the client.
	 * @throws IOException if it is already broken
	 */
	public void reset() throws IOException {
		this.client.setSoLinger(true, 0);
		this.client.close();
	}

}
