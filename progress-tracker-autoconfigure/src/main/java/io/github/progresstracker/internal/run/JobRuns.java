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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
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

	/** The maximum number of stages of a run, unless configured otherwise. */
	public static final int DEFAULT_MAX_STAGES = 100;

	private final RunListeners listeners;

	private final TimeSource time;

	private final int maxStages;

	private final Map<JobIdentity, JobHistory> histories = new LinkedHashMap<>();

	/**
	 * This is not static: a run of one application context must not be current in another
	 * one.
	 */
	@SuppressWarnings("ThreadLocalUsage")
	private final ThreadLocal<@Nullable ManagedRun> current = new ThreadLocal<>();

	/** Stands for each run of a job that is not tracked. */
	private final ManagedRun disabled = new NoOpRun(this);

	/**
	 * Creates an empty collection of runs.
	 * @param listeners the listeners, in the order in which they are called
	 * @param time the clocks
	 * @param maxStages the maximum number of stages of a run; stages beyond it are
	 * counted together as stage {@code _other}
	 */
	public JobRuns(List<? extends RunListener> listeners, TimeSource time, int maxStages) {
		if (maxStages <= 0) {
			throw new IllegalArgumentException("The maximum number of stages must be positive, but was " + maxStages);
		}
		this.listeners = new RunListeners(listeners);
		this.time = time;
		this.maxStages = maxStages;
	}

	@Override
	public ManagedRun prepare(JobDefinition job) {
		return prepare(job, LiveStages.NONE);
	}

	@Override
	public ManagedRun prepare(JobDefinition job, LiveStages stages) {
		return job.enabled() ? new JobRun(this, job, history(job.identity()), this.time, this.maxStages, stages)
				: this.disabled;
	}

	@Override
	public void restoreLastSuccess(JobDefinition job, Instant at) {
		if (job.enabled()) {
			history(job.identity()).restoreLastSuccess(at);
		}
	}

	private JobHistory history(JobIdentity identity) {
		synchronized (this.histories) {
			return this.histories.computeIfAbsent(identity, (unknown) -> new JobHistory());
		}
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
	 * Takes a snapshot of each job: of all its open runs or, if there are none, of the
	 * newest run that has ended.
	 * @return the snapshots, ordered by the first run of each job
	 */
	public List<JobProgress> progress() {
		List<JobProgress> progress = new ArrayList<>();
		for (JobHistory history : histories()) {
			progress.addAll(history.progress());
		}
		return Collections.unmodifiableList(progress);
	}

	/**
	 * Ends all open runs as interrupted.
	 */
	@Override
	public void close() {
		for (JobHistory history : histories()) {
			history.runs().forEach(JobRun::close);
		}
	}

	private List<JobHistory> histories() {
		synchronized (this.histories) {
			return List.copyOf(this.histories.values());
		}
	}

	RunListeners listeners() {
		return this.listeners;
	}

}
