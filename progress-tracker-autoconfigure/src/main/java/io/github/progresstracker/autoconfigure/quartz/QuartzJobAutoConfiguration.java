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

package io.github.progresstracker.autoconfigure.quartz;

import io.github.progresstracker.autoconfigure.scheduling.ScheduledRunsConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.quartz.QuartzJobTracker;
import io.github.progresstracker.internal.quartz.QuartzTracking;
import io.github.progresstracker.internal.scheduling.ScheduledRuns;
import org.quartz.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

/**
 * Auto-configuration that tracks Quartz jobs.
 */
@AutoConfiguration(after = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass({ Scheduler.class, SchedulerFactoryBean.class })
@ConditionalOnSwitch(value = "enabled", optIn = "quartz.enabled")
@Import(ScheduledRunsConfiguration.class)
public final class QuartzJobAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	QuartzJobTracker progressQuartzJobTracker(ScheduledRuns runs, Tracking tracking) {
		return new QuartzJobTracker(runs, tracking.jobs()::scheduled, tracking.time());
	}

	/** Created before all other beans, so it looks up the tracker when a job begins. */
	@Bean
	static QuartzTracking progressQuartzTracking(ObjectProvider<QuartzJobTracker> tracker) {
		return new QuartzTracking(tracker::getObject);
	}

	@Bean
	FrameworkJobs progressQuartzJobs(ConfigurableApplicationContext context, QuartzJobTracker tracker) {
		return new QuartzJobs(context.getBeanFactory(), tracker);
	}

}
