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

import java.util.Locale;

import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Spring Boot's own export to a Pushgateway. It pushes the whole registry, including our
 * gauges.
 */
final class BootPushgatewayExport {

	private static final String PREFIX = "management.prometheus.metrics.export.pushgateway";

	private final Environment environment;

	BootPushgatewayExport(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Warns if that export and this library push the same job to the same gateway.
	 * @param gateway the gateway that reports are pushed to
	 * @param jobs the jobs that are reported
	 * @return the warning, or {@code null} if there is no conflict
	 */
	@Nullable String warning(PushgatewayAddress gateway, JobDefinitions jobs) {
		if (!isEnabled() || !gateway.toString().equals(address())) {
			return null;
		}
		String job = job();
		if (jobs.known().noneMatch((known) -> known.identity().job().equals(job))) {
			return null;
		}
		return """
				Spring Boot's own export (%s) also pushes job '%s' to %s. The two overwrite each other's values, or the \
				Pushgateway refuses them. Turn off that export, or give it another job name with %s.job\
				"""
			.formatted(PREFIX, SafeText.of(job), gateway, PREFIX);
	}

	private boolean isEnabled() {
		return Binder.get(this.environment).bind(PREFIX + ".enabled", Boolean.class).orElse(false);
	}

	private @Nullable String address() {
		String scheme = property("scheme", "http").toLowerCase(Locale.ROOT);
		try {
			return PushgatewayAddress.parse(scheme + "://" + property("address", "localhost:9091")).toString();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private String job() {
		String applicationName = this.environment.getProperty("spring.application.name", "spring");
		return property("job", applicationName);
	}

	private String property(String name, String defaultValue) {
		return Binder.get(this.environment).bind(PREFIX + "." + name, String.class).orElse(defaultValue);
	}

}
