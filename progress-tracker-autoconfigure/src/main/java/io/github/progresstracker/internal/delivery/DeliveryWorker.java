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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.ReporterName;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.report.ReporterState;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers reports to one reporter, on a daemon thread of its own, so that a reporter
 * that fails or hangs delays no other. {@link PendingReports} has what waits,
 * {@link DeliveryStatus} the results.
 */
final class DeliveryWorker {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private final ProgressReporter reporter;

	private final TimeSource time;

	private final ThreadFactory threads;

	private final DeliveryStatus status;

	private final Guard policyGuard = new Guard(logger, "The policy of a reporter could not be read",
			"Its last known policy applies");

	private volatile ReporterPolicy policy = ReporterPolicy.DEFAULT;

	private final PendingReports pending = new PendingReports(() -> this.policy);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private @Nullable Thread thread;

	private @Nullable JobProgress inFlight;

	/** Whether the delivery in flight began without knowing how little time is left. */
	private boolean interruptible;

	/** Monotonic time until which to deliver, once the application ends. */
	private volatile @Nullable Long deadline;

	private volatile boolean closed;

	DeliveryWorker(ProgressReporter reporter, TimeSource time) {
		this(reporter, time, null);
	}

	DeliveryWorker(ProgressReporter reporter, TimeSource time, @Nullable ThreadFactory threads) {
		this.reporter = reporter;
		this.time = time;
		this.threads = (threads != null) ? threads : this::newThread;
		this.status = new DeliveryStatus(reporter.destination());
		askForPolicy();
	}

	boolean isInteractive() {
		return this.policy.interactive();
	}

	/**
	 * Asks the reporter for its policy, which may have changed. Whatever the reporter
	 * throws goes no further, as the calling thread serves other reporters as well.
	 * @return the policy
	 */
	ReporterPolicy askForPolicy() {
		this.policyGuard.run(() -> this.policy = Objects.requireNonNull(this.reporter.policy()));
		return this.policy;
	}

	/**
	 * The state of the reporter. Never waits for a delivery.
	 * @return the state
	 */
	ReporterState state() {
		return this.status.state(this.time.nanoTime());
	}

	/**
	 * Lets the reporter prepare itself, on its own thread. Returns at once.
	 */
	void prepare() {
		this.lock.lock();
		try {
			if (!this.closed && this.thread == null) {
				startThread(this::prepareAndDeliverAll);
			}
		}
		finally {
			signalAndUnlock();
		}
	}

	private void prepareAndDeliverAll() {
		try {
			this.reporter.prepare();
		}
		catch (Throwable ex) {
			// If something is missing, the first report will tell.
			logger.debug("The reporter to {} could not be prepared", this.status.destination(), ex);
		}
		deliverAll();
	}

	/**
	 * Adds a report to be delivered. Never waits for a delivery.
	 * @param progress the newest snapshot of a job
	 */
	void put(JobProgress progress) {
		boolean tooMany = false;
		this.lock.lock();
		try {
			if (!this.closed) {
				tooMany = this.pending.add(progress);
				startThread();
			}
		}
		finally {
			signalAndUnlock();
		}
		if (tooMany) {
			logger.warn(
					"Runs of job {} end faster than they can be reported to {}. Only the newest {} reports are kept,"
							+ " and older ones are dropped",
					progress.identity(), this.status.destination(), RunReports.MAX_WAITING);
		}
	}

	/**
	 * From now on, delivers without waiting for the intervals. Returns at once.
	 */
	void flush() {
		this.lock.lock();
		try {
			this.pending.flush();
		}
		finally {
			signalAndUnlock();
		}
	}

	/**
	 * Delivers what waits until the deadline. Returns at once.
	 * @param deadline the monotonic time at which {@link #close()} stops waiting
	 */
	void beginClose(long deadline) {
		this.lock.lock();
		try {
			this.deadline = deadline;
			this.pending.flush();
			startThread();
		}
		finally {
			signalAndUnlock();
		}
	}

	/**
	 * Waits until everything is delivered. If that takes too long because a delivery that
	 * began before {@link #beginClose} is stuck and others wait, interrupts it. That is
	 * the last resort: what was interrupted may still arrive, after what comes next.
	 * @param limit the monotonic time at which to interrupt
	 */
	void awaitOrInterrupt(long limit) {
		this.lock.lock();
		try {
			awaitDelivered(limit);
			if (this.interruptible && !this.pending.isEmpty()) {
				interrupt();
			}
		}
		finally {
			signalAndUnlock();
		}
	}

	/**
	 * Waits until everything is delivered, but not longer than until the deadline, and
	 * stops the thread. A report that was not delivered is logged.
	 */
	void close() {
		this.lock.lock();
		try {
			Long limit = this.deadline;
			if (limit != null) {
				awaitDelivered(limit);
			}
			this.closed = true;
			interrupt();
		}
		finally {
			signalAndUnlock();
		}
		warnOfUndelivered();
	}

	private void interrupt() {
		if (this.thread != null) {
			this.thread.interrupt();
		}
	}

