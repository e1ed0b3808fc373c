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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.ReporterPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The reports that wait for one reporter: the newest snapshot of each job and, for a
 * reporter that people watch, the ends before it that differ from one another. If the
 * reporter is told of each run, the reports of its runs wait in their place. Not
 * thread-safe: {@link DeliveryWorker} guards it.
 */
final class PendingReports {

	private final Supplier<ReporterPolicy> policy;

	/** The job that was served last is at the end, so that none is left out. */
	private final Map<JobIdentity, PendingJob> jobs = new LinkedHashMap<>();

	private boolean flushing;

	/**
	 * Creates an empty collection.
	 * @param policy the current policy of the reporter
	 */
	PendingReports(Supplier<ReporterPolicy> policy) {
		this.policy = policy;
	}

	/**
	 * Adds a report, in place of an older one of the same job.
	 * @param progress the newest snapshot of a job
	 * @return whether there is something to warn of: too many runs of this job wait, and
	 * the oldest are left out from now on
	 */
	boolean add(JobProgress progress) {
		PendingJob job = job(progress);
		ReporterPolicy policy = this.policy.get();
		boolean warn = false;
		if (policy.eachRun()) {
			warn = job.runs().add(progress);
		}
		else {
			job.newest = (policy.interactive() && job.changes.add(progress)) ? null : progress;
		}
		job.pacing.added(progress);
		return warn;
	}

	/**
	 * Removes a report that may be delivered now.
	 * @param now the monotonic time
	 * @return the report, or {@code null} if there is none yet
	 */
	@Nullable JobProgress take(long now) {
		for (Map.Entry<JobIdentity, PendingJob> entry : this.jobs.entrySet()) {
			PendingJob job = entry.getValue();
			JobProgress next = job.next();
			if (next != null && untilDue(job, next, now) <= 0) {
				job.takeNext();
				job.pacing.attempted(now);
				this.jobs.remove(entry.getKey());
				this.jobs.put(entry.getKey(), job);
				return next;
			}
		}
		return null;
	}

	/**
	 * Notes that a report was delivered.
	 * @param progress the report
	 */
	void delivered(JobProgress progress) {
		PendingJob job = job(progress);
		job.pacing.delivered(progress);
		job.failure = null;
	}

	/**
	 * Tells how many reports of runs of a job were left out, once none waits any more.
	 * @param progress the report that was delivered last
	 * @return the number since the last time; 0 as long as a report waits
	 */
	long takeLeftOut(JobProgress progress) {
		RunReports runs = job(progress).runs;
		return (runs != null) ? runs.takeLeftOut() : 0;
	}

	/**
	 * Notes that a report was refused. It would be refused again, so it is dropped; the
	 * next one may fare better.
	 * @param progress the report
	 * @param reason why, or {@code null} if nobody has to be told any more
	 */
	void refused(JobProgress progress, @Nullable String reason) {
		PendingJob job = job(progress);
		job.pacing.refused(progress);
		job.failure = reason;
	}

	/**
	 * Puts back a report that could not be delivered, unless a newer one replaces it.
	 * @param progress the report
	 * @param reason why
	 * @param now the monotonic time
	 */
	void failed(JobProgress progress, String reason, long now) {
		PendingJob job = job(progress);
		job.putBack(progress);
		job.pacing.failed(this.flushing, now);
		job.failure = reason;
	}

	/**
	 * From now on, delivers without waiting for the intervals, and tries again soon what
	 * failed.
	 */
	void flush() {
		this.flushing = true;
		for (PendingJob job : this.jobs.values()) {
			job.pacing.retryNow();
		}
	}

	/**
	 * When {@link #take} will return a report.
	 * @param now the monotonic time
	 * @return nanoseconds from now; {@link ReportSchedule#NEVER} if nothing waits
	 */
	long untilDue(long now) {
		long wait = ReportSchedule.NEVER;
		for (PendingJob job : this.jobs.values()) {
			JobProgress next = job.next();
			if (next != null) {
				wait = Math.min(wait, Math.max(0, untilDue(job, next, now)));
			}
		}
		return wait;
	}

	private long untilDue(PendingJob job, JobProgress next, long now) {
		return (this.flushing || job.changes.peek() != null) ? job.pacing.untilRetry(now)
				: job.pacing.untilDue(next, this.policy.get(), now);
	}

	boolean isEmpty() {
		for (PendingJob job : this.jobs.values()) {
			if (job.next() != null) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The jobs whose newest report was not delivered: it waits, failed or was refused,
	 * and people still have to be told.
	 * @return for each of them why the last attempt failed, {@code null} if there was
	 * none; the newest attempt is the last
	 */
	Map<JobIdentity, @Nullable String> undelivered() {
		Map<JobIdentity, @Nullable String> undelivered = new LinkedHashMap<>();
		this.jobs.forEach((identity, job) -> {
			if (job.next() != null || job.failure != null) {
				undelivered.put(identity, job.failure);
			}
		});
		return undelivered;
	}

	private PendingJob job(JobProgress progress) {
		return this.jobs.computeIfAbsent(progress.identity(), (unknown) -> new PendingJob());
	}

	private static final class PendingJob {

		private final ReportPacing pacing = new ReportPacing();

		/** These are older than the newest snapshot, and go first. */
		private final OutcomeChanges changes = new OutcomeChanges();

		/** Only for a reporter that is told of each run. */
		private @Nullable RunReports runs;

		private @Nullable JobProgress newest;

		private boolean tookChange;

		private boolean tookRun;

		private @Nullable String failure;

		private RunReports runs() {
			if (this.runs == null) {
				this.runs = new RunReports();
			}
			return this.runs;
		}

		private @Nullable JobProgress next() {
			JobProgress next = this.changes.peek();
			if (next == null && this.runs != null) {
				next = this.runs.peek();
			}
			return (next != null) ? next : this.newest;
		}

		private void takeNext() {
			this.tookChange = this.changes.poll() != null;
			this.tookRun = !this.tookChange && this.runs != null && this.runs.poll() != null;
			if (!this.tookChange && !this.tookRun) {
				this.newest = null;
			}
		}

		private void putBack(JobProgress progress) {
			if (this.tookChange) {
				this.changes.putBack(progress);
			}
			else if (this.tookRun && this.runs != null) {
				this.runs.putBack(progress);
			}
			else if (next() == null) {
				this.newest = progress;
			}
		}

	}

}
