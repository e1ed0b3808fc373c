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

package io.github.progresstracker.autoconfigure.pushgateway;

import java.nio.file.Path;
import java.util.List;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Pushgateway;
import io.github.progresstracker.internal.pushgateway.IncludedMetrics;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;
import io.github.progresstracker.internal.spool.OutcomeSpool;
import io.github.progresstracker.report.ProgressReporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Creates what pushes to a Pushgateway.
 */
public final class PushgatewayReporters {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporters.class);

	private PushgatewayReporters() {
	}

	/**
	 * Creates the reporters for a Pushgateway. The Prometheus client library must be
	 * present.
	 * @param details the connection
	 * @param properties the properties
	 * @param context the context, whose metrics may be pushed as well
	 * @return a reporter that pushes, and the spool that it takes from if there is one
	 * @throws IllegalStateException if the details make no sense
	 */
	public static List<ProgressReporter> of(PushgatewayConnectionDetails details, ProgressTrackerProperties properties,
			ConfigurableApplicationContext context) {
		Pushgateway pushgateway = properties.getPushgateway();
		PushgatewayConnection connection = PushgatewayConnection.of(details);
		PushgatewaySettings settings = new PushgatewaySettings(connection.address(), connection.credentials(),
				pushgateway.getConnectTimeout(), pushgateway.getReadTimeout(), pushgateway.getMinInterval(),
				BundleSocketFactory.of(details), properties.isFailureMessage(), pushgateway.isReadLastSuccess());
		IncludedMetrics included = included(properties.getPush().getInclude(), context);
		if (included != null) {
			context.addApplicationListener(new IncludedMetricsReader(context, included));
		}
		String directory = pushgateway.getSpoolDirectory();
		if (directory == null) {
			return List.of(new PushgatewayReporter(settings, null, included));
		}
		OutcomeSpool spool = new OutcomeSpool(Path.of(directory));
		return List.of(spool, new PushgatewayReporter(settings, spool, included));
	}

	private static @Nullable IncludedMetrics included(List<String> patterns, ConfigurableApplicationContext context) {
		if (patterns.isEmpty()) {
			return null;
		}
		PrometheusRegistry unique = context.getBeanProvider(PrometheusRegistry.class).getIfUnique();
		if (unique == null) {
			logger
				.warn("The metrics of the application are not pushed: progress.tracker.push.include needs exactly one bean"
						+ " of type PrometheusRegistry. To get one, add io.micrometer:micrometer-registry-prometheus");
			return null;
		}
		return new IncludedMetrics(unique, patterns);
	}

}
