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

package io.github.progresstracker.internal.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.time.Duration;

import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the time of a whole exchange. The timeouts of a connection bound each single
 * read, and no write: a server that sends a byte a second, or never reads, would hold up
 * a request forever. A thread that is blocked there does not notice that it is
 * interrupted, but its call ends when another thread disconnects.
 */
public final class RequestDeadline implements AutoCloseable {

	private final Thread requester = Thread.currentThread();

	private final Duration limit;

	private final TimeSource time;

	private final DeadlineWatch watch;

	private final long startNanos;

	private volatile @Nullable HttpURLConnection connection;

	private volatile boolean reached;

	private volatile boolean closed;

	private RequestDeadline(Duration limit, TimeSource time, DeadlineWatch watch) {
		this.limit = limit;
		this.time = time;
		this.watch = watch;
		this.startNanos = time.nanoTime();
	}

	/**
	 * Begins to watch the calling thread.
	 * @param limit how long its exchange may take, at least a millisecond
	 * @param time measures how long it takes
	 * @param watch cuts it off, not long after the time is over
	 * @return the deadline, to be closed when the exchange is over
	 * @throws IOException if there is no thread to watch it
	 */
	public static RequestDeadline begin(Duration limit, TimeSource time, DeadlineWatch watch) throws IOException {
		RequestDeadline deadline = new RequestDeadline(limit, time, watch);
		if (!watch.add(deadline)) {
			throw new IOException("the system is out of threads");
		}
		return deadline;
	}

	/**
	 * Changes the connection to cut off.
	 * @param connection the connection that the exchange uses from now on
	 */
	public void watch(HttpURLConnection connection) {
		this.connection = connection;
	}

	/**
	 * Fails if the exchange was cut off.
	 * @throws SocketTimeoutException if the time is over or the thread was interrupted
	 */
	public void check() throws SocketTimeoutException {
		if (this.reached) {
			throw new SocketTimeoutException(
					this.requester.isInterrupted() ? "no complete response; gave up to leave time for the final reports"
							: "no complete response within %d ms, which includes finding the host and connecting to it"
								.formatted(this.limit.toMillis()));
		}
	}

	/**
	 * Cuts off the exchange if its time is over, or if its thread was interrupted. To be
	 * called again and again.
	 */
	void cutOffIfReached() {
		if (!this.closed
				&& (this.requester.isInterrupted() || this.time.nanoTime() - this.startNanos >= this.limit.toNanos())) {
			this.reached = true;
			disconnect();
		}
	}

	/**
	 * Disconnects the current connection, one thread at a time. If two threads disconnect
	 * at once, the second one may wait until the JDK has read the rest of the response in
	 * the background, which has no limit.
	 */
	public synchronized void disconnect() {
		HttpURLConnection current = this.connection;
		if (current != null) {
			try {
				current.disconnect();
			}
			catch (RuntimeException ex) {
				// It changed in the meantime; the next attempt is near.
			}
		}
	}

	@Override
	public void close() {
		this.closed = true;
		this.watch.remove(this);
	}

}
