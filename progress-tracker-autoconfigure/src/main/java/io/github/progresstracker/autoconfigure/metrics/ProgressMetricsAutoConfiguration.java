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

package io.github.progresstracker.autoconfigure.metrics;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.metrics.ApplicationMeters;
import io.github.progresstracker.internal.metrics.ProgressGauges;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the metrics of all jobs in the application's
 * {@link MeterRegistry}. It comes after Spring Boot's, which is named as a text:
 * Micrometer may be there without it, and a missing class in an annotation causes a
 * warning.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSwitch({ "enabled", "metrics.enabled" })
public final class ProgressMetricsAutoConfiguration {

	/** Created early, as it watches registries from their creation on. */
	@Bean
	static ApplicationMeters progressApplicationMeters() {
		return new ApplicationMeters();
	}

	@Bean
	@ConditionalOnMissingBean
	@Nullable ProgressGauges progressGauges(ObjectProvider<MeterRegistry> registries, ApplicationMeters others,
			ApplicationContext context) {
		MeterRegistry registry = registries.getIfUnique();
		if (registry == null) {
			return null;
		}
		IncompleteRegistry.warnOf(registry, context.getEnvironment());
		ProgressTrackerProperties configured = context.getBeanProvider(ProgressTrackerProperties.class)
			.getIfAvailable();
		return new ProgressGauges(registry, others, configured != null && configured.isFailureMessage());
	}

}
