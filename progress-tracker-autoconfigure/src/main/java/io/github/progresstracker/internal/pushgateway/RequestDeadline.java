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

import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Bounds the time of a whole push. The timeouts of a connection bound each single read,
 * and nothing that is written: a gateway that sends a byte a second, or never reads,
 * would hold a push for ever. A thread that is blocked there does not notice when it is
 * interrupted, but ends when another one disconnects.
 */
final class RequestDeadline implements AutoCloseable {

	/**
	 * How often a push is looked at: soon again, because a connection that is just being
	 * opened ignores the first time that it is cut off.
	 */
	private static final Duration LOOK = Duration.ofMillis(50);

	private static final long IDLE_SECONDS = 1;

	private final Thread pusher = Thread.currentThread();

	private final long begin = System.nanoTime();

	private final long limitNanos;

	private final Future<?> looks;

	private volatile @Nullable HttpURLConnection connection;

	private volatile boolean reached;

	// One task for both reasons: each that is added wakes the watchdog's thread up.
	private RequestDeadline(ScheduledExecutorService watchdog, Duration limit) {
		this.limitNanos = limit.toNanos();
		this.looks = watchdog.scheduleWithFixedDelay(this::look, Math.min(LOOK.toNanos(), this.limitNanos),
				LOOK.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * What watches the pushes of a reporter.
	 * @return an executor with a daemon thread while there is something to watch, and
	 * none soon after
	 */
	static ScheduledExecutorService watchdog() {
		ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "progress-PushLimit");
			thread.setDaemon(true);
			return thread;
		});
		watchdog.setRemoveOnCancelPolicy(true);
		watchdog.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
		watchdog.allowCoreThreadTimeOut(true);
		return watchdog;
	}

	/**
	 * Begins to watch a push of the calling thread.
	 * @param watchdog what watches it
	 * @param limit how long it may take, at least a millisecond
	 * @return what has to be closed when the push is over
	 */
	static RequestDeadline begin(ScheduledExecutorService watchdog, Duration limit) {
		return new RequestDeadline(watchdog, limit);
	}

	/**
	 * Names the connection that the push uses from now on.
	 * @param connection the connection
	 */
	void holds(HttpURLConnection connection) {
		this.connection = connection;
	}

	/**
	 * Whether the time is over or the thread was interrupted, and the connection was cut.
	 * @return whether the limit is reached
	 */
	boolean isReached() {
		return this.reached;
	}

	private void look() {
		if (this.pusher.isInterrupted() || System.nanoTime() - this.begin >= this.limitNanos) {
			disconnect();
		}
	}

	private void disconnect() {
		this.reached = true;
		HttpURLConnection current = this.connection;
		if (current != null) {
			try {
				current.disconnect();
			}
			catch (RuntimeException ex) {
				// It changed under our hands; the next time is near.
			}
		}
	}

	@Override
	public void close() {
		this.looks.cancel(false);
	}

}
