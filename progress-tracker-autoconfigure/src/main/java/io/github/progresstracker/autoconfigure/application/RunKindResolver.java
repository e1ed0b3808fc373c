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

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.spi.ManagedRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;

/**
 * Decides how the application's own run begins and ends, from what the application
 * consists of.
 */
final class RunKindResolver implements Supplier<ApplicationRun.Kind> {

	/** Packages of our own beans, which use trackers on behalf of others. */
	private static final List<String> OUR_PACKAGES = Stream.of("autoconfigure", "internal")
		.map((name) -> ProgressTrackers.class.getPackageName() + "." + name + ".")
		.toList();

	private final ApplicationJob applicationJob;

	private final @Nullable StartingApplication application;

	private final ConfigurableListableBeanFactory beans;

	RunKindResolver(ApplicationJob applicationJob, @Nullable StartingApplication application,
			ConfigurableListableBeanFactory beans) {
		this.applicationJob = applicationJob;
		this.application = application;
		this.beans = beans;
	}

	@Override
	public ApplicationRun.Kind get() {
		if (this.applicationJob == ApplicationJob.OFF) {
			return ApplicationRun.Kind.IF_USED;
		}
		boolean always = this.applicationJob == ApplicationJob.ON;
		if (hasRunners() && this.application != null && !this.application.isWeb()) {
			return (always || !hasOtherJobs()) ? ApplicationRun.Kind.RUNNERS : ApplicationRun.Kind.RUNNERS_IF_USED;
		}
		return always ? ApplicationRun.Kind.FROM_START : ApplicationRun.Kind.IF_USED;
	}

	private boolean hasRunners() {
		return exists(ApplicationRunner.class) || exists(CommandLineRunner.class);
	}

	private boolean exists(Class<?> type) {
		return this.beans.getBeanNamesForType(type, true, false).length > 0;
	}

	/**
	 * Whether a framework runs jobs, or beans of the user start jobs by name and none of
	 * them uses the tracker of the application's own job.
	 */
	private boolean hasOtherJobs() {
		for (FrameworkJobs jobs : this.beans.getBeanProvider(FrameworkJobs.class)) {
			if (jobs.exist()) {
				return true;
			}
		}
		return (isUsed(ProgressTrackers.class) || isUsed(ManagedRuns.class)) && !isUsed(ProgressTracker.class);
	}

	private boolean isUsed(Class<?> type) {
		for (String name : this.beans.getBeanNamesForType(type, false, false)) {
			for (String dependent : this.beans.getDependentBeans(name)) {
				if (isOfUser(dependent)) {
					return true;
				}
			}
		}
		return false;
	}

	private boolean isOfUser(String bean) {
		Class<?> type = this.beans.getType(bean, false);
		return type == null || !isOurs(type);
	}

	/**
	 * Whether beans of a type use trackers on behalf of others.
	 * @param type the type
	 * @return whether it is one of our own
	 */
	static boolean isOurs(Class<?> type) {
		return OUR_PACKAGES.stream().anyMatch(type.getName()::startsWith);
	}

}
