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

import io.github.progresstracker.internal.execution.SafeCalls;
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
 * Has each Quartz scheduler tell of the jobs that it executes, as soon as the scheduler
 * is there: one that is lazy is not created for that. It is started later.
 */
public final class QuartzTracking implements BeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(QuartzTracking.class);

	private final JobListener listener;

	/**
	 * Creates a post-processor.
	 * @param tracker told of the executions; not asked for before the first one
	 */
	public QuartzTracking(Supplier<QuartzJobTracker> tracker) {
		this.listener = new Listener(tracker);
	}

	/** What a factory bean made comes by here only if somebody asks for it. */
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

	/** Schedulers are created before much of what a tracker needs. */
	private static final class Listener implements JobListener {

		private final Supplier<QuartzJobTracker> tracker;

		private final SafeCalls calls = new SafeCalls();

		private Listener(Supplier<QuartzJobTracker> tracker) {
			this.tracker = tracker;
		}

		@Override
		public String getName() {
			return "progressTracker";
		}

		@Override
		public void jobToBeExecuted(JobExecutionContext context) {
			this.calls.call(() -> this.tracker.get().jobToBeExecuted(context));
		}

		@Override
		public void jobExecutionVetoed(JobExecutionContext context) {
		}

		@Override
		public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException failure) {
			this.calls.call(() -> this.tracker.get().jobWasExecuted(context, failure));
		}

	}

}
