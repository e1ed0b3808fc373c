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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.history.PastRuns;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The Spring Batch jobs that are beans.
 */
final class BatchJobs implements FrameworkJobs, DisposableBean {

	/** By name, because Spring Batch can be used without this module of Spring Boot. */
	private static final String RUNNER = "org.springframework.boot.batch.autoconfigure.JobLauncherApplicationRunner";

	private final JobDefinitions definitions;

	private final ConfigurableListableBeanFactory beans;

	private final BatchJobNames names;

	private final Environment environment;

	private final TimeSource time;

	/**
	 * There is none before somebody asks for the last runs of a job. Spring reads the
	 * types of fields when it creates a bean, so this one does not name the class.
	 */
	private final AtomicReference<@Nullable BatchJobHistory> history = new AtomicReference<>();

	BatchJobs(JobDefinitions definitions, ConfigurableListableBeanFactory beans, Environment environment,
			TimeSource time) {
		this.definitions = definitions;
		this.beans = beans;
		this.names = new BatchJobNames(beans);
		this.environment = environment;
		this.time = time;
	}

	@Override
	public boolean exist() {
		return beanNames().length > 0 || areElsewhere();
	}

	/** Whether this is a worker, which executes partitions for a manager. */
	@Override
	public boolean areElsewhere() {
		return beanNames().length == 0 && exists(Step.class);
	}

	@Override
	public Map<String, JobDefinition> definitions() {
		return names().distinct().collect(Collectors.toMap(Function.identity(), this::definition));
	}

	/**
	 * The definition of a job.
	 * @param job its name in Spring Batch
	 * @return its definition
	 */
	JobDefinition definition(String job) {
		boolean only = beanNames().length == 1 && List.of(job).equals(names().toList());
		return only ? this.definitions.onlyOneOfFramework(job) : this.definitions.namedByFramework(job);
	}

	@Override
	public Optional<PastRuns> pastRuns(JobIdentity job, int limit) {
		List<String> jobs = new ArrayList<>();
		definitions().forEach((name, definition) -> {
			if (definition.identity().equals(job)) {
				jobs.add(name);
			}
		});
		if (jobs.isEmpty()) {
			return Optional.empty();
		}
		this.history.compareAndSet(null,
				new BatchJobHistory(this.beans.getBeanProvider(JobRepository.class), this.time));
		return Objects.requireNonNull(this.history.get()).of(job, jobs, limit);
	}

	@Override
	public void destroy() {
		BatchJobHistory history = this.history.get();
		if (history != null) {
			history.close();
		}
	}

	/**
	 * Spring Boot's runner executes the job with the configured name, or the only one. If
	 * it cannot, because there is no such job or there are several and no name, none of
	 * them is executed. Another runner that finds one job is assumed to execute it. While
	 * beans are still unknown, a configured name tells that Spring Boot's runner is used.
	 */
	@Override
	public Collection<JobDefinition> ofStart(Start start) {
		String configured = configuredName();
		boolean executed = hasRunnerOfBoot() || (configured != null && !start.defined() && isRunnerOfBootUsed());
		String[] jobs = beanNames();
		if (!executed && (start.web() || jobs.length != 1 || !start.runners())) {
			return List.of();
		}
		if (executed && configured != null
				&& (start.reachedRunners() || !start.defined() || mayExist(configured, jobs))) {
			return List.of(definitionOf(configured, jobs));
		}
		return Arrays.stream(jobs).map((bean) -> definitionOf(nameOf(bean), jobs)).distinct().toList();
	}

	private @Nullable String configuredName() {
		String name = this.environment.getProperty("spring.batch.job.name");
		return StringUtils.hasText(name) ? name : null;
	}

	private boolean mayExist(String job, String[] beans) {
		return Arrays.stream(beans).map(this.names::of).anyMatch((name) -> name == null || name.equals(job));
	}

	/** The name of the job, or that of the bean, which is usually the same. */
	private String nameOf(String bean) {
		String name = this.names.of(bean);
		return (name != null) ? name : bean;
	}

	private JobDefinition definitionOf(String job, String[] beans) {
		boolean only = beans.length == 1 && mayExist(job, beans);
		return only ? this.definitions.onlyOneOfFramework(job) : this.definitions.namedByFramework(job);
	}

	private boolean hasRunnerOfBoot() {
		Class<?> runner = find(RUNNER);
		return runner != null && exists(runner);
	}

	private boolean isRunnerOfBootUsed() {
		return find(RUNNER) != null
				&& !"false".equalsIgnoreCase(this.environment.getProperty("spring.batch.job.enabled"));
	}

	private @Nullable Class<?> find(String type) {
		ClassLoader loader = this.beans.getBeanClassLoader();
		return ClassUtils.isPresent(type, loader) ? ClassUtils.resolveClassName(type, loader) : null;
	}

	private boolean exists(Class<?> type) {
		return this.beans.getBeanNamesForType(type, true, false).length > 0;
	}

	private Stream<String> names() {
		return Arrays.stream(beanNames()).map(this.names::of).filter(Objects::nonNull);
	}

	private String[] beanNames() {
		return this.beans.getBeanNamesForType(Job.class, true, false);
	}

}
