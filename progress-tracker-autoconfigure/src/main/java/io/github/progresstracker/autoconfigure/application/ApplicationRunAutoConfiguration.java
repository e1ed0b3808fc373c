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

package io.github.progresstracker.autoconfigure.application;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionDetails;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.job.KnownJobs;
import io.github.progresstracker.internal.lifecycle.Reporters;
import io.github.progresstracker.internal.lifecycle.ReportingShutdown;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.run.NoOpTrackers;
import io.github.progresstracker.spi.ManagedRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the application's own job: its
 * {@link ProgressTracker}, and when its run begins and ends. Child contexts share the
 * run, and each notifies it of its own runners.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class)
@ConditionalOnSwitch("enabled")
public final class ApplicationRunAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApplicationRun progressApplicationRun(ApplicationContext context, ManagedRuns runs, JobDefinitions jobs,
			ReportingShutdown shutdown, ProgressTrackerProperties properties, DelayedTasks delayedTasks,
			ObjectProvider<StartingApplication> application, ObjectProvider<SpringTestMarker> test) {
		shutdown.runs().addKnown(jobs.own().identity());
		ApplicationRun run = new ApplicationRun(runs.prepare(jobs.own()), context, test.getIfAvailable() != null,
				(action) -> delayedTasks.after(properties.getHeartbeat(), action));
		// Right here, because the failure may be that of a bean that uses the run.
		failWith(application.getIfAvailable(), run, shutdown, context);
		return run;
	}

	/**
	 * Stays beside other trackers of the user. It is not primary, so a bean that takes a
	 * tracker must say which one if there are several.
	 */
	@Bean(name = RunKindResolver.OWN_TRACKER, destroyMethod = "")
	@ConditionalOnMissingBean(name = RunKindResolver.OWN_TRACKER)
	ProgressTracker progressTracker(ApplicationRun run, ProgressTrackerProperties properties) {
		return (properties.getApplicationJob() == ApplicationJob.OFF) ? NoOpTrackers.TRACKER : run.run();
	}

	@Bean
	ApplicationRunListener progressApplicationRunListener(ConfigurableApplicationContext context, ApplicationRun run,
			ProgressTrackerProperties properties, JobDefinitions jobs, ReportingShutdown shutdown,
			ObjectProvider<FrameworkJobs> frameworks, ObjectProvider<StartingApplication> application) {
		KnownJobs known = new KnownJobs(properties, jobs, frameworks::stream);
		// Once more, because the run may belong to a parent context. The first end wins.
		StartingApplication starting = application.getIfAvailable();
		failWith(starting, run, shutdown, context);
		return new ApplicationRunListener(context, run,
				new RunKindResolver(properties.getApplicationJob(), starting, context.getBeanFactory()),
				() -> known.all().forEach((job) -> shutdown.runs().addKnown(job.identity())));
	}

	private static void failWith(@Nullable StartingApplication starting, ApplicationRun run, ReportingShutdown shutdown,
			ApplicationContext context) {
		if (starting != null) {
			starting.onFailure((cause) -> {
				run.failed(context, cause);
				shutdown.failed(context, ApplicationRun.reason(cause));
			});
		}
	}

	/**
	 * Not an autowire candidate: users may expect their own {@code ExitCodeGenerator} to
	 * be the only one. Its type does not tell that it is a listener. Otherwise, Spring
	 * Boot would create it to publish the exit code of a context that failed to start,
	 * which fails, and so the exit code would be lost.
	 */
	@Bean(autowireCandidate = false)
	@Lazy(false)
	ExitCodeGenerator progressApplicationEndListener(ConfigurableApplicationContext context, ApplicationRun run,
			ReportingShutdown shutdown, ObjectProvider<SpringTestMarker> test) {
		return new ApplicationEndListener(context, run, shutdown, test.getIfAvailable() != null);
	}

	@Bean
	@ConditionalOnMissingBean
	StartupReport progressStartupReport(ProgressTrackerProperties properties, JobDefinitions jobs, Reporters reporters,
			EnvironmentVariables variables, ObjectProvider<PushgatewayConnectionDetails> connection,
			ConfigurableApplicationContext context, ObjectProvider<StartingApplication> application,
			ObjectProvider<FrameworkJobs> frameworks, ObjectProvider<SpringTestMarker> test) {
		RunKindResolver kind = new RunKindResolver(properties.getApplicationJob(), application.getIfAvailable(),
				context.getBeanFactory());
		StartupWarnings warnings = new StartupWarnings(properties, variables, reporters, connection.getIfAvailable(),
				context);
		return new StartupReport(properties, jobs, kind, new KnownJobs(properties, jobs, frameworks::stream), reporters,
				warnings, test.getIfAvailable() != null);
	}

}
