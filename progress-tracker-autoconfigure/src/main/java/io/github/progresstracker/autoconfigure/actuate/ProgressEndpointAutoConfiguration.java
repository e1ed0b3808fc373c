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

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.actuate.ProgressEndpoint;
import io.github.progresstracker.internal.actuate.ProgressEndpointWebExtension;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.KnownJobs;
import io.github.progresstracker.internal.lifecycle.Tracking;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * {@link org.springframework.boot.autoconfigure.EnableAutoConfiguration
 * Auto-configuration} for the actuator's endpoint {@code progress}.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass(Endpoint.class)
@ConditionalOnAvailableEndpoint(ProgressEndpoint.class)
@ConditionalOnBean(name = Tracking.BEAN_NAME)
public final class ProgressEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProgressEndpoint progressEndpoint(ProgressTrackers trackers, Tracking tracking,
			ObjectProvider<FrameworkJobs> frameworks) {
		KnownJobs known = new KnownJobs(tracking.properties(), tracking.jobs(), frameworks);
		return new ProgressEndpoint(trackers, known::all, tracking.runs()::unreportedRuns, tracking.reporting(),
				new JobRunHistory(tracking, frameworks), tracking.runs()::lastDiscarded, tracking.time());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnWebApplication
	ProgressEndpointWebExtension progressEndpointWebExtension(ProgressEndpoint endpoint) {
		return new ProgressEndpointWebExtension(endpoint);
	}

}
