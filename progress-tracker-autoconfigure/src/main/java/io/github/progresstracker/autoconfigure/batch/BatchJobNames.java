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

import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The names that the jobs of a context have in Spring Batch. A name is kept with the
 * definition of the bean, which outlives a context that fails to start.
 */
final class BatchJobNames {

	private static final String ATTRIBUTE = "io.github.progresstracker.jobName";

	private final ConfigurableListableBeanFactory beans;

	BatchJobNames(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Called when a job was created.
	 * @param bean the name of the bean
	 * @param job the name of the job
	 */
	void note(String bean, String job) {
		if (this.beans.containsBeanDefinition(bean)) {
			this.beans.getBeanDefinition(bean).setAttribute(ATTRIBUTE, job);
		}
	}

	/**
	 * Finds the name of a job. Creates no bean: a lazy one is not created only for its
	 * name.
	 * @param bean the name of the bean
	 * @return the name of the job, or {@code null} if the bean has not been created
	 */
	@Nullable String of(String bean) {
		if (this.beans.containsSingleton(bean)) {
			return this.beans.getBean(bean, Job.class).getName();
		}
		return this.beans.containsBeanDefinition(bean)
				? (String) this.beans.getBeanDefinition(bean).getAttribute(ATTRIBUTE) : null;
	}

}
