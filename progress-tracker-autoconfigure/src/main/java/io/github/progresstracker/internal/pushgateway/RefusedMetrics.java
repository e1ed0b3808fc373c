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

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.metrics.ProgressMetrics;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.spi.TimeSource;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes what a Pushgateway accepts. It refuses a push as a whole because of a single
 * metric: another group has one with the same name and another type, or the same series.
 * Which one it is can only be read in a text that differs between versions. So the
 * metrics are pushed in parts, the most important ones first, and a metric that is
 * refused by itself is left out for a while. Used by the thread of one reporter only.
 */
final class RefusedMetrics {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporter.class);

	/** How long it takes until a metric is tried again. */
	private static final long RETRY_AFTER_NANOS = Duration.ofMinutes(10).toNanos();

	/**
	 * More than the metrics of a job ever need, even if all are refused. It limits what
	 * the application adds to them.
	 */
	private static final int MAX_PARTS = 50;

	private final String destination;

	private final TimeSource time;

	private final Map<JobIdentity, Refusals> refusals = new HashMap<>();

	private final Set<String> warned = new HashSet<>();

	RefusedMetrics(String destination, TimeSource time) {
		this.destination = destination;
		this.time = time;
	}

	/**
	 * Pushes metrics, or as many of them as the gateway accepts.
	 * @param identity the job that they belong to
	 * @param metrics the metrics
	 * @param post sends metrics to the gateway
	 * @return the response: not accepted if no metric was, or if anything but the metrics
	 * is the reason
	 * @throws RejectedReportException if the end of a run is not among the metrics that
	 * were accepted
	 * @throws IOException if there is no response
	 */
	GatewayResponse push(JobIdentity identity, MetricSnapshots metrics, Post post) throws IOException {
		Refusals known = known(identity);
		MetricSnapshots wanted = (known != null) ? known.without(metrics) : metrics;
		if (known != null && wanted.size() == 0) {
			return known.byMetric.values().iterator().next();
		}
		GatewayResponse response = post.send(wanted);
		if (isRefused(response) && wanted.size() > 1 && (known == null || !known.nothingAccepted)) {
			response = pushInParts(identity, wanted.stream().toList(), response, post);
		}
		if (response.isAccepted()) {
			checkOutcomes(identity, metrics);
		}
		return response;
	}

	private @Nullable Refusals known(JobIdentity identity) {
		if (this.refusals.isEmpty()) {
			// As nearly always.
			return null;
		}
		this.refusals.values().removeIf((known) -> this.time.nanoTime() - known.sinceNanos >= RETRY_AFTER_NANOS);
		return this.refusals.get(identity);
	}

	private static boolean isRefused(GatewayResponse response) {
		return response.status() == HttpURLConnection.HTTP_BAD_REQUEST;
	}

	private GatewayResponse pushInParts(JobIdentity identity, List<MetricSnapshot> metrics, GatewayResponse ofAll,
			Post post) throws IOException {
		Deque<List<MetricSnapshot>> parts = new ArrayDeque<>();
		addParts(metrics, parts);
		List<MetricSnapshot> accepted = new ArrayList<>();
		GatewayResponse last = ofAll;
		for (int i = 0; i < MAX_PARTS && !parts.isEmpty(); i++) {
			List<MetricSnapshot> part = parts.removeFirst();
			last = post.send(new MetricSnapshots(part));
			if (last.isAccepted()) {
				accepted.addAll(part);
			}
			else if (!isRefused(last)) {
				return last;
			}
			else if (part.size() > 1) {
				addParts(part, parts);
			}
			else {
				leaveOut(identity, name(part.get(0)), last);
			}
		}
		if (accepted.isEmpty()) {
			// No metric is the reason. Until that is tried again, one push is enough.
			this.refusals.put(identity, new Refusals(this.time.nanoTime(), true));
			return ofAll;
		}
		warn(identity);
		if (!parts.isEmpty()) {
			return ofAll;
		}
		// So that the newest push of the group is not a refused one.
		return last.isAccepted() ? last : post.send(new MetricSnapshots(accepted));
	}

	private void addParts(List<MetricSnapshot> metrics, Deque<List<MetricSnapshot>> parts) {
		int middle = metrics.size() / 2;
		List<List<MetricSnapshot>> two = split(metrics, (metric) -> !isRefusedElsewhere(name(metric)));
		if (two.size() < 2) {
			two = split(metrics, (metric) -> ProgressMetrics.VITAL.contains(name(metric)));
		}
		if (two.size() < 2) {
			two = List.of(metrics.subList(0, middle), metrics.subList(middle, metrics.size()));
		}
		parts.addFirst(two.get(1));
		parts.addFirst(two.get(0));
	}

	private static List<List<MetricSnapshot>> split(List<MetricSnapshot> metrics, Predicate<MetricSnapshot> isFirst) {
		List<MetricSnapshot> first = metrics.stream().filter(isFirst).toList();
		List<MetricSnapshot> second = metrics.stream().filter(isFirst.negate()).toList();
		return (first.isEmpty() || second.isEmpty()) ? List.of(metrics) : List.of(first, second);
	}

	private boolean isRefusedElsewhere(String metric) {
		return this.refusals.values().stream().anyMatch((known) -> known.byMetric.containsKey(metric));
	}

	private void leaveOut(JobIdentity identity, String metric, GatewayResponse response) {
		this.refusals.computeIfAbsent(identity, (unknown) -> new Refusals(this.time.nanoTime(), false)).byMetric
			.put(metric, response);
	}

	private void warn(JobIdentity identity) {
		Refusals known = this.refusals.get(identity);
		if (known != null) {
			known.byMetric.forEach(this::warnOnce);
		}
	}

	/**
	 * A series is in the way of one job, a type in that of all of them: which one of them
	 * the gateway then names is up to chance.
	 */
	private void warnOnce(String metric, GatewayResponse response) {
		if (this.warned.add(metric + GatewayErrors.duplicateSeries(response))) {
			String hint = GatewayErrors.hintAtMetric(response);
			logger.warn("The metric {} is not pushed to {}: {}. The rest of the report is pushed", metric,
					this.destination, (hint != null) ? hint : GatewayErrors.of(response).getMessage());
		}
	}

	/** A report is not delivered while nobody can see how the run ended. */
	private void checkOutcomes(JobIdentity identity, MetricSnapshots metrics) throws RejectedReportException {
		Refusals known = this.refusals.isEmpty() ? null : this.refusals.get(identity);
		if (known == null) {
			return;
		}
		for (MetricSnapshot metric : metrics) {
			GatewayResponse refusal = known.byMetric.get(name(metric));
			if (refusal != null && ProgressMetrics.ENDS.contains(name(metric))) {
				throw new RejectedReportException("everything except %s is pushed: %s".formatted(name(metric),
						GatewayErrors.of(refusal).getMessage()));
			}
		}
	}

	/**
	 * The name that the gateway sees: the writer replaces the dash, which stands for a
	 * suffix that the library reserves, with an underscore.
	 */
	private static String name(MetricSnapshot metric) {
		return metric.getMetadata().getName().replace('-', '_');
	}

	/**
	 * Sends metrics to a Pushgateway.
	 */
	@FunctionalInterface
	interface Post {

		GatewayResponse send(MetricSnapshots metrics) throws IOException;

	}

	/**
	 * What the gateway has refused of a job.
	 */
	private static final class Refusals {

		private final long sinceNanos;

		private final boolean nothingAccepted;

		private final Map<String, GatewayResponse> byMetric = new LinkedHashMap<>();

		private Refusals(long sinceNanos, boolean nothingAccepted) {
			this.sinceNanos = sinceNanos;
			this.nothingAccepted = nothingAccepted;
		}

		private MetricSnapshots without(MetricSnapshots metrics) {
			return new MetricSnapshots(
					metrics.stream().filter((metric) -> !this.byMetric.containsKey(name(metric))).toList());
		}

	}

}
