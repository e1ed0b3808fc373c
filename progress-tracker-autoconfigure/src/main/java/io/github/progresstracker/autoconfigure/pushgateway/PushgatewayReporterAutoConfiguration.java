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
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnNonBlankProperty;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.pushgateway.IncludedMetrics;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;
import io.github.progresstracker.internal.spool.OutcomeSpool;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for pushing reports to a Pushgateway.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass(PushGateway.class)
@ConditionalOnSwitch({ "enabled", "reporting.enabled" })
@ConditionalOnBean(PushgatewayConnectionDetails.class)
public final class PushgatewayReporterAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(PushgatewayReporterAutoConfiguration.class);

	// Without a reporter that empties it, a spool would only fill up.
	@Bean
	@ConditionalOnMissingBean({ OutcomeSpool.class, PushgatewayReporter.class })
	@ConditionalOnNonBlankProperty("pushgateway.spool-directory")
	@Nullable OutcomeSpool progressOutcomeSpool(ProgressTrackerProperties properties) {
		String directory = properties.getPushgateway().getSpoolDirectory();
		return (directory != null) ? new OutcomeSpool(Path.of(directory)) : null;
	}

	@Bean
	@ConditionalOnMissingBean
	@Nullable PushgatewayReporter pushgatewayReporter(ProgressTrackerProperties properties,
			ObjectProvider<PushgatewayConnectionDetails> connectionDetails, ObjectProvider<OutcomeSpool> spool,
			ObjectProvider<PrometheusRegistry> registry, ConfigurableApplicationContext context) {
		PushgatewayConnectionDetails details = connectionDetails.getIfAvailable();
		if (details == null) {
			return null;
		}
		Pushgateway pushgateway = properties.getPushgateway();
		PushgatewayConnection connection = PushgatewayConnection.of(details);
		PushgatewaySettings settings = new PushgatewaySettings(connection.address(), connection.credentials(),
				pushgateway.getConnectTimeout(), pushgateway.getReadTimeout(), pushgateway.getMinInterval(),
				BundleSocketFactory.of(details), properties.isFailureMessage());
		IncludedMetrics included = included(properties.getPush().getInclude(), registry);
		if (included != null) {
			context.addApplicationListener(new IncludedMetricsReader(context, included));
		}
		return new PushgatewayReporter(settings, spool.getIfAvailable(), included);
	}

	private static @Nullable IncludedMetrics included(List<String> patterns,
			ObjectProvider<PrometheusRegistry> registry) {
		PrometheusRegistry unique = patterns.isEmpty() ? null : registry.getIfUnique();
		if (unique == null && !patterns.isEmpty()) {
			logger.warn(
					"No metrics of the application are pushed: progress.tracker.push.include needs a single bean of type"
							+ " PrometheusRegistry. To get one, add io.micrometer:micrometer-registry-prometheus");
		}
		return (unique != null) ? new IncludedMetrics(unique, patterns) : null;
	}

}
