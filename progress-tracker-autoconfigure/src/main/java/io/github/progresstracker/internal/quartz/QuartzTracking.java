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

package io.github.progresstracker.internal.quartz;

import java.util.function.Supplier;

import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobListener;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.EverythingMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * Registers a listener with each Quartz scheduler when the scheduler is created, which is
 * before it is started. A lazy scheduler is not created for this.
 */
public final class QuartzTracking implements BeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(QuartzTracking.class);

	private final JobListener listener;

	/**
	 * Creates a post-processor.
	 * @param tracker tracks the executions; not called before the first one
	 */
	public QuartzTracking(Supplier<QuartzJobTracker> tracker) {
		this.listener = new Listener(tracker);
	}

	/**
	 * Handles factory beans as well: the scheduler that one creates is processed only
	 * when another bean needs it.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (bean instanceof Scheduler scheduler) {
			track(scheduler, name);
		}
		else if (bean instanceof SchedulerFactoryBean factory) {
			track(factory.getScheduler(), name);
		}
		return bean;
	}

	private void track(Scheduler scheduler, String name) {
		try {
			scheduler.getListenerManager().addJobListener(this.listener, EverythingMatcher.allJobs());
		}
		catch (SchedulerException | RuntimeException ex) {
			logger.warn("The jobs of Quartz scheduler '{}' are not tracked: {}", SafeText.of(name),
					SafeText.of(String.valueOf(ex.getMessage())));
		}
	}

	/**
	 * Finds the tracker when a job is executed, because schedulers are created before
	 * much of what the tracker needs. Never throws, because Quartz would not execute the
	 * job. An execution that is vetoed is no run, nor is a misfired one that Quartz
	 * skips.
	 */
	private static final class Listener implements JobListener {

		private final Supplier<QuartzJobTracker> tracker;

		private final Guard guard = new Guard(logger, "A Quartz job could not be tracked",
				"The job is executed anyway");

		private Listener(Supplier<QuartzJobTracker> tracker) {
			this.tracker = tracker;
		}

		@Override
		public String getName() {
			return "progressTracker";
		}

		@Override
		public void jobToBeExecuted(JobExecutionContext context) {
			this.guard.run(() -> this.tracker.get().begin(context));
		}

		@Override
		public void jobExecutionVetoed(JobExecutionContext context) {
		}

		@Override
		public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
			this.guard.run(() -> this.tracker.get().end(context, failure));
		}

	}

}
