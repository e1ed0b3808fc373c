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
import java.util.Iterator;
import java.util.List;
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

	private final ApplicationMeters others;

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

	/** {@code null} if the only run was discarded. */
	private volatile @Nullable ProgressSource run;

	/** The monotonic time of the snapshot that the values come from. */
	private volatile long readAt;

	private final AtomicBoolean pending = new AtomicBoolean();

	private boolean closed;

	JobGauges(MeterRegistry registry, ApplicationMeters others, boolean failureMessage, TimeSource time,
			Predicate<Runnable> later, JobIdentity identity, ProgressSource run) {
		this.registry = registry;
		this.others = others;
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
	 * Shows what was shown before a run that did not take place, if that is the one that
	 * is shown.
	 * @param run the run that was discarded
	 * @param previous the run to show in its place, or {@code null} if there is none
	 */
	synchronized void discard(ProgressSource run, @Nullable ProgressSource previous) {
		if (run == this.run) {
			this.run = previous;
			reconcile();
		}
	}

	/**
	 * Whether another run is shown from now on. Of runs that overlap, it is the last one
	 * to start of those that are still running.
	 */
	private boolean takesOver(JobProgress another) {
		ProgressSource run = this.run;
		if (run == null) {
			return true;
		}
		JobProgress present = run.progress();
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
		for (Map.Entry<Series, Double> entry : values.entrySet()) {
			Series series = entry.getKey();
			// Added before it is registered, which may take a while, so that it is
			// refreshed with all others
			ShownSeries added = new ShownSeries(entry.getValue());
			ShownSeries present = this.shown.putIfAbsent(series, added);
			ShownSeries shown = (present != null) ? present : added;
			if (shown.gauge == null) {
				show(series, shown, tags);
			}
		}
		Iterator<Map.Entry<Series, ShownSeries>> entries = this.shown.entrySet().iterator();
		while (entries.hasNext()) {
			Map.Entry<Series, ShownSeries> entry = entries.next();
			if (!values.containsKey(entry.getKey())) {
				remove(entry.getKey(), entry.getValue());
				entries.remove();
			}
		}
	}

	private void show(Series series, ShownSeries shown, Map<Map<String, String>, Tags> tags) {
		Tags ofSeries = tags.get(series.labels());
		if (ofSeries == null) {
			ofSeries = this.identity.and(tags(series.labels()));
			tags.put(series.labels(), ofSeries);
		}
		Gauge gauge = register(series, shown, ofSeries);
		shown.gauge = gauge;
		if (this.others.hasTaken(series.metric())) {
			// Meanwhile, by another thread, which may not have seen this gauge.
			this.registry.remove(gauge);
		}
	}

	/**
	 * Removes the gauges of a metric, as the application is about to register a meter of
	 * the same name. They are not registered again.
	 * @param metric the name of the metric in Prometheus
	 */
	void giveWay(String metric) {
		this.shown.forEach((series, shown) -> {
			Gauge gauge = shown.gauge;
			if (gauge != null && series.metric().equals(metric)) {
				this.registry.remove(gauge);
			}
		});
	}

	private Gauge register(Series series, ShownSeries shown, Tags tags) {
		GaugeName name = GaugeName.of(series.metric(), this.registry);
		return Gauge.builder(this.others.alias(name.name(), this.registry), shown, this.reading)
			.baseUnit(name.unit())
			.description(series.help())
			.tags(tags)
			.register(this.registry);
	}

	/**
	 * Removes a gauge, unless its place was taken: the application's meter may have the
	 * same id.
	 */
	private void remove(Series series, ShownSeries shown) {
		Gauge gauge = shown.gauge;
		if (gauge != null && !this.others.hasTaken(series.metric())) {
			this.registry.remove(gauge);
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
			ProgressSource run = this.run;
			List<MetricFamily> families = (run != null) ? ProgressMetrics.of(run.progress(), this.failureMessage)
					: List.of();
			for (MetricFamily family : families) {
				if (this.others.hasTaken(family.name())) {
					continue;
				}
				for (MetricFamily.Sample sample : family.samples()) {
					values.put(new Series(family.name(), family.help(), sample.labels()), sample.value());
				}
			}
			for (Map.Entry<Series, ShownSeries> shown : this.shown.entrySet()) {
				shown.getValue().value = values.getOrDefault(shown.getKey(), Double.NaN);
			}
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
		this.shown.forEach(this::remove);
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

		private volatile @Nullable Gauge gauge;

		private volatile double value;

		private ShownSeries(double value) {
			this.value = value;
		}

	}

}
