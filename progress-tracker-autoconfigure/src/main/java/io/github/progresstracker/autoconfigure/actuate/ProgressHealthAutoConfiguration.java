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

package io.github.progresstracker.autoconfigure.actuate;

import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.actuate.ProgressHealthIndicator;
import io.github.progresstracker.internal.lifecycle.Tracking;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the status of the reporters in the application's health, as
 * {@code progressTracker}. The condition uses the uniform name, which matches all other
 * forms of it.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("progresstracker")
@ConditionalOnBean(name = Tracking.BEAN_NAME)
public final class ProgressHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "progressTrackerHealthIndicator", "progressTrackerHealthContributor" })
	ProgressHealthIndicator progressTrackerHealthContributor(Tracking tracking) {
		return new ProgressHealthIndicator(tracking.reporting(), tracking.time());
	}

}
