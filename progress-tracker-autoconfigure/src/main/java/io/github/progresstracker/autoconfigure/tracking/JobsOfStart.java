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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.spi.ManagedRuns;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;

/**
 * Decides which jobs the start of an application would have run if it had not failed.
 * Looks only at definitions of beans, because the beans may be gone, or may never have
 * existed.
 */
final class JobsOfStart {

	private final ConfigurableListableBeanFactory beans;

	private final FrameworkJobs.Start start;

	/**
	 * Creates an object that decides for one start.
	 * @param beans the beans of the application that failed
	 * @param web whether the application listens on a port
	 * @param defined whether all beans were defined
	 * @param reachedRunners whether all beans were created
	 */
	JobsOfStart(ConfigurableListableBeanFactory beans, boolean web, boolean defined, boolean reachedRunners) {
		this.beans = beans;
		this.start = new FrameworkJobs.Start(web, defined, RunKindResolver.hasRunners(beans), reachedRunners);
	}

	/**
	 * Finds the jobs.
	 * @param context a context with our beans: the one that failed, or one in its place
	 * @param applicationJob what is configured for the application's own job
	 * @return their definitions, also of those that are not tracked; none if they are
	 * unknown
	 */
	List<JobDefinition> find(ApplicationContext context, ApplicationJob applicationJob) {
		List<JobDefinition> jobs = findOfFrameworks(context);
		if (!this.start.web() && isOwnExpected(context, applicationJob)) {
			jobs.add(context.getBean(Tracking.class).jobs().own());
		}
		return jobs;
	}

	/**
	 * Finds the jobs of frameworks.
	 * @param context a context with our beans: the one that failed, or one in its place
	 * @return their definitions, also of those that are not tracked; none if they are
	 * unknown
	 */
	List<JobDefinition> findOfFrameworks(ApplicationContext context) {
		List<JobDefinition> jobs = new ArrayList<>();
		context.getBeanProvider(FrameworkJobs.class).forEach((framework) -> jobs.addAll(framework.ofStart(this.start)));
		return jobs;
	}

	private boolean isOwnExpected(ApplicationContext context, ApplicationJob applicationJob) {
		if (applicationJob != ApplicationJob.AUTO) {
			return applicationJob == ApplicationJob.ON;
		}
		String[] trackers = this.beans.getBeanNamesForType(ProgressTracker.class, true, false);
		if (!Arrays.stream(trackers).allMatch((tracker) -> RunKindResolver.isOurs(this.beans, tracker))) {
			// It is unknown which of them the beans take.
			return false;
		}
		DeclaredTrackers declared = new DeclaredTrackers(this.beans);
		return declared.include(ProgressTracker.class) || (this.start.runners() && !hasOtherJobs(context)
				&& !declared.include(ProgressTrackers.class) && !declared.include(ManagedRuns.class));
	}

	/** A framework that is turned on and cannot be asked here is taken to have jobs. */
	private boolean hasOtherJobs(ApplicationContext context) {
		return context.getBeanProvider(FrameworkJobs.class).stream().anyMatch(FrameworkJobs::exist)
				|| Arrays.stream(this.beans.getBeanNamesForType(FrameworkJobs.class, true, false))
					.anyMatch((framework) -> !context.containsBean(framework));
	}

}
