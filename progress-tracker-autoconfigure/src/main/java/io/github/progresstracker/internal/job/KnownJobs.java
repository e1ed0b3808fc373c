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

package io.github.progresstracker.internal.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;

/**
 * The jobs besides the application's own one that are known before they run.
 */
public final class KnownJobs {

	private final ProgressTrackerProperties properties;

	private final JobDefinitions jobs;

	private final Supplier<Stream<FrameworkJobs>> frameworks;

	public KnownJobs(ProgressTrackerProperties properties, JobDefinitions jobs,
			Supplier<Stream<FrameworkJobs>> frameworks) {
		this.properties = properties;
		this.jobs = jobs;
		this.frameworks = frameworks;
	}

	/**
	 * Those that frameworks start. Called once all beans are there.
	 * @return their definitions
	 */
	public List<JobDefinition> ofFrameworks() {
		return List.copyOf(byName().values());
	}

	/**
	 * Those of which nothing is known but their properties. They are started by code, or
	 * there is a mistake in the name.
	 * @return their definitions
	 */
	public List<JobDefinition> configuredOnly() {
		Map<String, JobDefinition> others = byName();
		return this.properties.getJobs()
			.keySet()
			.stream()
			.filter((key) -> !others.containsKey(key))
			.map(this.jobs::named)
			.toList();
	}

	/**
	 * All of them.
	 * @return their definitions
	 */
	public List<JobDefinition> all() {
		return Stream.of(ofFrameworks(), configuredOnly()).flatMap(List::stream).distinct().toList();
	}

	/**
	 * Whether what frameworks have to run here belongs to jobs of other processes, and
	 * nothing else is known.
	 * @return {@code true} if there are parts of jobs, and no job
	 */
	public boolean areElsewhere() {
		return this.frameworks.get().anyMatch(FrameworkJobs::areElsewhere) && all().isEmpty();
	}

	private Map<String, JobDefinition> byName() {
		Map<String, JobDefinition> jobs = new LinkedHashMap<>();
		this.frameworks.get().forEach((framework) -> jobs.putAll(framework.definitions()));
		return jobs;
	}

}
