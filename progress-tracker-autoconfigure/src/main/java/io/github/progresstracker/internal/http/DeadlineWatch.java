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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the deadlines of the exchanges that are going on, again and again, on one
 * daemon thread. An exchange takes much less time than the thread pauses, so most of them
 * neither wake it up nor are looked at. The thread ends when there was nothing to look at
 * for a while. Thread-safe.
 */
public final class DeadlineWatch {

	private static final Logger logger = LoggerFactory.getLogger(DeadlineWatch.class);

	/**
	 * How often an exchange is checked, even after it was cut off: a connection that is
	 * just being opened ignores the first attempt.
	 */
	private static final long CHECK_INTERVAL_MILLIS = 50;

	private static final long MAX_IDLE_MILLIS = Duration.ofSeconds(1).toMillis();

	private final ThreadFactory threads;

	private final Object lock = new Object();

	/** Changed with the lock held, and looked at without it. */
	private final List<RequestDeadline> deadlines = new CopyOnWriteArrayList<>();

	/** Guarded by the lock, as is {@link #idle}. */
	private boolean running;

	/** Whether the thread would not look at the next deadline soon enough. */
	private boolean idle;

	/**
	 * Creates a watch without a thread.
	 */
	public DeadlineWatch() {
		this(DeadlineWatch::newThread);
	}

	DeadlineWatch(ThreadFactory threads) {
		this.threads = threads;
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(null, task, "progress-deadline", 0, false);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Begins to look at a deadline.
	 * @param deadline the deadline
	 * @return {@code false} if nobody looks at it because the system is out of threads;
	 * you can try again later
	 */
	boolean add(RequestDeadline deadline) {
		synchronized (this.lock) {
			if (!this.running && !start()) {
				return false;
			}
			this.deadlines.add(deadline);
			if (this.idle) {
				// Otherwise it looks again soon enough.
				this.idle = false;
				this.lock.notifyAll();
			}
			return true;
		}
	}

	private boolean start() {
		try {
			this.threads.newThread(this::watch).start();
			this.running = true;
			return true;
		}
		catch (OutOfMemoryError ex) {
			logger.debug("No thread could be started to watch the time of a request: {}", SafeText.of(ex.toString()));
			return false;
		}
	}

	/**
	 * Does not look at a deadline any more, except perhaps for a last time.
	 * @param deadline the deadline
	 */
	void remove(RequestDeadline deadline) {
		synchronized (this.lock) {
			this.deadlines.remove(deadline);
		}
	}

	private void watch() {
		while (pause()) {
			try {
				for (RequestDeadline deadline : this.deadlines) {
					deadline.cutOffIfReached();
				}
			}
			catch (RuntimeException | Error ex) {
				// Such as a full heap. The next attempt is near, and without this thread
				// a request may never end.
			}
		}
	}

	/**
	 * Waits until it is time to look at the deadlines.
	 * @return {@code false} if there was none for so long that the thread is to end
	 */
	private boolean pause() {
		synchronized (this.lock) {
			do {
				this.idle = this.deadlines.isEmpty();
				try {
					this.lock.wait(this.idle ? MAX_IDLE_MILLIS : CHECK_INTERVAL_MILLIS);
				}
				catch (InterruptedException ex) {
					// Nobody has a reason to, and exchanges have to be watched.
				}
				this.running = !this.idle;
			}
			while (this.running && this.deadlines.isEmpty());
			return this.running;
		}
	}

}
