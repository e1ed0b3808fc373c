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

package io.github.progresstracker.autoconfigure.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.JobDefinitions;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The Spring Batch jobs that are beans.
 */
final class BatchJobs implements FrameworkJobs {

	private final JobDefinitions definitions;

	private final ConfigurableListableBeanFactory beans;

	BatchJobs(JobDefinitions definitions, ConfigurableListableBeanFactory beans) {
		this.definitions = definitions;
		this.beans = beans;
	}

	@Override
	public boolean exist() {
		return beanNames().length > 0 || areElsewhere();
	}

	/** Whether this is a worker, which executes partitions for a manager. */
	@Override
	public boolean areElsewhere() {
		return beanNames().length == 0 && this.beans.getBeanNamesForType(Step.class, true, false).length > 0;
	}

	@Override
	public Map<String, JobDefinition> definitions() {
		return names().stream().distinct().collect(Collectors.toMap(Function.identity(), this::definition));
	}

	/**
	 * The definition of a job.
	 * @param job its name in Spring Batch
	 * @return its definition
	 */
	JobDefinition definition(String job) {
		boolean only = beanNames().length == 1 && List.of(job).equals(names());
		return only ? this.definitions.onlyOneOfFramework(job) : this.definitions.namedByFramework(job);
	}

	private List<String> names() {
		return Arrays.stream(beanNames())
			// A lazy bean is not created only for its name.
			.filter(this.beans::containsSingleton)
			.map((bean) -> this.beans.getBean(bean, Job.class).getName())
			.toList();
	}

	private String[] beanNames() {
		return this.beans.getBeanNamesForType(Job.class, true, false);
	}

}
