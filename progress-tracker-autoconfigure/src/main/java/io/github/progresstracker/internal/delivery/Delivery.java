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

package io.github.progresstracker.internal.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.text.ReporterName;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterState;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers reports to one reporter, on a daemon thread of its own. A reporter that fails
 * or hangs stops nothing but itself.
 */
final class Delivery {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private final ProgressReporter reporter;

	private final TimeSource time;

	private final ThreadFactory threads;

	private final PendingReports outbox;

	private final DeliveryStatus trouble;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private @Nullable Thread thread;

	private @Nullable JobProgress inFlight;

	private final boolean live;

	/** What is in flight began before it was known how little time there is. */
	private boolean interruptible;

	/** Monotonic time at which the patience with this reporter ends, once closing. */
	private volatile long deadline;

	private volatile boolean closing;

	private volatile boolean closed;

	Delivery(ProgressReporter reporter, TimeSource time) {
		this(reporter, time, null);
	}

	Delivery(ProgressReporter reporter, TimeSource time, @Nullable ThreadFactory threads) {
		this.reporter = reporter;
		this.time = time;
		this.threads = (threads != null) ? threads : this::newThread;
		this.live = reporter.live();
		this.outbox = new PendingReports(reporter.minInterval(), reporter.routineInterval(), this.live);
		this.trouble = new DeliveryStatus(reporter.destination());
	}

	boolean isLive() {
		return this.live;
	}

	/** Asked by the thread that serves all reporters: what is thrown must not end it. */
	boolean showsTime() {
		try {
			return this.live && this.reporter.showsTime();
		}
		catch (Throwable ex) {
			return true;
		}
	}

	void put(JobProgress progress) {
		locked(() -> {
			if (this.closed) {
				return;
			}
			this.outbox.put(progress);
			startThread();
		});
	}

	private void startThread() {
		if (this.thread != null || this.outbox.waiting().isEmpty()) {
			return;
		}
		Thread created = this.threads.newThread(this::deliver);
		try {
			created.start();
			this.thread = created;
		}
		catch (OutOfMemoryError ex) {
			// Perhaps not for ever: the report waits, and no other reporter misses it.
			logger.debug("There is no thread to report to {}", this.reporter.destination(), ex);
		}
	}

	private Thread newThread(Runnable task) {
		Thread created = new Thread(null, task, "progress-" + SafeText.of(ReporterName.of(this.reporter.getClass())), 0,
				false);
		created.setDaemon(true);
		return created;
	}

	void hurry() {
		locked(this.outbox::hurry);
	}

	/**
	 * Lets go all that waits, without being more patient than until the given time.
	 * @param deadline the monotonic time at which {@link #close()} stops waiting
	 */
	void closeBy(long deadline) {
		locked(() -> {
			this.deadline = deadline;
			this.closing = true;
			this.outbox.hurry();
			startThread();
		});
	}

	/**
	 * Ends a delivery that began before {@link #closeBy} and keeps others waiting. Not to
	 * be done sooner than necessary: what was cut off may still arrive, and later than
	 * what comes after it.
	 */
	void makeRoom() {
		locked(() -> {
			if (this.interruptible && !this.outbox.waiting().isEmpty()) {
				interrupt();
			}
		});
	}

	/**
	 * Waits until nothing is left to deliver.
	 * @param limit the monotonic time at which to wait no longer
	 */
	void awaitDelivered(long limit) {
		this.lock.lock();
		try {
			awaitNothingLeft(limit);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Stops the thread. A report that was not delivered is logged.
	 */
	void close() {
		locked(() -> {
			this.closed = true;
			interrupt();
		});
		warnOfUndelivered();
	}

	private void interrupt() {
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

	/**
	 * How the reporter fares. Never waits for a delivery.
	 * @return its state
	 */
	ReporterState state() {
		return this.trouble.state(this.time.nanoTime());
	}

	private void awaitNothingLeft(long limit) {
		// A job that was cancelled ends its application with an interrupted thread, and
		// its end is to be known. The wait is short enough as it is.
		boolean interrupted = false;
		while (this.inFlight != null || !this.outbox.waiting().isEmpty()) {
			long left = limit - this.time.nanoTime();
			if (left <= 0) {
				break;
			}
			try {
				long unused = this.changed.awaitNanos(left);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void warnOfUndelivered() {
		List<JobIdentity> undelivered = new ArrayList<>();
		locked(() -> {
			undelivered.addAll(this.outbox.undelivered());
			JobProgress unanswered = this.inFlight;
			if (unanswered != null && !undelivered.contains(unanswered.identity())) {
				undelivered.add(unanswered.identity());
			}
		});
		if (!undelivered.isEmpty()) {
			String reason = this.trouble.reason();
			logger.warn("The last report of {} was not delivered to {}: {}", undelivered,
					SafeText.of(this.reporter.destination()), (reason != null) ? reason : "no answer in time");
		}
	}

	private void deliver() {
		try {
			boolean delivered = deliverNext();
			while (delivered) {
				delivered = deliverNext();
			}
		}
		catch (InterruptedException ex) {
			// Only close() interrupts here, and then there is nobody left to tell.
		}
		finally {
			// Who dies because a job took all memory must not be the last one.
			locked(() -> this.thread = null);
		}
	}

	/** By itself, so that the thread holds on to no snapshot while it waits. */
	private boolean deliverNext() throws InterruptedException {
		JobProgress next = take();
		if (next != null) {
			deliver(next);
		}
		return next != null;
	}

	private @Nullable JobProgress take() throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			while (!this.closed) {
				long now = this.time.nanoTime();
				this.inFlight = this.outbox.take(now);
				if (this.inFlight != null) {
					this.interruptible = !this.closing;
					return this.inFlight;
				}
				long unused = this.changed.awaitNanos(this.outbox.untilDue(now));
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void deliver(JobProgress progress) {
		Throwable failure = null;
		try {
			report(progress);
		}
		catch (Throwable ex) {
			// Also errors: a class that is missing for one reporter must not end the
			// thread without a word.
			failure = ex;
		}
		endInterruption();
		tell(progress, failure);
		settle(progress, failure);
	}

	/** An interruption was for the delivery that is over, not for what comes after. */
	private void endInterruption() {
		locked(() -> {
			this.interruptible = false;
			if (!this.closed) {
				boolean unused = Thread.interrupted();
			}
		});
	}

	/**
	 * Without the lock, as a log may block; before the delivery counts as over, as nobody
	 * waits for what is told after that.
	 */
	private void tell(JobProgress progress, @Nullable Throwable failure) {
		long now = this.time.nanoTime();
		if (failure == null) {
			this.trouble.over(progress.identity(), now);
		}
		else if (!this.closed) {
			this.trouble.happened(progress.identity(), failure, now);
		}
	}

	private void report(JobProgress progress) throws Exception {
		if (this.closing) {
			long left = this.deadline - this.time.nanoTime();
			this.reporter.report(progress, Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1))));
		}
		else {
			this.reporter.report(progress);
		}
	}

	private void settle(JobProgress progress, @Nullable Throwable failure) {
		locked(() -> {
			this.inFlight = null;
			if (failure == null) {
				this.outbox.delivered(progress);
			}
			else if (failure instanceof RejectedReportException) {
				this.outbox.refused(progress);
			}
			else {
				this.outbox.failed(progress, this.time.nanoTime());
			}
		});
	}

	private void locked(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
