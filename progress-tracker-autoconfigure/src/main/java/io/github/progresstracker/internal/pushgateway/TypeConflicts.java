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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.TimeSource;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers metrics that a Pushgateway does not accept because it already has some with
 * the same name and another type: all groups share the names. They are left out for a
 * while, so that everything else arrives. Used by the thread of one reporter only.
 */
final class TypeConflicts {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporter.class);

	/** How long it takes until the metrics are tried again. */
	private static final long RETRY_AFTER_NANOS = Duration.ofMinutes(10).toNanos();

	/**
	 * A line of the response. If the series is one of ours, the type is the one that
	 * exists already; if the series belongs to another group, the type is ours.
	 */
	private static final Pattern CONFLICT = Pattern.compile(
			"collected metric \"([a-zA-Z_:][a-zA-Z0-9_:]*)\" \\{ (.*) \\} is not an? (\\w+)\\s*$", Pattern.MULTILINE);

	private static final String OUR_TYPE = "GAUGE";

	private final String destination;

	private final TimeSource time;

	private final Set<String> leftOut = new TreeSet<>();

	private final Set<String> warned = new HashSet<>();

	private long learnedNanos;

	TypeConflicts(String destination, TimeSource time) {
		this.destination = destination;
		this.time = time;
	}

	/**
	 * Leaves out what the gateway would not accept.
	 * @param metrics the metrics of a report
	 * @return those to push
	 */
	MetricSnapshots without(MetricSnapshots metrics) {
		if (!this.leftOut.isEmpty() && this.time.nanoTime() - this.learnedNanos >= RETRY_AFTER_NANOS) {
			this.leftOut.clear();
		}
		return this.leftOut.isEmpty() ? metrics : new MetricSnapshots(
				metrics.stream().filter((metric) -> !this.leftOut.contains(name(metric))).toList());
	}

	/**
	 * Learns from a response which metrics to leave out.
	 * @param response the response
	 * @param pushed the metrics that it is the response to
	 * @return whether it makes sense to push again without them
	 */
	boolean learn(GatewayResponse response, MetricSnapshots pushed) {
		Map<String, String> conflicts = conflicts(response);
		conflicts.keySet().retainAll(pushed.stream().map(TypeConflicts::name).toList());
		if (conflicts.isEmpty() || conflicts.size() == pushed.size()) {
			return false;
		}
		if (this.leftOut.isEmpty()) {
			this.learnedNanos = this.time.nanoTime();
		}
		this.leftOut.addAll(conflicts.keySet());
		conflicts.forEach(this::warnOnce);
		return true;
	}

	private static Map<String, String> conflicts(GatewayResponse response) {
		Map<String, String> conflicts = new HashMap<>();
		if (response.status() == 400) {
			Matcher conflict = CONFLICT.matcher(response.body());
			while (conflict.find()) {
				conflicts.put(conflict.group(1), owner(conflict.group(2), conflict.group(3)));
			}
		}
		return conflicts;
	}

	private static String owner(String series, String type) {
		if (!type.equals(OUR_TYPE)) {
			return "another group has a %s with this name".formatted(type.toLowerCase(Locale.ROOT));
		}
		return "the group %s has one with this name and another type"
			.formatted(SafeText.of(PrintedSeries.labels(series)));
	}

	private void warnOnce(String metric, String owner) {
		if (this.warned.add(metric)) {
			logger.warn("The metric {} is not pushed to {}: {}. All other metrics are pushed", metric, this.destination,
					owner);
		}
	}

	/**
	 * The name that the gateway sees: the writer replaces the dash, which stands for a
	 * suffix that the library reserves, with an underscore.
	 */
	private static String name(MetricSnapshot metric) {
		return metric.getMetadata().getName().replace('-', '_');
	}

}
