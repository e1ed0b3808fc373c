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

package io.github.progresstracker.internal.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the last runs of jobs from a store that may be slow or gone, such as a database.
 * That happens on one thread of its own, which nobody waits for longer than a short time:
 * what is read too late is there when somebody asks again. What was read is kept for a
 * while, so that a page that asks every second does not keep the store busy. Thread-safe.
 */
public final class StoredHistory implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(StoredHistory.class);

	private static final Duration MIN_KEPT = Duration.ofSeconds(5);

	/** How many times longer the runs are kept than it took to read them. */
	private static final int KEPT_FACTOR = 10;

	private static final Duration MAX_KEPT = Duration.ofMinutes(5);

	private final String store;

	private final Duration patience;

	private final TimeSource time;

	private final AtomicBoolean warned = new AtomicBoolean();

	private final DelayedTasks reader = new DelayedTasks("progress-history");

	/** Only of jobs that somebody asked for, and that have such a store. */
	private final Map<JobIdentity, Reading> readings = new HashMap<>();

	private volatile boolean closed;

	/**
	 * Creates a history without a thread.
	 * @param store what the store is called: "job repository"
	 * @param patience how long to wait for the store
	 * @param time the clocks
	 */
	public StoredHistory(String store, Duration patience, TimeSource time) {
		this.store = store;
		this.patience = patience;
		this.time = time;
	}

	/**
	 * Reads the last runs of a job, or returns what was read a moment ago.
	 * @param job the job
	 * @param source reads its runs
	 * @return the runs; if the store does not answer, those that were read before, and
	 * the problem
	 */
	public PastRuns of(JobIdentity job, Source source) {
		Reading reading = reading(job, source);
		try {
			return new PastRuns(reading.result.get(this.patience.toMillis(), TimeUnit.MILLISECONDS), null);
		}
		catch (TimeoutException ex) {
			return new PastRuns(reading.before, "The " + this.store + " has not answered yet");
		}
		catch (ExecutionException ex) {
			return new PastRuns(reading.before, "The " + this.store + " could not be read: " + reason(ex.getCause()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new PastRuns(reading.before, "Waiting for the " + this.store + " was interrupted");
		}
	}

	/**
	 * Unlike a {@code Guard}, without what may be a password in the URL of a database.
	 */
	private void warn(Throwable cause) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(
					"The last runs of a job could not be read from the {}: {}. Only the runs of this process are shown."
							+ " Further failures are logged at level DEBUG",
					this.store, reason(cause));
		}
		if (logger.isDebugEnabled()) {
			logger.debug("The last runs of a job could not be read from the {}", this.store, SafeText.of(cause));
		}
	}

	private static String reason(@Nullable Throwable cause) {
		FailureReason reason = FailureReason.of(cause);
		return (reason.message() != null) ? reason.exception() + ": " + reason.message() : reason.exception();
	}

	/** A reading that goes on is shared, so a slow store is not asked again and again. */
	private Reading reading(JobIdentity job, Source source) {
		synchronized (this.readings) {
			Reading last = this.readings.get(job);
			if (last != null && !last.isOutdated()) {
				return last;
			}
			Reading next = new Reading(source, (last != null) ? last.latest() : List.of());
			this.readings.put(job, next);
			next.begin();
			return next;
		}
	}

	/**
	 * Stops reading after the current query. The thread is not interrupted, because some
	 * databases close their files then.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.reader.close();
	}

	/**
	 * Reads the last runs of a job.
	 */
	@FunctionalInterface
	public interface Source {

		/**
		 * Reads the runs.
		 * @param closed whether to stop reading
		 * @return the runs, newest first
		 * @throws Exception if they cannot be read
		 */
		List<PastRun> read(BooleanSupplier closed) throws Exception;

	}

	/**
	 * Reads the runs of one job once.
	 */
	private final class Reading {

		private final Source source;

		/** What was read the time before. */
		private final List<PastRun> before;

		private final CompletableFuture<List<PastRun>> result = new CompletableFuture<>();

		private volatile long endedAt;

		private volatile Duration kept = Duration.ZERO;

		Reading(Source source, List<PastRun> before) {
			this.source = source;
			this.before = before;
		}

		void begin() {
			if (StoredHistory.this.closed) {
				this.result.completeExceptionally(new IllegalStateException("The application is shutting down"));
			}
			else if (!StoredHistory.this.reader.after(Duration.ZERO, this::read)) {
				this.result.completeExceptionally(new IllegalStateException("No thread could be started"));
			}
		}

		private void read() {
			long begin = StoredHistory.this.time.nanoTime();
			try {
				List<PastRun> runs = this.source.read(() -> StoredHistory.this.closed);
				this.endedAt = StoredHistory.this.time.nanoTime();
				this.kept = keptAfter(Duration.ofNanos(this.endedAt - begin));
				StoredHistory.this.warned.set(false);
				this.result.complete(runs);
			}
			catch (Throwable ex) {
				// Once the application is closed, the store may be gone as well.
				if (!StoredHistory.this.closed) {
					warn(ex);
				}
				this.result.completeExceptionally(ex);
			}
		}

		private static Duration keptAfter(Duration read) {
			Duration kept = read.multipliedBy(KEPT_FACTOR);
			if (kept.compareTo(MIN_KEPT) < 0) {
				return MIN_KEPT;
			}
			return (kept.compareTo(MAX_KEPT) < 0) ? kept : MAX_KEPT;
		}

		boolean isOutdated() {
			if (!this.result.isDone()) {
				return false;
			}
			return this.result.isCompletedExceptionally()
					|| StoredHistory.this.time.nanoTime() - this.endedAt >= this.kept.toNanos();
		}

		List<PastRun> latest() {
			return this.result.isCompletedExceptionally() ? this.before : this.result.getNow(this.before);
		}

	}

}
