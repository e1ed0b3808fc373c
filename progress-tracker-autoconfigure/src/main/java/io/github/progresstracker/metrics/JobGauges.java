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

package io.github.progresstracker.metrics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressSource;
import io.github.progresstracker.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * The gauges of one job. Thread-safe.
 */
final class JobGauges {

	/**
	 * How long a reading serves: long enough for a scrape of all gauges, so that their
	 * values agree and one snapshot is enough for all of them.
	 */
	private static final long FRESHNESS = Duration.ofMillis(100).toNanos();

	private final MeterRegistry registry;

	private final TimeSource time;

	private final Executor soon;

	private final Tags identity;

	private final Map<Series, Gauge> gauges = new HashMap<>();

	/** Held while a snapshot is taken, but never while the registry is called. */
	private final Object readingLock = new Object();

	private volatile ProgressSource run;

	private volatile Reading reading;

	private volatile Set<Series> shown = Set.of();

	private final AtomicBoolean pending = new AtomicBoolean();

	private boolean closed;

	JobGauges(MeterRegistry registry, TimeSource time, Executor soon, JobIdentity identity, ProgressSource run) {
		this.registry = registry;
		this.time = time;
		this.soon = soon;
		this.identity = tags(identity.asLabels());
		this.run = run;
		this.reading = new Reading(Map.of(), time.nanoTime() - FRESHNESS);
	}

	synchronized void update(ProgressSource run, JobProgress progress) {
		boolean anotherRun = run != this.run;
		if (anotherRun && takesOver(progress)) {
			this.run = run;
		}
		if (anotherRun || progress.status().isEnd() || !isFresh(this.reading)) {
			reconcile();
		}
		else {
			reconcileSoon();
		}
	}

	/**
	 * Whether another run is to be shown from now on. If runs overlap, it is the one that
	 * began last of those that are still going on.
	 */
	private boolean takesOver(JobProgress another) {
		JobProgress present = this.run.progress();
		return present.status().isEnd()
				|| (!another.status().isEnd() && !another.startedAt().isBefore(present.startedAt()));
	}

	private void reconcileSoon() {
		if (!this.pending.compareAndSet(false, true)) {
			return;
		}
		boolean accepted = false;
		try {
			this.soon.execute(() -> {
				this.pending.set(false);
				reconcile();
			});
			accepted = true;
		}
		finally {
			if (!accepted) {
				// The system is out of threads, perhaps not for ever.
				this.pending.set(false);
			}
		}
	}

	private synchronized void reconcile() {
		if (this.closed) {
			return;
		}
		Set<Series> wanted = refresh().values().keySet();
		wanted.forEach((series) -> this.gauges.computeIfAbsent(series, this::register));
		this.gauges.entrySet().removeIf((gauge) -> {
			boolean vanished = !wanted.contains(gauge.getKey());
			if (vanished) {
				this.registry.remove(gauge.getValue());
			}
			return vanished;
		});
		this.shown = wanted;
	}

	private Gauge register(Series series) {
		GaugeName name = GaugeName.of(series.metric(), this.registry);
		return Gauge.builder(name.name(), () -> value(series))
			.baseUnit(name.unit())
			.description(series.help())
			.tags(this.identity.and(tags(series.labels())))
			.register(this.registry);
	}

	private double value(Series series) {
		return reading().values().getOrDefault(series, Double.NaN);
	}

	private Reading reading() {
		Reading reading = this.reading;
		if (isFresh(reading)) {
			return reading;
		}
		synchronized (this.readingLock) {
			if (!isFresh(this.reading)) {
				refresh();
				if (!this.reading.values().keySet().equals(this.shown)) {
					// Not now: the registry is in the middle of reading its gauges
					reconcileSoon();
				}
			}
			return this.reading;
		}
	}

	private boolean isFresh(Reading reading) {
		return this.time.nanoTime() - reading.takenAt() < FRESHNESS;
	}

	private Reading refresh() {
		synchronized (this.readingLock) {
			long takenAt = this.time.nanoTime();
			Map<Series, Double> values = new HashMap<>();
			for (MetricFamily family : ProgressMetrics.of(this.run.progress())) {
				for (MetricFamily.Sample sample : family.samples()) {
					values.put(new Series(family.name(), family.help(), sample.labels()), sample.value());
				}
			}
			Reading reading = new Reading(values, takenAt);
			this.reading = reading;
			return reading;
		}
	}

	private static Tags tags(Map<String, String> labels) {
		Tags tags = Tags.empty();
		for (Map.Entry<String, String> label : labels.entrySet()) {
			tags = tags.and(label.getKey(), LabelValue.of(label.getValue()));
		}
		return tags;
	}

	synchronized void close() {
		this.closed = true;
		this.gauges.values().forEach(this.registry::remove);
		this.gauges.clear();
	}

	private record Series(String metric, String help, Map<String, String> labels) {

	}

	private record Reading(Map<Series, Double> values, long takenAt) {

	}

}
