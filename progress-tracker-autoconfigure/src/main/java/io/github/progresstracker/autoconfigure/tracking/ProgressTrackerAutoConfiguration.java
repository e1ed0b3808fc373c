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
import io.github.progresstracker.autoconfigure.diagnostics.WrongPropertiesBindHandler;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.delivery.ReportingSettings;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.lifecycle.Reporters;
import io.github.progresstracker.internal.lifecycle.ReportingShutdown;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.run.JobTrackers;
import io.github.progresstracker.internal.run.NoOpTrackers;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ManagedRuns;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.spi.TimeSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for {@link ProgressTrackers} and for reporting their progress.
 */
@AutoConfiguration
public final class ProgressTrackerAutoConfiguration {

	/**
	 * Used if tracking is on. All beans back off for those of a parent context, too: two
	 * trackers would report the same jobs, and the first one that is closed would stop
	 * the reports of both.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSwitch("enabled")
	@EnableConfigurationProperties(ProgressTrackerProperties.class)
	static final class Tracking {

		@Bean
		@ConfigurationPropertiesBinding
		static SuccessIntervalConverter successIntervalConverter() {
			return new SuccessIntervalConverter();
		}

		@Bean
		static ConfigurationPropertiesBindHandlerAdvisor progressTrackerBindHandlerAdvisor() {
			return (handler) -> new WrongPropertiesBindHandler(new IgnoreBlankValuesBindHandler(handler));
		}

		@Bean
		static BindPropertiesFirst progressPropertiesFirst() {
			return new BindPropertiesFirst();
		}

		@Bean
		@ConditionalOnMissingBean
		TimeSource progressTimeSource() {
			return TimeSource.SYSTEM;
		}

		@Bean
		@ConditionalOnMissingBean
		DelayedTasks progressDelayedTasks() {
			return new DelayedTasks("progress-later");
		}

		@Bean
		@ConditionalOnMissingBean
		EnvironmentVariables progressEnvironmentVariables(Environment environment,
				ObjectProvider<SpringTestMarker> test) {
			return EnvironmentVariables.of(environment, test.getIfAvailable() != null);
		}

		@Bean
		@ConditionalOnMissingBean
		JobDefinitions progressJobDefinitions(ProgressTrackerProperties properties, EnvironmentVariables variables,
				Environment environment, ObjectProvider<StartingApplication> application) {
			StartingApplication starting = application.getIfAvailable();
			return new JobDefinitions(properties, variables, environment,
					(starting != null) ? starting.mainClass() : null);
		}

		@Bean
		@ConditionalOnMissingBean
		Reporters progressReporters(ProgressTrackerProperties properties, ObjectProvider<ProgressReporter> all,
				ObjectProvider<SpringTestMarker> test) {
			Reporters reporters = new Reporters(all.orderedStream().toList());
			if (properties.getReporting().isEnabled()) {
				return reporters;
			}
			return (test.getIfAvailable() != null) ? Reporters.NONE : reporters.withoutDelivery();
		}

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		Reporting progressReporting(ProgressTrackerProperties properties, Reporters reporters, TimeSource time) {
			return new Reporting(reporters.all(),
					new ReportingSettings(properties.getHeartbeat(), properties.getPushgateway().getFinalTimeout()),
					time);
		}

		@Bean
		@ConditionalOnMissingBean
		ReportingShutdown progressReportingShutdown(ConfigurableApplicationContext context, Reporting reporting,
				ObjectProvider<RunListener> listeners, TimeSource time, ProgressTrackerProperties properties,
				ObjectProvider<StartingApplication> application) {
			JobRuns runs = new JobRuns(listeners.orderedStream().toList(), time,
					new RunLimits(properties.getMaxJobs(), properties.getMaxStages()));
			return new ReportingShutdown(context, runs, reporting, application.getIfAvailable());
		}

		// Closed by the shutdown of the reporting, which is destroyed after all users of
		// this bean.
		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean(ManagedRuns.class)
		JobRuns progressRuns(ReportingShutdown shutdown) {
			return shutdown.runs();
		}

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		ProgressTrackers progressTrackers(JobRuns runs, JobDefinitions jobs) {
			return new JobTrackers(runs, jobs::named);
		}

	}

	/**
	 * Used if tracking is off: trackers can be injected, but do nothing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSwitch(value = "enabled", on = false)
	static final class NoTracking {

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		ProgressTrackers progressTrackers() {
			return new NoOpTrackers();
		}

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean(name = "progressTracker")
		ProgressTracker progressTracker() {
			return NoOpTrackers.TRACKER;
		}

	}

}
