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

import java.util.List;
import java.util.function.Predicate;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;

/**
 * Keeps some of the series of a metric. The client library has no such operation that
 * works for all types of metrics.
 */
final class SeriesFilter {

	private SeriesFilter() {
	}

	static MetricSnapshot filter(MetricSnapshot metric, Predicate<DataPointSnapshot> kept) {
		if (metric instanceof CounterSnapshot counter) {
			return new CounterSnapshot(metric.getMetadata(), kept(counter.getDataPoints(), kept));
		}
		if (metric instanceof GaugeSnapshot gauge) {
			return new GaugeSnapshot(metric.getMetadata(), kept(gauge.getDataPoints(), kept));
		}
		if (metric instanceof HistogramSnapshot histogram) {
			return new HistogramSnapshot(histogram.isGaugeHistogram(), metric.getMetadata(),
					kept(histogram.getDataPoints(), kept));
		}
		if (metric instanceof SummarySnapshot summary) {
			return new SummarySnapshot(metric.getMetadata(), kept(summary.getDataPoints(), kept));
		}
		if (metric instanceof InfoSnapshot info) {
			return new InfoSnapshot(metric.getMetadata(), kept(info.getDataPoints(), kept));
		}
		if (metric instanceof StateSetSnapshot states) {
			return new StateSetSnapshot(metric.getMetadata(), kept(states.getDataPoints(), kept));
		}
		return new UnknownSnapshot(metric.getMetadata(), kept(((UnknownSnapshot) metric).getDataPoints(), kept));
	}

	private static <T extends DataPointSnapshot> List<T> kept(List<T> series, Predicate<DataPointSnapshot> kept) {
		return series.stream().filter(kept).toList();
	}

}
