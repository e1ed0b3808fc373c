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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/**
 * A server that accepts a push and then closes the connection without having said so.
 */
final class ClosingServer implements AutoCloseable {

	private static final byte[] ACCEPTED = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
		.getBytes(StandardCharsets.UTF_8);

	private static final String LENGTH = "content-length: ";

	private final ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());

	private final List<String> bodies = new CopyOnWriteArrayList<>();

	private final Semaphore closed = new Semaphore(0);

	ClosingServer() throws IOException {
		Thread thread = new Thread(this::accept, "closing-server");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		try {
			while (true) {
				try (Socket connection = this.server.accept()) {
					answer(connection);
				}
				this.closed.release();
			}
		}
		catch (IOException ex) {
			// The server is closed
		}
	}

	private void answer(Socket connection) throws IOException {
		InputStream in = new BufferedInputStream(connection.getInputStream());
		int length = 0;
		for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
			if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
				length = Integer.parseInt(line.substring(LENGTH.length()));
			}
		}
		this.bodies.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
		connection.getOutputStream().write(ACCEPTED);
	}

	private static String readLine(InputStream in) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int next = in.read(); next != '\n' && next != -1; next = in.read()) {
			line.append((char) next);
		}
		return line.toString().strip();
	}

	String address() {
		return this.server.getInetAddress().getHostAddress() + ":" + this.server.getLocalPort();
	}

	/** The bodies of all pushes, oldest first. */
	List<String> bodies() {
		return this.bodies;
	}

	/** Waits until one more connection is closed. */
	void awaitClosed() throws InterruptedException {
		this.closed.acquire();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
