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

package io.github.progresstracker.internal.pushgateway;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.metrics.ProgressMetrics;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.report.RejectedReportException;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics of the application that are pushed with each of its jobs. They are read on a
 * thread of their own, as a gauge is code of others and may hang. Whatever goes wrong
 * with them, the metrics of the job are pushed.
 * <p>
 * When the context is closed they are read a last time, before anything is destroyed: a
 * gauge that needs a bean would have no value any more.
 */
public final class IncludedMetrics {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporter.class);

	/** Metrics that a Pushgateway adds to each group. */
	private static final Set<String> OF_THE_GATEWAY = Set.of("push_time_seconds", "push_failure_time_seconds");

	/** A reason may contain a number that differs each time. */
	private static final int MAX_WARNINGS = 20;

	/** How long a push waits for the values. */
	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final PrometheusRegistry registry;

	private final Map<String, Predicate<String>> patterns = new LinkedHashMap<>();

	private final DelayedTasks reader = new DelayedTasks("progress-included-metrics");

	private final Set<String> matched = ConcurrentHashMap.newKeySet();

	private @Nullable FutureTask<MetricSnapshots> reading;

	private boolean ended;

	private boolean unmatchedLogged;

	private final Set<String> warned = new HashSet<>();

	/**
	 * Chooses metrics.
	 * @param registry the registry that contains them
	 * @param patterns names as Prometheus shows them, where {@code *} matches anything
	 */
	public IncludedMetrics(PrometheusRegistry registry, List<String> patterns) {
		this.registry = registry;
		patterns.forEach((pattern) -> this.patterns.put(pattern,
				Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q")).asMatchPredicate()));
	}

	/**
	 * The metrics as they are now, or as they were when the context was closed.
	 * @param progress the job that they are pushed with
	 * @param patience how long to wait for them at most
	 * @return the metrics, except those of jobs, and except series whose labels say that
	 * they belong to another job
	 */
	MetricSnapshots of(JobProgress progress, Duration patience) {
		try {
			MetricSnapshots metrics = new MetricSnapshots(read(patience).stream()
				.map((metric) -> of(metric, progress.identity().asLabels()))
				.filter((metric) -> !metric.getDataPoints().isEmpty())
				.toList());
			if (progress.status().isEnd()) {
				logUnmatched();
			}
			return metrics;
		}
		catch (ExecutionException ex) {
			warnOnce("they cannot be read: " + SafeText.of(String.valueOf(ex.getCause())));
		}
		catch (TimeoutException | CancellationException ex) {
			warnOnce("they could not be read in time");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (RuntimeException | LinkageError ex) {
			warnOnce("they cannot be read: " + SafeText.of(ex.toString()));
		}
		return MetricSnapshots.of();
	}

	private MetricSnapshots read(Duration patience) throws InterruptedException, ExecutionException, TimeoutException {
		Duration limit = (patience.compareTo(PATIENCE) < 0) ? patience : PATIENCE;
		return begin(false).get(Math.max(limit.toNanos(), 0), TimeUnit.NANOSECONDS);
	}

	/**
	 * Begins to read, unless a gauge still holds up the thread that does, or the context
	 * was closed.
	 */
	private synchronized FutureTask<MetricSnapshots> begin(boolean last) {
		FutureTask<MetricSnapshots> current = this.reading;
		if (current == null || (!this.ended && (last || current.isDone()))) {
			current = new FutureTask<>(() -> this.registry.scrape(this::isIncluded));
			if (!this.reader.after(Duration.ZERO, current)) {
				current.cancel(false);
			}
			this.reading = current;
		}
		this.ended |= last;
		return current;
	}

	/**
	 * Reads the metrics for the last time, as the context is closed. Only the first call
	 * has an effect.
	 * @param patience how long to wait at most; what is read later is not pushed
	 */
	public void readLast(Duration patience) {
		FutureTask<MetricSnapshots> last = begin(true);
		try {
			last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException | CancellationException ex) {
			// Logged with the next push, if there is one.
		}
		last.cancel(false);
	}

	/** In the registry, names have no suffix for the type. */
	private boolean isIncluded(String name) {
		Set<String> shown = Set.of(name, name + "_total", name + "_info");
		if (shown.stream().anyMatch(IncludedMetrics::isReserved)) {
			return false;
		}
		List<String> matching = this.patterns.entrySet()
			.stream()
			.filter((pattern) -> shown.stream().anyMatch(pattern.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		this.matched.addAll(matching);
		return !matching.isEmpty();
	}

	/**
	 * Not a warning: the pattern may be a mistake, but the metric may also appear later,
	 * with the first event that it counts.
	 */
	private void logUnmatched() {
		List<String> unmatched = this.patterns.keySet()
			.stream()
			.filter((pattern) -> !this.matched.contains(pattern))
			.toList();
		if (!unmatched.isEmpty() && !this.unmatchedLogged) {
			this.unmatchedLogged = true;
			logger.info("So far, no metric of the application matches {} in progress.tracker.push.include. Job metrics"
					+ " do not count, because they are always pushed", SafeText.of(unmatched.toString()));
		}
	}

	private static boolean isReserved(String name) {
		return ProgressMetrics.NAMES.contains(name) || OF_THE_GATEWAY.contains(name);
	}

	private MetricSnapshot of(MetricSnapshot metric, Map<String, String> group) {
		return SeriesFilter.filter(metric, (series) -> {
			String reason = reasonToLeaveOut(series, group);
			if (reason != null) {
				warnOnce("series of " + metric.getMetadata().getPrometheusName() + " are left out because " + reason);
			}
			return reason == null;
		});
	}

	private static @Nullable String reasonToLeaveOut(DataPointSnapshot series, Map<String, String> group) {
		if (series.hasScrapeTimestamp()) {
			return "a Pushgateway accepts no timestamps";
		}
		Map<String, String> others = new TreeMap<>();
		for (Label label : series.getLabels()) {
			String own = group.get(label.getName());
			if (own != null && !own.equals(label.getValue())) {
				others.put(label.getName(), label.getValue());
			}
		}
		// The gateway would give them the labels of the job, and several would become one
		return others.isEmpty() ? null
				: "the job has other values for the labels " + SafeText.of(others.keySet().toString());
	}

	/**
	 * Logs that a gateway refused the metrics.
	 * @param reason why
	 */
	void refused(RejectedReportException reason) {
		warnOnce(SafeText.of(String.valueOf(reason.getMessage())));
	}

	private void warnOnce(String reason) {
		if (this.warned.size() < MAX_WARNINGS && this.warned.add(reason)) {
			logger.warn(
					"Some metrics in progress.tracker.push.include are not pushed: {}. Job metrics are still pushed",
					reason);
		}
	}

}
