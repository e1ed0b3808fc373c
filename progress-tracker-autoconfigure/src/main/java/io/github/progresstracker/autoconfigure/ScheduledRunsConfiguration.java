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

import java.time.Duration;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.scheduling.Launchers;
import io.github.progresstracker.scheduling.ScheduledRuns;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/**
 * What the sources share whose jobs a scheduler executes.
 */
@Configuration(proxyBeanMethods = false)
final class ScheduledRunsConfiguration {

	/** Such jobs are tracked on their own, and scheduled methods often launch them. */
	private static final String BATCH_JOB = "org.springframework.batch.core.job.Job";

	/** In which a job that does nothing else has launched another. */
	private static final Duration TIME_TO_LAUNCH = Duration.ofSeconds(1);

	@Bean
	@ConditionalOnMissingBean
	ScheduledRuns progressScheduledRuns(ApplicationContext context, ProgressTrackers trackers, Later later) {
		boolean withBatch = ClassUtils.isPresent(BATCH_JOB, context.getClassLoader());
		return new ScheduledRuns(context, trackers,
				withBatch ? new Launchers((action) -> later.after(TIME_TO_LAUNCH, action)) : Launchers.NONE);
	}

}
