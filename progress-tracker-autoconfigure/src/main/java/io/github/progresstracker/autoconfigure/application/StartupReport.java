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

package io.github.progresstracker.autoconfigure.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.job.KnownJobs;
import io.github.progresstracker.internal.job.ValueWithOrigin;
import io.github.progresstracker.internal.lifecycle.Reporters;
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

	private final KnownJobs known;

	private final Reporters reporters;

	private final List<String> warnings;

	private boolean quiet;

	/**
	 * Creates a report.
	 * @param properties the properties
	 * @param jobs defines the application's own job
	 * @param kind decides how the application's own run begins and ends
	 * @param known the other jobs
	 * @param reporters where to reports go
	 * @param warnings what seems to be wrong, sentences without full stop
	 * @param test whether a Spring test started the application, so that nothing is
	 * printed unless the test turned reporting on
	 */
	StartupReport(ProgressTrackerProperties properties, JobDefinitions jobs, Supplier<ApplicationRun.Kind> kind,
			KnownJobs known, Reporters reporters, List<String> warnings, boolean test) {
		this.properties = properties;
		this.jobs = jobs;
		this.kind = kind;
		this.known = known;
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
		List<String> sure = new ArrayList<>();
		List<String> perhaps = new ArrayList<>();
		String labels = labels();
		this.known.ofFrameworks().forEach((job) -> sure.add(job.identity().toString()));
		this.known.configuredOnly().forEach((job) -> perhaps.add(job.identity().toString()));
		boolean begins = this.kind.get().begins();
		// Whoever has others may use it, but rarely does
		if (begins || (sure.isEmpty() && this.properties.getApplicationJob() != ApplicationJob.OFF)) {
			(begins ? sure : perhaps).add("job " + this.jobs.ownIdentity().get("job") + labels);
		}
		if (sure.isEmpty() && perhaps.isEmpty()) {
			return "the jobs that the application starts" + labels
					+ ", but no run of its own (progress.tracker.application-job is off)";
		}
		String tracked = listed(sure);
		if (!perhaps.isEmpty()) {
			String condition = (perhaps.size() == 1) ? " once it is used" : " once they are used";
			tracked += (tracked.isEmpty() ? "" : ", and ") + listed(perhaps) + condition;
		}
		return tracked;
	}

	private String labels() {
		Map<String, ValueWithOrigin> labels = new LinkedHashMap<>(this.jobs.ownIdentity());
		labels.remove("job");
		return labels.isEmpty() ? ""
				: " with " + labels.entrySet()
					.stream()
					.map((label) -> label.getKey() + " " + label.getValue())
					.collect(Collectors.joining(", "));
	}

	private static String listed(List<String> jobs) {
		return jobs.stream().distinct().collect(Collectors.joining(", "));
	}

	/** Nothing is reported from here, so nothing can be wrong about that. */
	private boolean areElsewhere() {
		return !this.kind.get().begins() && this.known.areElsewhere();
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
