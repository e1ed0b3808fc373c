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
import java.time.Instant;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.ReporterPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Decides when the next report of a job may be delivered: after the intervals of the
 * reporter's policy, or, if the last attempt failed, after a back-off. Not thread-safe:
 * {@link PendingReports} has one for each job.
 */
final class ReportPacing {

	/** Longer intervals do not fit into a count of nanoseconds. */
	private static final Duration MAX_INTERVAL = Duration.ofDays(365);

	private final RoutineRuns routine = new RoutineRuns();

	private @Nullable Long attemptNanos;

	private @Nullable BackOffExecution backOff;

	private long retryNanos;

	/** Start of the newest run of which a report was delivered or refused. */
	private @Nullable Instant answeredRun;

	/**
	 * Notes a new report, whether it will be delivered or not.
	 * @param progress the report
	 */
	void added(JobProgress progress) {
		this.routine.added(progress);
	}

	void attempted(long now) {
		this.attemptNanos = now;
	}

	void delivered(JobProgress progress) {
		answered(progress);
		this.routine.delivered(progress);
	}

	void refused(JobProgress progress) {
		answered(progress);
	}

	private void answered(JobProgress progress) {
		if (isNewRun(progress)) {
			this.answeredRun = progress.startedAt();
		}
		this.backOff = null;
	}

	void failed(boolean flushing, long now) {
		if (this.backOff == null) {
			this.backOff = backOff(flushing).start();
		}
		this.retryNanos = now + Duration.ofMillis(this.backOff.nextBackOff()).toNanos();
	}

	/**
	 * Forgets the back-off, so that what failed is tried again at once.
	 */
	void retryNow() {
		this.backOff = null;
	}

	/**
	 * When a report may be delivered.
	 * @param next the report that is next
	 * @param policy the policy of the reporter
	 * @param now the monotonic time
	 * @return nanoseconds from now, not positive if it may be delivered now
	 */
	long untilDue(JobProgress next, ReporterPolicy policy, long now) {
		long untilInterval = (this.attemptNanos != null) ? this.attemptNanos + interval(next, policy) - now : 0;
		return Math.max(untilRetry(now), untilInterval);
	}

	/**
	 * When a report that does not wait for the intervals may be delivered.
	 * @param now the monotonic time
	 * @return nanoseconds from now, not positive if it may be delivered now
	 */
	long untilRetry(long now) {
		return (this.backOff != null) ? this.retryNanos - now : 0;
	}

	private long interval(JobProgress next, ReporterPolicy policy) {
		// After a failed attempt a report is missing, so the next one is not routine.
		if (this.backOff == null && this.routine.isRoutine(next)) {
			return Math.max(nanos(policy.minInterval()), nanos(RoutineRuns.interval(next, policy.routineInterval())));
		}
		boolean firstOfOpenRun = next.status() == RunStatus.RUNNING && isNewRun(next);
		return firstOfOpenRun ? 0 : nanos(policy.minInterval());
	}

	private static long nanos(Duration interval) {
		return ((interval.compareTo(MAX_INTERVAL) < 0) ? interval : MAX_INTERVAL).toNanos();
	}

	/** The reports of runs that overlap alternate: an older run is not new again. */
	private boolean isNewRun(JobProgress progress) {
		return this.answeredRun == null || progress.startedAt().isAfter(this.answeredRun);
	}

	private static ExponentialBackOff backOff(boolean flushing) {
		long first = flushing ? 100 : 1_000;
		ExponentialBackOff backOff = new ExponentialBackOff(first, 2);
		backOff.setMaxInterval(flushing ? 1_000 : 30_000);
		// Spreads the attempts of jobs that all lost the same gateway at once.
		backOff.setJitter(first / 2);
		return backOff;
	}

}
