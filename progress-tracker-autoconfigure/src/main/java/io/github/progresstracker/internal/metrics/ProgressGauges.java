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
import java.util.concurrent.Executor;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The metrics of all jobs as gauges of a Micrometer registry:
 * {@code job.records.processed} and so on, which a Prometheus registry shows under the
 * names and with the values that are pushed to a Pushgateway. The gauges are read live,
 * and all from one snapshot that is no older than a tenth of a second. Thread-safe.
 * <p>
 * At the turning points of a run, the gauges that it has and the registry has not are
 * registered, and those of earlier runs that it has no more are removed: begins and ends
 * take effect at once, stages in rapid succession within a tenth of a second. That is
 * done on the job's own thread, without I/O, so that the gauges show an end before
 * anybody who waits for it goes on to close the registry. What becomes known in between
 * is noticed when the gauges are read, and there for the next reading.
 */
public final class ProgressGauges implements RunListener, AutoCloseable {

	private final MeterRegistry registry;

	private final TimeSource time;

	private final Executor soon;

	/** Concurrent, as a filter that is slow for one job must not hold up the others. */
	private final Map<JobIdentity, JobGauges> jobs = new ConcurrentHashMap<>();

	private volatile boolean closed;

	/**
	 * Prepares the gauges of a registry; there are none before the first run.
	 * @param registry where the gauges are registered
	 */
	public ProgressGauges(MeterRegistry registry) {
		this(registry, TimeSource.SYSTEM, new Soon());
	}

	ProgressGauges(MeterRegistry registry, TimeSource time, Executor soon) {
		this.registry = registry;
		this.time = time;
		this.soon = soon;
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
				(identity) -> new JobGauges(this.registry, this.time, this.soon, identity, run));
		gauges.update(run, progress);
		if (this.closed) {
			// By another thread, which may not have seen these.
			gauges.close();
		}
	}

	/**
	 * Removes all gauges from the registry. Whatever happens later does nothing.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.jobs.values().forEach(JobGauges::close);
		this.jobs.clear();
	}

}
