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

package io.github.progresstracker.autoconfigure;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunListener;
import io.github.progresstracker.TimeSource;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.Reporting;
import io.github.progresstracker.report.ReportingSettings;

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
 * Auto-configuration of {@link ProgressTrackers} and of what reports their progress.
 */
@AutoConfiguration
public final class ProgressTrackerAutoConfiguration {

	/**
	 * Tracking is on. All beans back off for those of a context above, too: two trackers
	 * would report the same jobs, and the first to be closed would stop the reports of
	 * both.
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
		static ConfigurationPropertiesBindHandlerAdvisor blankProgressTrackerPropertyIsUnset() {
			return BlankIsUnset::new;
		}

		@Bean
		@ConditionalOnMissingBean
		TimeSource progressTimeSource() {
			return TimeSource.SYSTEM;
		}

		@Bean
		@ConditionalOnMissingBean
		Later progressLater() {
			return new Later("progress-later");
		}

		@Bean
		@ConditionalOnMissingBean
		SeedVariables progressSeedVariables(Environment environment, ObjectProvider<SpringTestMarker> test) {
			return SeedVariables.of(environment, test.getIfAvailable() != null);
		}

		@Bean
		@ConditionalOnMissingBean
		JobDefinitions progressJobDefinitions(ProgressTrackerProperties properties, SeedVariables variables,
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
			return (test.getIfAvailable() != null) ? Reporters.NONE : reporters.onlyShowing();
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
		FinalReports progressFinalReports(ConfigurableApplicationContext context, Reporting reporting,
				ObjectProvider<StartingApplication> application) {
			return new FinalReports(context, reporting, application.getIfAvailable());
		}

		// Closed by the final reports, which are destroyed after all users of this bean.
		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		ProgressTrackers progressTrackers(JobDefinitions jobs, ObjectProvider<RunListener> listeners, TimeSource time,
				ProgressTrackerProperties properties, FinalReports finalReports) {
			ProgressTrackers trackers = ProgressTrackers.create(jobs::named,
					RunListener.of(listeners.orderedStream().toList()), time, properties.getMaxStages());
			finalReports.endWith(trackers);
			return trackers;
		}

		@Bean
		@ConditionalOnMissingBean
		StartupReport progressStartupReport(ProgressTrackerProperties properties, JobDefinitions jobs,
				Reporters reporters, SeedVariables variables, ObjectProvider<PushgatewayConnectionDetails> connection,
				ConfigurableApplicationContext context, ObjectProvider<StartingApplication> application,
				ObjectProvider<FrameworkJobs> frameworks, ObjectProvider<SpringTestMarker> test) {
			ApplicationRunKind kind = new ApplicationRunKind(properties.getApplicationJob(),
					application.getIfAvailable(), context.getBeanFactory());
			StartupWarnings warnings = new StartupWarnings(properties, variables, reporters,
					connection.getIfAvailable(), context.getEnvironment());
			return new StartupReport(properties, jobs, kind, new KnownJobs(properties, jobs, frameworks::stream),
					reporters, warnings.about(jobs), test.getIfAvailable() != null);
		}

	}

	/**
	 * Tracking is off: there is something to inject, and it does nothing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnSwitch(value = "enabled", on = false)
	static final class NoTracking {

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		ProgressTrackers progressTrackers() {
			return ProgressTrackers.NO_OP;
		}

		@Bean(destroyMethod = "")
		@ConditionalOnMissingBean
		ProgressTracker progressTracker() {
			return ProgressTracker.NO_OP;
		}

	}

}
