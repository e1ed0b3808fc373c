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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * The gauges of one job. Thread-safe.
 */
final class JobGauges {

	/**
	 * How old the values of the gauges may be: long enough for a scrape of all of them,
	 * so that their values agree and one snapshot is enough.
	 */
	static final Duration MAX_AGE = Duration.ofMillis(100);

	private final MeterRegistry registry;

	private final TimeSource time;

	private final Predicate<Runnable> later;

	private final boolean failureMessage;

	private final Tags identity;

	/** Changed by one thread at a time, and refreshed by any thread that reads. */
	private final Map<Series, ShownSeries> shown = new ConcurrentHashMap<>();

	/**
	 * The same for all gauges. A registry refers weakly to what a gauge shows, but
	 * strongly to this function, which keeps everything that is shown alive.
	 */
	private final ToDoubleFunction<ShownSeries> reading = this::read;

	/** Held while a snapshot is taken, but never while the registry is called. */
	private final Object readingLock = new Object();

	private volatile ProgressSource run;

	/** The monotonic time of the snapshot that the values come from. */
	private volatile long readAt;

	private final AtomicBoolean pending = new AtomicBoolean();

	private boolean closed;

	JobGauges(MeterRegistry registry, boolean failureMessage, TimeSource time, Predicate<Runnable> later,
			JobIdentity identity, ProgressSource run) {
		this.registry = registry;
		this.failureMessage = failureMessage;
		this.time = time;
		this.later = later;
		this.identity = tags(identity.asLabels());
		this.run = run;
		this.readAt = time.nanoTime() - MAX_AGE.toNanos();
	}

	synchronized void update(ProgressSource run, JobProgress progress) {
		boolean anotherRun = run != this.run;
		if (anotherRun && takesOver(progress)) {
			this.run = run;
		}
		if (anotherRun || progress.status().isEnd() || !isFresh()) {
			reconcile();
		}
		else {
			reconcileLater();
		}
	}

	/**
	 * Whether another run is shown from now on. Of runs that overlap, it is the last one
	 * to start of those that are still running.
	 */
	private boolean takesOver(JobProgress another) {
		JobProgress present = this.run.progress();
		return present.status().isEnd()
				|| (!another.status().isEnd() && !another.startedAt().isBefore(present.startedAt()));
	}

	private void reconcileLater() {
		if (this.pending.compareAndSet(false, true) && !this.later.test(this::reconcilePending)) {
			// The system is out of threads, perhaps not forever.
			this.pending.set(false);
		}
	}

	private void reconcilePending() {
		this.pending.set(false);
		reconcile();
	}

	private synchronized void reconcile() {
		if (this.closed) {
			return;
		}
		Map<Series, Double> values = refresh();
		Map<Map<String, String>, Tags> tags = new HashMap<>();
		values.forEach((series, value) -> {
			// Added before it is registered, which may take a while, so that it is
			// refreshed with all others
			ShownSeries shown = this.shown.computeIfAbsent(series, (unknown) -> new ShownSeries(value));
			if (shown.gauge == null) {
				shown.gauge = register(series, shown,
						tags.computeIfAbsent(series.labels(), (labels) -> this.identity.and(tags(labels))));
			}
		});
		this.shown.entrySet().removeIf((entry) -> {
			boolean vanished = !values.containsKey(entry.getKey());
			if (vanished) {
				remove(entry.getValue());
			}
			return vanished;
		});
	}

	private Gauge register(Series series, ShownSeries shown, Tags tags) {
		GaugeName name = GaugeName.of(series.metric(), this.registry);
		return Gauge.builder(name.name(), shown, this.reading)
			.baseUnit(name.unit())
			.description(series.help())
			.tags(tags)
			.register(this.registry);
	}

	private void remove(ShownSeries shown) {
		if (shown.gauge != null) {
			this.registry.remove(shown.gauge);
		}
	}

	private double read(ShownSeries shown) {
		refreshIfStale();
		return shown.value;
	}

	private void refreshIfStale() {
		if (isFresh()) {
			return;
		}
		synchronized (this.readingLock) {
			if (!isFresh() && !refresh().keySet().equals(this.shown.keySet())) {
				// Not now: the registry is reading its gauges
				reconcileLater();
			}
		}
	}

	private boolean isFresh() {
		return this.time.nanoTime() - this.readAt < MAX_AGE.toNanos();
	}

	private Map<Series, Double> refresh() {
		synchronized (this.readingLock) {
			long takenAt = this.time.nanoTime();
			Map<Series, Double> values = new HashMap<>();
			for (MetricFamily family : ProgressMetrics.of(this.run.progress(), this.failureMessage)) {
				for (MetricFamily.Sample sample : family.samples()) {
					values.put(new Series(family.name(), family.help(), sample.labels()), sample.value());
				}
			}
			this.shown.forEach((series, shown) -> shown.value = values.getOrDefault(series, Double.NaN));
			this.readAt = takenAt;
			return values;
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
		this.shown.values().forEach(this::remove);
		this.shown.clear();
	}

	private record Series(String metric, String help, Map<String, String> labels) {

		// Written by hand for the same reason as those of a JobIdentity.

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Series series && this.metric.equals(series.metric)
					&& this.labels.equals(series.labels);
		}

		@Override
		public int hashCode() {
			return 31 * this.metric.hashCode() + this.labels.hashCode();
		}

	}

	/** What a gauge shows. There may be thousands, so it is kept small. */
	private static final class ShownSeries {

		private @Nullable Gauge gauge;

		private volatile double value;

		private ShownSeries(double value) {
			this.value = value;
		}

	}

}
