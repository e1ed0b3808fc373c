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

package io.github.progresstracker.benchmarks.application;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * Pushes the series of such a run as an application would that keeps them in gauges of
 * the Prometheus client library. Arguments: the URL of the gateway, the number of stages,
 * and the number of pushes.
 */
public final class ClientPushes {

	/**
	 * Sets the timeouts of the starter. Otherwise the library waits forever, which takes
	 * two system calls fewer.
	 */
	public static final String TIMEOUTS = "--timeouts";

	private static final String STAGE = "stage";

	private ClientPushes() {
	}

	public static void main(String[] args) throws IOException {
		PrometheusRegistry registry = new PrometheusRegistry();
		List<Runnable> updates = new ArrayList<>();
		for (MetricSnapshot metric : PrometheusSnapshots
			.of(Pushes.runWithStages("client", Integer.parseInt(args[1])).progress(), false, Map.of())) {
			updates.addAll(gauges((GaugeSnapshot) metric, registry));
		}
		PushGateway.Builder builder = PushGateway.builder();
		if (List.of(args).contains(TIMEOUTS)) {
			builder.connectionTimeout(Duration.ofSeconds(2)).readTimeout(Duration.ofSeconds(5));
		}
		PushGateway gateway = builder.address(URI.create(args[0]).getAuthority())
			.job("client")
			.format(Format.PROMETHEUS_TEXT)
			.registry(registry)
			.build();
		Pushes.measure(Integer.parseInt(args[2]), () -> {
			updates.forEach(Runnable::run);
			gateway.pushAdd();
		});
		Pushes.printSize(registry.scrape());
	}

	/**
	 * The run itself has an empty stage, because all series of a gauge have the same
	 * labels.
	 */
	private static List<Runnable> gauges(GaugeSnapshot metric, PrometheusRegistry registry) {
		boolean perStage = metric.getDataPoints().stream().anyMatch((point) -> point.getLabels().contains(STAGE));
		Gauge.Builder builder = Gauge.builder()
			.name(metric.getMetadata().getName())
			.help(String.valueOf(metric.getMetadata().getHelp()))
			.withoutExemplars();
		Gauge gauge = (perStage ? builder.labelNames(STAGE) : builder).register(registry);
		return metric.getDataPoints().stream().map((point) -> update(gauge, point, perStage)).toList();
	}

	private static Runnable update(Gauge gauge, GaugeDataPointSnapshot point, boolean perStage) {
		if (!perStage) {
			return () -> gauge.set(point.getValue());
		}
		String stage = point.getLabels().get(STAGE);
		return () -> gauge.labelValues((stage != null) ? stage : "").set(point.getValue());
	}

}
