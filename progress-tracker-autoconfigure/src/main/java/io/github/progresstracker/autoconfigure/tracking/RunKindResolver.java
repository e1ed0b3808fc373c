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

import java.lang.reflect.Method;
import java.util.function.Supplier;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.spi.ManagedRuns;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;

/**
 * Decides how the application's own run begins and ends, from what the application
 * consists of.
 */
final class RunKindResolver implements Supplier<ApplicationRun.Kind> {

	/** The bean for the application's own job. */
	static final String OWN_TRACKER = "progressTracker";

	/** The package of our own beans, which use trackers on behalf of others. */
	private static final String OUR_PACKAGE = ProgressTrackers.class.getPackageName();

	private final ApplicationJob applicationJob;

	private final @Nullable StartingApplication application;

	private final ConfigurableListableBeanFactory beans;

	private ApplicationRun.@Nullable Kind kind;

	RunKindResolver(ApplicationJob applicationJob, @Nullable StartingApplication application,
			ConfigurableListableBeanFactory beans) {
		this.applicationJob = applicationJob;
		this.application = application;
		this.beans = beans;
	}

	/**
	 * Decides when it is called first, which must not be before all beans exist.
	 * @return how the run begins and ends
	 */
	@Override
	public ApplicationRun.Kind get() {
		ApplicationRun.Kind kind = this.kind;
		if (kind == null) {
			kind = resolve();
			this.kind = kind;
		}
		return kind;
	}

	private ApplicationRun.Kind resolve() {
		boolean always = this.applicationJob == ApplicationJob.ON;
		if (this.applicationJob == ApplicationJob.OFF || (!always && isReplaced())) {
			return ApplicationRun.Kind.IF_USED;
		}
		if (hasRunners(this.beans) && this.application != null && !this.application.isWeb()) {
			return (always || !hasOtherJobs()) ? ApplicationRun.Kind.RUNNERS : ApplicationRun.Kind.RUNNERS_IF_USED;
		}
		return always ? ApplicationRun.Kind.FROM_START : ApplicationRun.Kind.IF_USED;
	}

	/**
	 * Whether anything is executed when all beans exist. Creates no beans.
	 * @param beans the beans
	 * @return whether there are runners
	 */
	static boolean hasRunners(ConfigurableListableBeanFactory beans) {
		return beans.getBeanNamesForType(ApplicationRunner.class, true, false).length > 0
				|| beans.getBeanNamesForType(CommandLineRunner.class, true, false).length > 0;
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
		return startsJobsByName();
	}

	/**
	 * Whether beans of the user start jobs by name, and none of them uses the tracker of
	 * the application's own job.
	 * @return whether the application's own run is probably not used
	 */
	boolean startsJobsByName() {
		return (isUsed(ProgressTrackers.class) || isUsed(ManagedRuns.class)) && !isUsed(OWN_TRACKER);
	}

	private boolean isUsed(Class<?> type) {
		for (String name : this.beans.getBeanNamesForType(type, false, false)) {
			if (isUsed(name)) {
				return true;
			}
		}
		return false;
	}

	private boolean isUsed(String name) {
		for (String dependent : this.beans.getDependentBeans(name)) {
			if (!isOurs(this.beans, dependent)) {
				return true;
			}
		}
		return false;
	}

	/** Whether the beans of the user count on a run that is not the application's own. */
	private boolean isReplaced() {
		return this.beans.containsBeanDefinition(OWN_TRACKER) && !isOurs(this.beans, OWN_TRACKER);
	}

	/**
	 * Whether a bean is one of ours, and so uses trackers on behalf of others. A tracker
	 * that a bean method of the user returns is the user's, whatever its class is.
	 * @param beans the beans
	 * @param name the name of the bean
	 * @return {@code false} for a bean of the user
	 */
	static boolean isOurs(ConfigurableListableBeanFactory beans, String name) {
		Method method = beanMethod(beans, name);
		Class<?> type = (method != null) ? method.getDeclaringClass() : beans.getType(name, false);
		return type != null && (type.getName().startsWith(OUR_PACKAGE + ".autoconfigure.")
				|| type.getName().startsWith(OUR_PACKAGE + ".internal."));
	}

	/**
	 * Finds the method that a bean comes from.
	 * @param beans the beans
	 * @param name the name of the bean
	 * @return the method, or {@code null} if there is none
	 */
	static @Nullable Method beanMethod(ConfigurableListableBeanFactory beans, String name) {
		boolean defined = beans.containsBeanDefinition(name);
		return (defined && beans.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition)
				? definition.getResolvedFactoryMethod() : null;
	}

}
