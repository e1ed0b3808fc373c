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

package io.github.progresstracker.autoconfigure.scheduling;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.scheduling.ObservationRegistrar;
import io.github.progresstracker.internal.scheduling.ScheduledRuns;
import io.github.progresstracker.internal.scheduling.ScheduledTaskTracking;
import io.github.progresstracker.internal.scheduling.ScheduledTasks;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration that tracks {@code @Scheduled} methods. It comes after Spring
 * Boot's, which sets the registry that observes their executions.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnSwitch(value = "enabled", optIn = "scheduling.enabled")
@Import(ScheduledRunsConfiguration.class)
public final class ScheduledTaskAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ScheduledTasks progressScheduledTasks(Tracking tracking, ProgressTrackerProperties properties) {
		JobDefinitions jobs = tracking.jobs();
		boolean derive = properties.getScheduling().isDeriveSuccessInterval();
		return new ScheduledTasks((name, dueTimes, successes) -> derive ? jobs.scheduled(name, dueTimes, successes)
				: jobs.scheduled(name, dueTimes));
	}

	@Bean
	@ConditionalOnMissingBean
	ObservationRegistrar progressObservationRegistrar(ScheduledRuns runs, ScheduledTasks tasks) {
		return new ObservationRegistrar(runs, tasks);
	}

	/**
	 * Unconditional: each context has its own methods, and uses only its own configurers.
	 */
	@Bean
	ScheduledTaskTracking progressScheduledTaskTracking(ScheduledTasks tasks, ObservationRegistrar registrar) {
		return new ScheduledTaskTracking(tasks, registrar);
	}

	@Bean
	FrameworkJobs progressScheduledMethodJobs(ScheduledTasks tasks, ConfigurableApplicationContext context) {
		return new ScheduledMethodJobs(tasks, context.getBeanFactory());
	}

}
