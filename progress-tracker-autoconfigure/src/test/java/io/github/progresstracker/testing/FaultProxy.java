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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A proxy between a job and a real Pushgateway, with an address that never changes. It
 * forwards requests unless it is given a fault, which applies from the next request.
 */
public final class FaultProxy implements AutoCloseable {

	private final RealPushgateway gateway;

	private final ServerSocket server;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch closed = new CountDownLatch(1);

	private volatile Supplier<ProxyFault> next = () -> ProxyFault.NONE;

	private FaultProxy(RealPushgateway gateway) throws IOException {
		this.gateway = gateway;
		this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
	}

	/**
	 * Starts a proxy that forwards all requests.
	 * @param gateway the gateway to forward to
	 * @return the proxy
	 */
	public static FaultProxy before(RealPushgateway gateway) {
		try {
			FaultProxy proxy = new FaultProxy(gateway);
			startThread(proxy::accept);
			return proxy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket connection = this.server.accept();
				this.connections.add(connection);
				startThread(() -> serve(connection));
			}
		}
		catch (IOException ex) {
			// The proxy is closed
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			InputStream in = new BufferedInputStream(connection.getInputStream());
			ProxiedRequest request = ProxiedRequest.read(this, connection, in);
			while (request != null) {
				this.requests.incrementAndGet();
				this.next.get().behavior().meet(request);
				request = ProxiedRequest.read(this, connection, in);
			}
		}
		catch (IOException ex) {
			// Either side is gone, and the other one will notice
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private static void startThread(Runnable task) {
		Thread thread = new Thread(task, "fault-proxy");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Applies a fault to all requests from now on.
	 * @param fault the fault
	 * @return this proxy
	 */
	public FaultProxy always(ProxyFault fault) {
		return choose(() -> fault);
	}

	/**
	 * Applies one fault each to the next requests, and forwards the requests after them.
	 * @param faults the faults
	 * @return this proxy
	 */
	public FaultProxy once(ProxyFault... faults) {
		Queue<ProxyFault> left = new ConcurrentLinkedQueue<>(List.of(faults));
		return choose(() -> {
			ProxyFault fault = left.poll();
			return (fault != null) ? fault : ProxyFault.NONE;
		});
	}

	/**
	 * Chooses a fault for each request from now on.
	 * @param choice supplies the faults; called by several threads
	 * @return this proxy
	 */
	public FaultProxy choose(Supplier<ProxyFault> choice) {
		this.next = choice;
		return this;
	}

	/**
	 * Returns the number of requests so far.
	 * @return the number of requests
	 */
	public int requestCount() {
		return this.requests.get();
	}

	/**
	 * Returns the host and port, such as {@code 127.0.0.1:41234}.
	 * @return the address without a scheme
	 */
	public String address() {
		return "127.0.0.1:" + this.server.getLocalPort();
	}

	RealPushgateway gateway() {
		return this.gateway;
	}

	CountDownLatch closed() {
		return this.closed;
	}

	@Override
	public void close() throws IOException {
		this.closed.countDown();
		this.server.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

}
