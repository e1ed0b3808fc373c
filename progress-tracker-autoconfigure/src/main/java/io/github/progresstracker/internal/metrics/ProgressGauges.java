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

package io.github.progresstracker.internal.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The metrics of all jobs as gauges of a Micrometer registry, such as
 * {@code job.records.processed}. A Prometheus registry shows them with the names and
 * values that are pushed to a Pushgateway. All gauges are read live, from one snapshot
 * that is no older than a tenth of a second. Thread-safe.
 * <p>
 * When a run starts or ends, or a stage changes, missing gauges are registered, and
 * gauges that only an earlier run had are removed. Starts and ends take effect
 * immediately, stages in rapid succession within a tenth of a second. This happens on the
 * job's thread, without I/O, so that the gauges show the end of a run before the registry
 * can be closed after it. Anything that becomes known in between is noticed when the
 * gauges are read, and shown the next time.
 */
public final class ProgressGauges implements RunListener, AutoCloseable {

	private final MeterRegistry registry;

	private final boolean failureMessage;

	private final TimeSource time;

	private final Predicate<Runnable> later;

	/** Concurrent, because a filter that is slow for one job must not delay others. */
	private final Map<JobIdentity, JobGauges> jobs = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Prepares the gauges of a registry. There are none before the first run.
	 * @param registry the registry
	 * @param failureMessage whether the message of a failure becomes a tag
	 */
	public ProgressGauges(MeterRegistry registry, boolean failureMessage) {
		this(registry, failureMessage, TimeSource.SYSTEM, later(new DelayedTasks("progress-gauges")));
	}

	ProgressGauges(MeterRegistry registry, boolean failureMessage, TimeSource time, Predicate<Runnable> later) {
		this.registry = registry;
		this.failureMessage = failureMessage;
		this.time = time;
		this.later = later;
	}

	private static Predicate<Runnable> later(DelayedTasks tasks) {
		return (task) -> tasks.after(JobGauges.MAX_AGE, task);
	}

	@Override
	public void runStarted(ProgressSource run) {
		update(run);
	}

	@Override
	public void stageChanged(ProgressSource run) {
		update(run);
	}

	@Override
	public void runEnded(ProgressSource run) {
		update(run);
	}

	private void update(ProgressSource run) {
		if (this.closed) {
			return;
		}
		JobProgress progress = run.progress();
		JobGauges gauges = this.jobs.computeIfAbsent(progress.identity(),
				(identity) -> new JobGauges(this.registry, this.failureMessage, this.time, this.later, identity, run));
		gauges.update(run, progress);
		if (this.closed) {
			// Closed by another thread, which may not have seen these gauges.
			gauges.close();
		}
	}

	/**
	 * Removes all gauges from the registry. Whatever happens later has no effect.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.jobs.values().forEach(JobGauges::close);
		this.jobs.clear();
	}

}
