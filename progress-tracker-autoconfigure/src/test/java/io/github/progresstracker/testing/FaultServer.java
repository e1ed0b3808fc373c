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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A local server that behaves like a broken server, proxy or network. Its connections end
 * when it is closed.
 */
public final class FaultServer implements AutoCloseable {

	private final ServerSocket server;

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private FaultServer(int backlog) throws IOException {
		this.server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
	}

	/**
	 * Starts a server that accepts connections and requests and never answers.
	 * @return the server
	 */
	public static FaultServer blackHole() {
		return start((server, connection) -> connection.getInputStream().transferTo(OutputStream.nullOutputStream()));
	}

	/**
	 * Starts a server that accepts connections and never reads from them.
	 * @return the server
	 */
	public static FaultServer neverReads() {
		return start((server, connection) -> server.closed.await());
	}

	/**
	 * Starts a server that sends one byte at a time, and then nothing more.
	 * @param atOnce what it sends at once
	 * @param slowly what it sends one byte at a time
	 * @param pauseMillis the milliseconds between two bytes
	 * @return the server
	 */
	public static FaultServer drip(byte[] atOnce, byte[] slowly, int pauseMillis) {
		return start((server, connection) -> {
			OutputStream out = connection.getOutputStream();
			out.write(atOnce);
			for (byte next : slowly) {
				out.write(next);
				if (server.closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
					return;
				}
			}
			server.closed.await();
		});
	}

	/**
	 * A server that hangs up in the middle of its response.
	 * @param start what it sends before
	 * @return the server
	 */
	public static FaultServer hangUpAfter(byte[] start) {
		return start((server, connection) -> {
			connection.getOutputStream().write(start);
			connection.shutdownOutput();
			connection.getInputStream().transferTo(OutputStream.nullOutputStream());
		});
	}

	/**
	 * A server that sends something again and again, as fast as it is read.
	 * @param atOnce what it sends first
	 * @param repeated what it repeats
	 * @return the server
	 */
	public static FaultServer pour(byte[] atOnce, byte[] repeated) {
		return start((server, connection) -> {
			OutputStream out = connection.getOutputStream();
			out.write(atOnce);
			while (server.closed.getCount() > 0) {
				out.write(repeated);
			}
		});
	}

	/**
	 * Starts a server whose connection queue is full, so that clients wait forever to
	 * connect.
	 * @return the server
	 */
	public static FaultServer neverAccepts() {
		try {
			FaultServer faulty = new FaultServer(1);
			while (faulty.fillBacklog()) {
				// Fill the queue until a connection has to wait
			}
			return faulty;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private boolean fillBacklog() throws IOException {
		Socket connection = new Socket();
		this.connections.add(connection);
		try {
			connection.connect(this.server.getLocalSocketAddress(), 100);
			return true;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
	}

	private static FaultServer start(Behavior behavior) {
		try {
			FaultServer faulty = new FaultServer(0);
			startThread(() -> faulty.accept(behavior));
			return faulty;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(Behavior behavior) {
		try {
			while (true) {
				Socket connection = this.server.accept();
				this.connections.add(connection);
				startThread(() -> behave(behavior, connection));
			}
		}
		catch (IOException ex) {
			// The server is closed
		}
	}

	private void behave(Behavior behavior, Socket connection) {
		try (connection) {
			behavior.meet(this, connection);
		}
		catch (IOException | InterruptedException ex) {
			// The client has given up, or the test is over
		}
	}

	private static void startThread(Runnable task) {
		Thread thread = new Thread(task, "fault-server");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Returns the host and port, such as {@code 127.0.0.1:41234}.
	 * @return the address without a scheme
	 */
	public String address() {
		InetSocketAddress address = (InetSocketAddress) this.server.getLocalSocketAddress();
		return address.getAddress().getHostAddress() + ":" + address.getPort();
	}

	/**
	 * Returns the number of connections so far.
	 * @return the number of connections
	 */
	public int connectionCount() {
		return this.connections.size();
	}

	@Override
	public void close() throws IOException {
		this.closed.countDown();
		this.server.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	@FunctionalInterface
	private interface Behavior {

		void meet(FaultServer server, Socket connection) throws IOException, InterruptedException;

	}

}
