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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * The metrics of a snapshot in the model of the Prometheus client library, whose writers
 * turn them into exposition formats. The writers must be used with their default escaping
 * scheme, underscores.
 */
public final class PrometheusSnapshots {

	private static final String INFO = "_info";

	/** By name. The library checks each name, and all reports have the same ones. */
	private static final Map<String, MetricMetadata> METADATA = new ConcurrentHashMap<>();

	private PrometheusSnapshots() {
	}

	/**
	 * The metrics of a snapshot.
	 * @param progress the snapshot
	 * @param failureMessage whether the message of a failure becomes a label
	 * @param labelsOfEverySeries labels to put on each series, by name, such as those of
	 * the job's identity; empty if the destination has them already, such as a group
	 * @return the metrics
	 */
	public static MetricSnapshots of(JobProgress progress, boolean failureMessage,
			Map<String, String> labelsOfEverySeries) {
		return of(ProgressMetrics.of(progress, failureMessage), labelsOfEverySeries);
	}

	/**
	 * The metrics of a job's outcomes alone, with the message of the failure.
	 * @param outcomes the outcomes
	 * @param labelsOfEverySeries labels to put on each series, by name
	 * @return the metrics
	 */
	public static MetricSnapshots of(JobOutcomes outcomes, Map<String, String> labelsOfEverySeries) {
		return of(ProgressMetrics.of(outcomes), labelsOfEverySeries);
	}

	private static MetricSnapshots of(List<MetricFamily> families, Map<String, String> labelsOfEverySeries) {
		KnownLabels known = new KnownLabels(labels(labelsOfEverySeries));
		List<MetricSnapshot> snapshots = new ArrayList<>(families.size());
		for (MetricFamily family : families) {
			known.beginFamily();
			List<GaugeDataPointSnapshot> points = new ArrayList<>(family.samples().size());
			for (MetricFamily.Sample sample : family.samples()) {
				points.add(new GaugeDataPointSnapshot(sample.value(), known.of(sample.labels()), null));
			}
			snapshots.add(new GaugeSnapshot(metadata(family), points));
		}
		return new MetricSnapshots(snapshots);
	}

	private static MetricMetadata metadata(MetricFamily family) {
		MetricMetadata metadata = METADATA.get(family.name());
		if (metadata == null) {
			metadata = new MetricMetadata(nameInTheModel(family.name()), family.help());
			METADATA.put(family.name(), metadata);
		}
		return metadata;
	}

	private static Labels labels(Map<String, String> labels) {
		if (labels.isEmpty()) {
			return Labels.EMPTY;
		}
		List<String> names = new ArrayList<>(labels.size());
		List<String> values = new ArrayList<>(labels.size());
		labels.forEach((name, value) -> {
			names.add(name);
			values.add(LabelValue.of(value));
		});
		return Labels.of(names, values);
	}

	/**
	 * The library refuses gauges whose names end in {@code _info}, and an info metric
	 * would conflict with the gauge {@code job_last_failure}: to the library, both have
	 * the same name. A dash is accepted, and written as an underscore.
	 */
	private static String nameInTheModel(String name) {
		return name.endsWith(INFO) ? name.substring(0, name.length() - INFO.length()) + "-info" : name;
	}

	/**
	 * The labels of the series so far. They are made once for all series of a stage: the
	 * library checks and sorts each time. The metrics of a report have the same stages in
	 * the same order, so those of a stage are found without comparing texts.
	 */
	private static final class KnownLabels {

		private final Labels ofEverySeries;

		private final List<Map<String, String>> sources = new ArrayList<>();

		private final List<Labels> made = new ArrayList<>();

		private int next;

		private KnownLabels(Labels ofEverySeries) {
			this.ofEverySeries = ofEverySeries;
		}

		private void beginFamily() {
			this.next = 0;
		}

		private Labels of(Map<String, String> source) {
			while (this.next < this.sources.size()) {
				int candidate = this.next++;
				if (this.sources.get(candidate) == source) {
					return this.made.get(candidate);
				}
			}
			Labels labels = labels(source);
			if (!this.ofEverySeries.isEmpty()) {
				labels = this.ofEverySeries.merge(labels);
			}
			this.sources.add(source);
			this.made.add(labels);
			this.next = this.sources.size();
			return labels;
		}

	}

}
