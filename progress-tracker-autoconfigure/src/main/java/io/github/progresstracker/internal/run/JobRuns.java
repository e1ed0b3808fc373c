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

package io.github.progresstracker.internal.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the runs of all jobs of an application.
 */
public final class JobRuns implements ManagedRuns, AutoCloseable {

	private final RunListeners listeners;

	private final RunListeners noListeners = new RunListeners(List.of());

	private final TimeSource time;

	private final RunLimits limits;

	private final JobHistories histories;

	private final AtomicLong unreported = new AtomicLong();

	/** Why the application ends, if that is a failure. */
	private volatile @Nullable FailureReason failure;

	/**
	 * This is not static: a run of one application context must not be current in another
	 * one.
	 */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable ManagedRun> current = new ThreadLocal<>();

	/**
	 * Creates an empty collection of runs.
	 * @param listeners the listeners, in the order in which they are called
	 * @param time the clocks
	 * @param limits how much is kept
	 */
	public JobRuns(List<? extends RunListener> listeners, TimeSource time, RunLimits limits) {
		this.listeners = new RunListeners(listeners);
		this.time = time;
		this.limits = limits;
		this.histories = new JobHistories(limits.jobs());
	}

	/**
	 * Adds a job that is known before it runs. It is reported however many others there
	 * are.
	 * @param job the job
	 */
	public void addKnown(JobIdentity job) {
		this.histories.addKnown(job);
	}

	/**
	 * Adds jobs that are known before they run.
	 * @param jobs finds the jobs; called on any thread, when there are as many jobs as
	 * may be reported
	 */
	public void addKnown(Supplier<? extends Collection<JobIdentity>> jobs) {
		this.histories.addKnown(jobs);
	}

	@Override
	public ManagedRun prepare(JobDefinition job) {
		return prepare(job, LiveStages.NONE);
	}

	@Override
	public ManagedRun prepare(JobDefinition job, LiveStages stages) {
		if (!job.enabled()) {
			return new NoOpRun(this);
		}
		JobHistory history = this.histories.find(job.identity());
		if (history != null) {
			return new JobRun(this, job, history, this.listeners, this.time, this.limits.stages(), stages);
		}
		// The run works for the job, but nothing hears of it, and nothing keeps it.
		this.unreported.incrementAndGet();
		this.histories.warnOf(job.identity());
		return new JobRun(this, job, new JobHistory(), this.noListeners, this.time, this.limits.stages(), stages);
	}

	@Override
	public void restoreLastSuccess(JobDefinition job, JobSuccess success) {
		JobHistory history = job.enabled() ? this.histories.find(job.identity()) : null;
		if (history != null) {
			history.restoreLastSuccess(success);
		}
	}

	/**
	 * Returns how many runs were not reported, because there are too many jobs.
	 * @return the number of runs
	 */
	public long unreportedRuns() {
		return this.unreported.get();
	}

	@Override
	public @Nullable ManagedRun currentRun() {
		return this.current.get();
	}

	ManagedRun.Binding bind(ManagedRun run) {
		ManagedRun outer = this.current.get();
		this.current.set(run);
		return () -> {
			if (outer != null) {
				this.current.set(outer);
			}
			else {
				this.current.remove();
			}
		};
	}

	/**
	 * Takes a snapshot of each job that is reported: of all its open runs or, if there
	 * are none, of the newest run that has ended.
	 * @return the snapshots, ordered by the first run of each job
	 */
	public List<JobProgress> progress() {
		List<JobProgress> progress = new ArrayList<>();
		for (JobHistory history : this.histories.all()) {
			progress.addAll(history.progress());
		}
		return Collections.unmodifiableList(progress);
	}

	/**
	 * Returns the last runs of a job that ended in this process, if it is reported.
	 * @param job the job
	 * @return its runs, oldest first
	 */
	public List<PastRun> pastRuns(JobIdentity job) {
		JobHistory history = this.histories.get(job);
		return (history != null) ? history.past() : List.of();
	}

	/**
	 * Returns the ids that a framework has for the open runs of a job.
	 * @param job the job
	 * @return the ids
	 */
	public Set<Long> openExecutions(JobIdentity job) {
		JobHistory history = this.histories.get(job);
		return (history != null) ? history.openExecutions() : Set.of();
	}

	/**
	 * Returns when a run of a job last began that did not take place, because another
	 * process had the lock for example.
	 * @param job the job
	 * @return the time, or {@code null} if there was none in this process
	 */
	public @Nullable Instant lastDiscarded(JobIdentity job) {
		JobHistory history = this.histories.get(job);
		return (history != null) ? history.lastDiscarded() : null;
	}

	/** How many ended runs of each job are kept. */
	int keptRuns() {
		return this.limits.history();
	}

	/**
	 * Called when the application ends because of a failure. Runs that are still open
	 * when these runs are closed have failed for the same reason.
	 * @param reason the reason; the first one counts
	 */
	public void failRemaining(FailureReason reason) {
		if (this.failure == null) {
			this.failure = reason;
		}
	}

	/**
	 * Ends all open runs, as interrupted unless {@link #failRemaining} was called.
	 */
	@Override
	public void close() {
		FailureReason reason = this.failure;
		for (JobHistory history : this.histories.all()) {
			for (JobRun run : history.runs()) {
				if (reason != null) {
					run.end(RunStatus.FAILED, reason.exception(), reason.message());
				}
				else {
					run.close();
				}
			}
		}
	}

}
