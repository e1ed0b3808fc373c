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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.quartz.QuartzJobTracker;
import org.quartz.JobDetail;
import org.quartz.Scheduler;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The jobs of the application's Quartz schedulers. Only those that are beans are known
 * here: a job store may be a database that contains many more.
 */
final class QuartzJobs implements FrameworkJobs {

	private final ConfigurableListableBeanFactory beans;

	private final QuartzJobTracker tracker;

	QuartzJobs(ConfigurableListableBeanFactory beans, QuartzJobTracker tracker) {
		this.beans = beans;
		this.tracker = tracker;
	}

	@Override
	public boolean exist() {
		return this.beans.getBeanNamesForType(Scheduler.class, false, false).length > 0;
	}

	@Override
	public Map<String, JobDefinition> definitions() {
		Map<String, JobDefinition> definitions = new LinkedHashMap<>();
		List<Scheduler> schedulers = existing(Scheduler.class).toList();
		jobs().filter(this.tracker::isTracked)
			.forEach((job) -> definitions.put(this.tracker.name(job), this.tracker.definition(job, schedulers)));
		return definitions;
	}

	@Override
	public List<String> warnings() {
		return jobs().map(this.tracker::warning).filter(Objects::nonNull).toList();
	}

	private Stream<JobDetail> jobs() {
		return existing(JobDetail.class);
	}

	/** A lazy bean is not created only to be looked at. */
	private <T> Stream<T> existing(Class<T> type) {
		return Arrays.stream(this.beans.getBeanNamesForType(type, false, false))
			.filter(this.beans::containsSingleton)
			.map((name) -> this.beans.getBean(name, type));
	}

}