	/** With the lock, which is released while waiting. */
	private void awaitDelivered(long limit) {
		// If a job is cancelled, its application may end on an interrupted thread, and
		// the
		// end still has to be delivered. The wait is short enough as it is.
		boolean interrupted = false;
		while (this.inFlight != null || !this.pending.isEmpty()) {
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
		Map<JobIdentity, @Nullable String> undelivered = new LinkedHashMap<>();
		this.lock.lock();
		try {
			undelivered.putAll(this.pending.undelivered());
			if (this.inFlight != null) {
				undelivered.putIfAbsent(this.inFlight.identity(), null);
			}
		}
		finally {
			signalAndUnlock();
		}
		if (!undelivered.isEmpty()) {
			logger.warn("The last report of {} was not delivered to {}: {}", jobs(undelivered.keySet()),
					this.status.destination(), newestReason(undelivered.values()));
		}
	}

	private static String jobs(Collection<JobIdentity> identities) {
		StringJoiner jobs = new StringJoiner(", ", (identities.size() == 1) ? "job " : "each of the jobs ", "");
		identities.forEach((identity) -> jobs.add(identity.toString()));
		return jobs.toString();
	}

	private static String newestReason(Collection<@Nullable String> reasons) {
		String newest = "no answer in time";
		for (String reason : reasons) {
			newest = (reason != null) ? reason : newest;
		}
		return newest;
	}

	private void startThread() {
		if (this.thread == null && !this.pending.isEmpty()) {
			startThread(this::deliverAll);
		}
	}

	private void startThread(Runnable task) {
		Thread created = this.threads.newThread(task);
		try {
			created.start();
			this.thread = created;
		}
		catch (OutOfMemoryError ex) {
			// The system is out of threads, perhaps not for long: the report waits, and
			// the other reporters get theirs.
			logger.debug("No thread could be started to report to {}", this.status.destination(), ex);
		}
	}

	private Thread newThread(Runnable task) {
		Thread created = new Thread(null, task, "progress-" + SafeText.of(ReporterName.of(this.reporter.getClass())), 0,
				false);
		created.setDaemon(true);
		return created;
	}

	private void deliverAll() {
		try {
			boolean delivered = deliverNext();
			while (delivered) {
				delivered = deliverNext();
			}
		}
		catch (InterruptedException ex) {
			// By close(), which logs what was not delivered.
		}
		finally {
			// If this thread died, of an OutOfMemoryError for example, allow a new one.
			this.lock.lock();
			this.thread = null;
			signalAndUnlock();
		}
	}

	/** A method of its own, so that the thread keeps no snapshot while it waits. */
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
				this.inFlight = this.pending.take(now);
				if (this.inFlight != null) {
					this.interruptible = this.deadline == null;
					return this.inFlight;
				}
				long unused = this.changed.awaitNanos(this.pending.untilDue(now));
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
			// Errors as well: a class that one reporter misses must not end its thread
			// silently.
			failure = ex;
		}
		endInterruption();
		boolean saidThatItIsGivenUp = note(progress, failure);
		settle(progress, failure, saidThatItIsGivenUp);
	}

	private void report(JobProgress progress) throws Exception {
		Long limit = this.deadline;
		if (limit != null) {
			long left = limit - this.time.nanoTime();
			this.reporter.report(progress, Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1))));
		}
		else {
			this.reporter.report(progress);
		}
	}

	/** An interruption was meant for the delivery that is over, not for the next one. */
	private void endInterruption() {
		this.lock.lock();
		try {
			this.interruptible = false;
			if (!this.closed) {
				boolean unused = Thread.interrupted();
			}
		}
		finally {
			signalAndUnlock();
		}
	}

	/**
	 * Called without the lock, as logging may block, and before the delivery is settled,
	 * as closing does not wait any longer after that.
	 */
	private boolean note(JobProgress progress, @Nullable Throwable failure) {
		long now = this.time.nanoTime();
		if (failure == null) {
			this.status.delivered(progress, now);
			noteLeftOut(progress);
			return false;
		}
		return !this.closed && this.status.failed(progress, failure, now);
	}

	private void noteLeftOut(JobProgress progress) {
		long leftOut;
		this.lock.lock();
		try {
			leftOut = this.pending.takeLeftOut(progress);
		}
		finally {
			this.lock.unlock();
		}
		if (leftOut > 0) {
			logger.info("Each run of job {} is reported to {} again; {} reports were dropped", progress.identity(),
					this.status.destination(), leftOut);
		}
	}

	private void settle(JobProgress progress, @Nullable Throwable failure, boolean saidThatItIsGivenUp) {
		String reason = (failure != null) ? DeliveryStatus.reason(failure) : "";
		this.lock.lock();
		try {
			this.inFlight = null;
			if (failure == null) {
				this.pending.delivered(progress);
			}
			else if (failure instanceof RejectedReportException) {
				this.pending.refused(progress, saidThatItIsGivenUp ? null : reason);
			}
			else {
				this.pending.failed(progress, reason, this.time.nanoTime());
			}
		}
		finally {
			signalAndUnlock();
		}
	}

	/**
	 * Not a method that takes what to do with the lock: each would be a class to load.
	 */
	private void signalAndUnlock() {
		this.changed.signalAll();
		this.lock.unlock();
	}

}
