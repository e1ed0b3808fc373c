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

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the trouble that a reporter has: once when it begins, then every few minutes, and
 * once when it is over. Trouble that comes and goes is logged every few minutes, too. Not
 * thread-safe: only the reporter's thread uses it.
 */
final class DeliveryStatus {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private static final long REMINDER_INTERVAL = Duration.ofMinutes(5).toNanos();

	private final String destination;

	private final Set<JobIdentity> jobs = new HashSet<>();

	private long beganNanos;

	/** Whether what goes on now was logged, and its end is to be. */
	private boolean told;

	private @Nullable Long toldNanos;

	private volatile Deliveries deliveries = new Deliveries(null, 0, null, null);

	DeliveryStatus(String destination) {
		this.destination = SafeText.of(destination);
	}

	/**
	 * A delivery failed.
	 * @param job whose report it was
	 * @param cause why
	 * @param now the monotonic time
	 */
	void happened(JobIdentity job, Throwable cause, long now) {
		if (this.jobs.isEmpty()) {
			this.beganNanos = now;
		}
		this.jobs.add(job);
		String current = describe(cause);
		Deliveries before = this.deliveries;
		this.deliveries = new Deliveries(before.deliveredNanos, before.failures + 1, now, current);
		if (this.toldNanos == null || now - this.toldNanos >= REMINDER_INTERVAL) {
			tell(cause, current, now);
		}
		if (logger.isDebugEnabled()) {
			logger.debug("A report to {} failed", this.destination, SafeText.of(cause));
		}
	}

	private void tell(Throwable cause, String current, long now) {
		this.told = true;
		this.toldNanos = now;
		int failures = this.deliveries.failures;
		if (cause instanceof InterruptedException) {
			logger.warn("A report to {} took longer than there is time when an application ends, and was cut off",
					this.destination);
		}
		else if (failures == 1) {
			logger.warn("Progress can not be reported to {}: {}. The jobs go on; {}", this.destination, current,
					(cause instanceof RejectedReportException) ? "this report is given up, the next one is sent"
							: "reports are tried again");
		}
		else {
			logger.warn("Progress can still not be reported to {}, after {} attempts in {} minutes: {}",
					this.destination, failures, Duration.ofNanos(now - this.beganNanos).toMinutes(), current);
		}
	}

	/**
	 * A delivery succeeded. The trouble is over when no job has any more: a gateway may
	 * refuse one and take another.
	 * @param job whose report it was
	 * @param now the monotonic time
	 */
	void over(JobIdentity job, long now) {
		Deliveries before = this.deliveries;
		boolean over = this.jobs.remove(job) && this.jobs.isEmpty();
		if (over && this.told) {
			logger.info("Progress is reported to {} again, after {} in {} seconds", this.destination,
					(before.failures == 1) ? "a failed attempt" : before.failures + " failed attempts",
					Duration.ofNanos(now - this.beganNanos).toSeconds());
			this.told = false;
		}
		this.deliveries = this.jobs.isEmpty() ? new Deliveries(now, 0, null, null)
				: new Deliveries(now, before.failures, before.failedNanos, before.reason);
	}

	/**
	 * Why deliveries fail. May be asked by any thread.
	 * @return the newest reason, or {@code null} if there is no trouble
	 */
	@Nullable String reason() {
		return this.deliveries.reason;
	}

	/**
	 * How the reporter fares. May be asked by any thread.
	 * @param now the monotonic time
	 * @return its state
	 */
	ReporterState state(long now) {
		Deliveries current = this.deliveries;
		return new ReporterState(this.destination, since(current.deliveredNanos, now), current.failures, current.reason,
				since(current.failedNanos, now));
	}

	private static @Nullable Duration since(@Nullable Long nanos, long now) {
		// Who asked may have looked at the clock before
		return (nanos != null) ? Duration.ofNanos(Math.max(0, now - nanos)) : null;
	}

	private static String describe(Throwable cause) {
		String message = cause.getMessage();
		String name = cause.getClass().getSimpleName();
		if (message == null || message.isBlank()) {
			return SafeText.of(name);
		}
		return SafeText.of(saysWhatHappened(cause, message) ? message : name + ": " + message);
	}

	/** Many messages are the name of a host, file or class and nothing else. */
	private static boolean saysWhatHappened(Throwable cause, String message) {
		boolean nameOfFile = cause instanceof FileSystemException file && file.getReason() == null;
		return message.strip().contains(" ") && !nameOfFile && !(cause instanceof Error);
	}

	/**
	 * What came of the deliveries so far; the failures are those since there is trouble.
	 */
	private record Deliveries(@Nullable Long deliveredNanos, int failures, @Nullable Long failedNanos,
			@Nullable String reason) {

	}

}
