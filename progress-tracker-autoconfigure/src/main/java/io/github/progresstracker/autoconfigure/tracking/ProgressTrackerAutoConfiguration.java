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

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.autoconfigure.pushgateway.PropertiesPushgatewayConnectionDetails;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionDetails;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.run.JobTrackers;
import io.github.progresstracker.internal.run.NoOpTrackers;
import io.github.progresstracker.spi.ManagedRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for {@link ProgressTrackers}, for the application's own
 * {@link ProgressTracker}, and for reporting their progress.
 * <p>
 * Beans are what users inject or replace, and what Spring has to know. {@link Tracking}
 * has all the rest. They back off for those of a parent context, too: two trackers would
 * report the same jobs, and the first one that is closed would stop the reports of both.
 * <p>
 * No method here takes more than three parameters: since Java 18, the first call by
 * reflection of a method with more is several times as expensive.
 */
@AutoConfiguration
@ConditionalOnSwitch("enabled")
@EnableConfigurationProperties(ProgressTrackerProperties.class)
public final class ProgressTrackerAutoConfiguration {

	@Bean
	@ConfigurationPropertiesBinding
	static SuccessIntervalConverter successIntervalConverter() {
		return new SuccessIntervalConverter();
	}

	@Bean
	static PropertiesBinding progressPropertiesBinding() {
		return new PropertiesBinding();
	}

	@Bean
	@ConditionalOnMissingBean
	@Nullable PushgatewayConnectionDetails pushgatewayConnectionDetails(ProgressTrackerProperties properties,
			ConfigurableApplicationContext context) {
		return PropertiesPushgatewayConnectionDetails.of(properties, context);
	}

	@Bean(Tracking.BEAN_NAME)
	@ConditionalOnMissingBean(name = Tracking.BEAN_NAME)
	Tracking progressTracking(ConfigurableApplicationContext context, ProgressTrackerProperties properties) {
		return new TrackingFactory(context, properties).create();
	}

	// Closed by the tracking, which is destroyed after all users of these beans.

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	ManagedRuns progressRuns(Tracking tracking) {
		return tracking.runs();
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	ProgressTrackers progressTrackers(Tracking tracking) {
		return new JobTrackers(tracking.runs(), tracking.jobs()::named);
	}

	@Bean(ApplicationRun.BEAN_NAME)
	@ConditionalOnMissingBean(name = ApplicationRun.BEAN_NAME)
	ApplicationRun progressApplicationRun(ConfigurableApplicationContext context, Tracking tracking, ManagedRuns runs) {
		return ApplicationRun.of(context, tracking, runs);
	}

	/**
	 * Stays beside other trackers of the user. It is not primary, so a bean that takes a
	 * tracker must say which one if there are several.
	 */
	@Bean(name = RunKindResolver.OWN_TRACKER, destroyMethod = "")
	@ConditionalOnMissingBean(name = RunKindResolver.OWN_TRACKER)
	ProgressTracker progressTracker(ApplicationRun run, ProgressTrackerProperties properties) {
		return (properties.getApplicationJob() == ApplicationJob.OFF) ? NoOpTrackers.TRACKER : run.tracker();
	}

	/**
	 * Not an autowire candidate: users may expect their own {@code ExitCodeGenerator} to
	 * be the only one. Its type does not tell that it is a listener. Otherwise, Spring
	 * Boot would create it to publish the exit code of a context that failed to start,
	 * which fails, and so the exit code would be lost. Each context has one: child
	 * contexts share the run, and each notifies it of its own runners.
	 */
	@Bean(autowireCandidate = false)
	@Lazy(false)
	ExitCodeGenerator progressApplicationEndListener(ConfigurableApplicationContext context, Tracking tracking,
			ApplicationRun run) {
		return ApplicationEvents.listen(context, tracking, run);
	}

}
