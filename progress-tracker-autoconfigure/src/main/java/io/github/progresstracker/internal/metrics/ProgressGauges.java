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

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * <p>
 * A meter of the application that has the name of one of these metrics in Prometheus
 * wins: the metric is not shown, and a warning says so.
 */
public final class ProgressGauges implements RunListener, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ProgressGauges.class);

	private final MeterRegistry registry;

	private final ApplicationMeters others;

	private final boolean failureMessage;

	private final TimeSource time;

	private final Predicate<Runnable> later;

	/** Concurrent, because a filter that is slow for one job must not delay others. */
	private final Map<JobIdentity, JobGauges> jobs = new ConcurrentHashMap<>();

	/** The metrics that a warning says are not shown. */
	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Prepares the gauges of a registry. There are none before the first run.
	 * @param registry the registry
	 * @param others the meters of the application
	 * @param failureMessage whether the message of a failure becomes a tag
	 */
	public ProgressGauges(MeterRegistry registry, ApplicationMeters others, boolean failureMessage) {
		this(registry, others, failureMessage, TimeSource.SYSTEM, later(new DelayedTasks("progress-gauges")));
	}

	ProgressGauges(MeterRegistry registry, ApplicationMeters others, boolean failureMessage, TimeSource time,
			Predicate<Runnable> later) {
		this.registry = registry;
		this.others = others;
		this.failureMessage = failureMessage;
		this.time = time;
		this.later = later;
		others.onTaken((metric) -> this.jobs.values().forEach((job) -> job.giveWay(metric)));
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

	@Override
	public void runDiscarded(ProgressSource run, @Nullable ProgressSource previous) {
		JobGauges gauges = this.jobs.get(run.progress().identity());
		if (gauges != null) {
			gauges.discard(run, previous);
		}
	}

	private void update(ProgressSource run) {
		if (this.closed) {
			return;
		}
		JobProgress progress = run.progress();
		if (progress.status() == RunStatus.DISCARDED) {
			// By another thread, which may have been faster.
			return;
		}
		JobGauges gauges = this.jobs.computeIfAbsent(progress.identity(), (identity) -> new JobGauges(this.registry,
				this.others, this.failureMessage, this.time, this.later, identity, run));
		gauges.update(run, progress);
		this.others.taken().forEach(this::warnOnce);
		if (this.closed) {
			// Closed by another thread, which may not have seen these gauges.
			gauges.close();
		}
	}

	/**
	 * On a job's thread, because the application registers its meters with locks held.
	 */
	private void warnOnce(String metric, Meter.Id other) {
		if (this.warned.add(metric)) {
			logger
				.warn("The job metric {} is not shown in the meter registry: the application's meter '{}' ({}) has the same"
						+ " name, and takes precedence. Pushes and text files contain the job metric. Rename the meter to"
						+ " show both, or set progress.tracker.metrics.enabled=false to show no job metrics there",
						metric, SafeText.of(other.getName()),
						other.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '));
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
