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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.Order;

/**
 * Tells at start which jobs are tracked under which identity, where to they are reported,
 * and what seems to be wrong about that.
 */
@Order(0)
final class StartupReport implements ApplicationListener<ApplicationStartedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupReport.class);

	private final ProgressTrackerProperties properties;

	private final JobDefinitions jobs;

	private final Supplier<ApplicationRun.Kind> kind;

	private final Supplier<Stream<FrameworkJobs>> frameworks;

	private final Reporters reporters;

	private final List<String> warnings;

	private boolean quiet;

	/**
	 * Creates a report.
	 * @param properties the properties
	 * @param jobs the jobs
	 * @param kind decides how the application's own run begins and ends
	 * @param frameworks what else runs jobs
	 * @param reporters where to reports go
	 * @param warnings what seems to be wrong, sentences without full stop
	 * @param test whether a Spring test started the application, so that nothing is
	 * printed unless the test turned reporting on
	 */
	StartupReport(ProgressTrackerProperties properties, JobDefinitions jobs, Supplier<ApplicationRun.Kind> kind,
			Supplier<Stream<FrameworkJobs>> frameworks, Reporters reporters, List<String> warnings, boolean test) {
		this.properties = properties;
		this.jobs = jobs;
		this.kind = kind;
		this.frameworks = frameworks;
		this.reporters = reporters;
		this.warnings = List.copyOf(warnings);
		this.quiet = test && !properties.getReporting().isEnabled();
	}

	/**
	 * Logs one line that informs, and one for each warning, just before the runners.
	 */
	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (!this.quiet && areElsewhere()) {
			logger.info(
					"Tracking no job, as there are steps only: their jobs are reported by the processes that run them");
			this.quiet = true;
		}
		if (!this.quiet) {
			logger.info("Tracking {}; reporting to {}", tracked(), destinations());
			this.warnings.forEach(logger::warn);
			// The contexts below this one start as well, and tell it so
			this.quiet = true;
		}
	}

	/** Comes before the lines of the runners only on their thread. */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	private String tracked() {
		Map<String, Setting> identity = new LinkedHashMap<>(this.jobs.ownIdentity());
		Setting name = identity.remove("job");
		String tracked = (this.properties.getApplicationJob() != ApplicationJob.OFF) ? "job " + name
				: "the jobs that the application starts";
		if (!identity.isEmpty()) {
			tracked += " with " + identity.entrySet()
				.stream()
				.map((part) -> part.getKey() + " " + part.getValue())
				.collect(Collectors.joining(", "));
		}
		if (this.properties.getApplicationJob() != ApplicationJob.OFF && !this.kind.get().begins()) {
			tracked += " once it is used";
		}
		Map<String, JobDefinition> others = ofFrameworks();
		return tracked + listed(", among others ", others.values().stream())
				+ listed(", and, once something starts them, ", configuredOnly(others));
	}

	private static String listed(String intro, Stream<JobDefinition> jobs) {
		String names = jobs.map((job) -> job.identity().toString()).distinct().collect(Collectors.joining(", "));
		return names.isEmpty() ? "" : intro + names;
	}

	/** Nothing is reported from here, so nothing can be wrong about that. */
	private boolean areElsewhere() {
		return !this.kind.get().begins() && this.frameworks.get().anyMatch(FrameworkJobs::areElsewhere)
				&& ofFrameworks().isEmpty() && this.properties.getJobs().isEmpty();
	}

	private Map<String, JobDefinition> ofFrameworks() {
		Map<String, JobDefinition> jobs = new LinkedHashMap<>();
		this.frameworks.get().forEach((framework) -> jobs.putAll(framework.definitions()));
		return jobs;
	}

	/** Started by code, or there is a mistake in the name. */
	private Stream<JobDefinition> configuredOnly(Map<String, JobDefinition> known) {
		return this.properties.getJobs()
			.keySet()
			.stream()
			.filter((key) -> !known.containsKey(key))
			.map(this.jobs::named);
	}

	private String destinations() {
		String destinations = this.reporters.destinations();
		if (destinations.isEmpty()) {
			destinations = "nowhere";
		}
		return this.properties.getReporting().isEnabled() ? destinations
				: destinations + " (progress.tracker.reporting.enabled is false)";
	}

}
