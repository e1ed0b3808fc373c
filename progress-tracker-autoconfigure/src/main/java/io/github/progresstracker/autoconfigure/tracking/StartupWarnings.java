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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.diagnostics.UnknownVariables;
import io.github.progresstracker.autoconfigure.pushgateway.PropertiesPushgatewayConnectionDetails;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionDetails;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.job.KnownJobs;
import io.github.progresstracker.internal.lifecycle.Reporters;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Finds settings that are possible, but probably a mistake.
 */
final class StartupWarnings {

	private final ProgressTrackerProperties properties;

	private final EnvironmentVariables variables;

	private final Reporters reporters;

	private final ObjectProvider<PushgatewayConnectionDetails> connection;

	private final ConfigurableApplicationContext context;

	StartupWarnings(ProgressTrackerProperties properties, EnvironmentVariables variables, Reporters reporters,
			ObjectProvider<PushgatewayConnectionDetails> connection, ConfigurableApplicationContext context) {
		this.properties = properties;
		this.variables = variables;
		this.reporters = reporters;
		this.connection = connection;
		this.context = context;
	}

	List<String> about(JobDefinitions jobs, KnownJobs known) {
		List<String> warnings = new ArrayList<>(this.variables.warnings());
		warnings.addAll(UnknownVariables.warnings(this.context));
		known.misspelled()
			.forEach(
					(name, job) -> warnings.add("No job named '%s' is known (progress.tracker.jobs): did you mean '%s'?"
						.formatted(SafeText.of(name), SafeText.of(job))));
		PushgatewayConnectionDetails connection = this.connection.getIfAvailable();
		if (connection instanceof PropertiesPushgatewayConnectionDetails ownDetails) {
			add(warnings, ownDetails.warning());
		}
		PushgatewayAddress gateway = (connection != null) ? PushgatewayAddress.parse(connection.getUrl()) : null;
		if (connection != null && gateway != null) {
			add(warnings, unusedSslBundle(connection, gateway));
			add(warnings, new BootPushgatewayExport(this.context.getEnvironment()).warning(gateway, jobs));
		}
		if (!this.properties.getReporting().isEnabled()) {
			return warnings;
		}
		List<String> missing = missingLibraries(gateway);
		warnings.addAll(missing);
		if (this.reporters.deliver()) {
			add(warnings, new ChangingIdentity(this.properties).warning(jobs.ownIdentity()));
		}
		else if (missing.isEmpty()) {
			add(warnings, nothingToDeliverTo());
		}
		return warnings;
	}

	private static @Nullable String unusedSslBundle(PushgatewayConnectionDetails connection,
			PushgatewayAddress gateway) {
		boolean unused = connection.getSslBundle() != null && !gateway.toString().startsWith("https:");
		return unused ? "The SSL bundle for the Pushgateway is not used, and nothing is encrypted: the URL %s does not"
			.formatted(gateway) + " begin with https://" : null;
	}

	private List<String> missingLibraries(@Nullable PushgatewayAddress gateway) {
		List<String> missing = new ArrayList<>();
		ClassLoader classLoader = this.context.getClassLoader();
		if (gateway != null && !ClassUtils.isPresent(TrackingFactory.PUSH, classLoader)) {
			missing
				.add("Nothing is pushed to %s: add io.prometheus:prometheus-metrics-exporter-pushgateway to the class"
					.formatted(gateway) + " path");
		}
		if (this.properties.getTextfile().getDirectory() != null
				&& !ClassUtils.isPresent(TrackingFactory.TEXT_FORMAT, classLoader)) {
			missing.add("No text files are written: add io.prometheus:prometheus-metrics-exposition-textformats to the"
					+ " class path");
		}
		return missing;
	}

	private @Nullable String nothingToDeliverTo() {
		if (this.variables.warnings().stream().anyMatch((warning) -> warning.contains(EnvironmentVariables.GATEWAY))) {
			return null;
		}
		return "Nothing is pushed: set the property progress.tracker.pushgateway.url or the variable PUSHGATEWAY to the"
				+ " URL of a Pushgateway. You can also write text files (progress.tracker.textfile.directory) or call"
				+ " URLs (progress.tracker.ping.*). If nothing should be reported, set"
				+ " progress.tracker.reporting.enabled=false";
	}

	private static void add(List<String> warnings, @Nullable String warning) {
		if (warning != null) {
			warnings.add(warning);
		}
	}

}
