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
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the application's own job: its
 * {@link ProgressTracker}, and the life of its run. Contexts below share the run, and
 * each tells it how its own runners fare.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class)
@ConditionalOnSwitch("enabled")
public final class ApplicationRunAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ApplicationRun progressApplicationRun(ApplicationContext context, ProgressTrackers trackers, JobDefinitions jobs,
			ProgressTrackerProperties properties, Later later, ObjectProvider<StartingApplication> application,
			ObjectProvider<SpringTestMarker> test) {
		ApplicationRun run = new ApplicationRun(trackers.prepare(jobs.own()), context, test.getIfAvailable() != null,
				(action) -> later.after(properties.getHeartbeat(), action));
		// Here and now: whoever uses the run may be the one that can not be created.
		failWith(application.getIfAvailable(), run, context);
		return run;
	}

	@Bean(destroyMethod = "")
	@ConditionalOnMissingBean
	ProgressTracker progressTracker(ApplicationRun run, ProgressTrackerProperties properties) {
		return (properties.getApplicationJob() == ApplicationJob.OFF) ? ProgressTracker.NO_OP : run.run();
	}

	@Bean
	ApplicationRunListener progressApplicationRunListener(ConfigurableApplicationContext context, ApplicationRun run,
			ProgressTrackerProperties properties, ObjectProvider<StartingApplication> application) {
		// Again, as the run may be that of a context above; the first end wins.
		StartingApplication starting = application.getIfAvailable();
		failWith(starting, run, context);
		return new ApplicationRunListener(context, run,
				new ApplicationRunKind(properties.getApplicationJob(), starting, context.getBeanFactory()));
	}

	private static void failWith(@Nullable StartingApplication starting, ApplicationRun run,
			ApplicationContext context) {
		if (starting != null) {
			starting.onFailure((cause) -> run.failed(context, cause));
		}
	}

	/**
	 * Not to be injected anywhere: somebody may expect the one {@code ExitCodeGenerator}
	 * to be theirs.
	 */
	@Bean(autowireCandidate = false)
	ApplicationEndListener progressApplicationEndListener(ConfigurableApplicationContext context, ApplicationRun run,
			FinalReports finalReports) {
		return new ApplicationEndListener(context, run, finalReports);
	}

}
