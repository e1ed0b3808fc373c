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
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether deliveries to a reporter work, and logs it when they do not: once when
 * the trouble begins, then every few minutes, and once when it is over. Trouble that
 * comes and goes is logged every few minutes, too. Only the reporter's thread may call
 * {@link #failed} and {@link #delivered}; any thread may ask for the {@link #state}.
 */
final class DeliveryStatus {

	private static final Logger logger = LoggerFactory.getLogger(Reporting.class);

	private static final long REMINDER_INTERVAL = Duration.ofMinutes(5).toNanos();

	private final String destination;

	/** The jobs whose newest attempt failed and which will be delivered again. */
	private final Set<JobIdentity> awaited = new HashSet<>();

	private long beganNanos;

	/** Whether the current trouble was logged, so that its end has to be as well. */
	private boolean logged;

	private @Nullable Long loggedNanos;

	private volatile Deliveries deliveries = new Deliveries(null, 0, null, null);

	DeliveryStatus(String destination) {
		this.destination = SafeText.of(destination);
	}

	String destination() {
		return this.destination;
	}

	/**
	 * Notes that a delivery failed.
	 * @param progress the report
	 * @param cause why
	 * @param now the monotonic time
	 * @return whether a warning says that this very report is given up
	 */
	boolean failed(JobProgress progress, Throwable cause, long now) {
		Deliveries before = this.deliveries;
		if (before.failures == 0) {
			this.beganNanos = now;
		}
		boolean givenUp = isGivenUp(progress, cause);
		if (givenUp) {
			this.awaited.remove(progress.identity());
		}
		else {
			this.awaited.add(progress.identity());
		}
		String reason = reason(cause);
		this.deliveries = new Deliveries(before.deliveredNanos, before.failures + 1, now, reason);
		boolean warned = this.loggedNanos == null || now - this.loggedNanos >= REMINDER_INTERVAL;
		if (warned) {
			warn(progress, cause, reason, now);
		}
		if (logger.isDebugEnabled()) {
			logger.debug("A report to {} failed", this.destination, SafeText.of(cause));
		}
		return warned && givenUp && before.failures == 0;
	}

	/** Nothing comes after the refused end of a run that could show that all is well. */
	private static boolean isGivenUp(JobProgress progress, Throwable cause) {
		return cause instanceof RejectedReportException && progress.status().isEnd();
	}

	private void warn(JobProgress progress, Throwable cause, String reason, long now) {
		this.logged = true;
		this.loggedNanos = now;
		int failures = this.deliveries.failures;
		if (cause instanceof InterruptedException) {
			logger.warn(
					"A report to {} was interrupted: it took longer than the time that is left when an application ends",
					this.destination);
		}
		else if (failures == 1) {
			logger.warn("Progress cannot be reported to {}: {}. The jobs continue; {}", this.destination, reason,
					whatIsNext(progress, cause));
		}
		else {
			logger.warn("Progress still cannot be reported to {}, after {} attempts in {} minutes: {}",
					this.destination, failures, Duration.ofNanos(now - this.beganNanos).toMinutes(), reason);
		}
	}

	private static String whatIsNext(JobProgress progress, Throwable cause) {
		if (isGivenUp(progress, cause)) {
			return "this report of job %s is not sent again, but those of its next run will be sent"
				.formatted(progress.identity());
		}
		return (cause instanceof RejectedReportException) ? "this report is dropped, and the next one will be sent"
				: "delivery will be retried";
	}

	/**
	 * Notes that a delivery succeeded. The trouble is over unless a report of another job
	 * still has to be delivered: a gateway may refuse one and accept another.
	 * @param progress the report
	 * @param now the monotonic time
	 */
	void delivered(JobProgress progress, long now) {
		Deliveries before = this.deliveries;
		this.awaited.remove(progress.identity());
		if (!this.awaited.isEmpty()) {
			this.deliveries = new Deliveries(now, before.failures, before.failedNanos, before.reason);
			return;
		}
		if (this.logged) {
			logger.info("Progress is reported to {} again, after {} in {} seconds", this.destination,
					(before.failures == 1) ? "one failed attempt" : before.failures + " failed attempts",
					Duration.ofNanos(now - this.beganNanos).toSeconds());
			this.logged = false;
		}
		this.deliveries = new Deliveries(now, 0, null, null);
	}

	/**
	 * The state of the reporter. Any thread may ask.
	 * @param now the monotonic time
	 * @return the state
	 */
	ReporterState state(long now) {
		Deliveries current = this.deliveries;
		return new ReporterState(this.destination, since(current.deliveredNanos, now), current.failures, current.reason,
				since(current.failedNanos, now));
	}

	private static @Nullable Duration since(@Nullable Long nanos, long now) {
		// The caller may have read the clock before the delivery.
		return (nanos != null) ? Duration.ofNanos(Math.max(0, now - nanos)) : null;
	}

	/**
	 * Why a delivery failed, for people to read.
	 * @param cause what was thrown
	 * @return the reason, on one line
	 */
	static String reason(Throwable cause) {
		String message = cause.getMessage();
		String name = cause.getClass().getSimpleName();
		if (message == null || message.isBlank()) {
			return SafeText.of(name);
		}
		return SafeText.of(saysWhatHappened(cause, message) ? message : name + ": " + message);
	}

	/** Many messages are the name of a host, file or class and nothing else. */
	private static boolean saysWhatHappened(Throwable cause, String message) {
		boolean onlyFileName = cause instanceof FileSystemException file && file.getReason() == null;
		return message.strip().contains(" ") && !onlyFileName && !(cause instanceof Error);
	}

	/**
	 * The results of the deliveries so far. The failures are those of the current
	 * trouble.
	 */
	private record Deliveries(@Nullable Long deliveredNanos, int failures, @Nullable Long failedNanos,
			@Nullable String reason) {

	}

}
