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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.job.KnownJobs;
import io.github.progresstracker.internal.job.ValueWithOrigin;
import io.github.progresstracker.internal.lifecycle.Reporters;
import io.github.progresstracker.internal.text.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.annotation.Order;

/**
 * Logs at startup which jobs are tracked under which identity, where they are reported
 * to, and what seems to be wrong about that.
 */
@Order(0)
final class StartupReport implements ApplicationListener<ApplicationStartedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(StartupReport.class);

	private final ProgressTrackerProperties properties;

	private final JobDefinitions jobs;

	private final RunKindResolver kind;

	private final KnownJobs known;

	private final Reporters reporters;

	private final StartupWarnings warnings;

	private boolean quiet;

	/**
	 * Creates a report.
	 * @param properties the properties
	 * @param jobs defines the application's own job
	 * @param kind decides how the application's own run begins and ends
	 * @param known the other jobs
	 * @param reporters deliver the reports
	 * @param warnings finds what seems to be wrong
	 * @param test whether a Spring test started the application; if so, nothing is logged
	 * unless the test turned reporting on
	 */
	StartupReport(ProgressTrackerProperties properties, JobDefinitions jobs, RunKindResolver kind, KnownJobs known,
			Reporters reporters, StartupWarnings warnings, boolean test) {
		this.properties = properties;
		this.jobs = jobs;
		this.kind = kind;
		this.known = known;
		this.reporters = reporters;
		this.warnings = warnings;
		this.quiet = test && !properties.getReporting().isEnabled();
	}

	/**
	 * Logs one line at level INFO, and one for each warning, just before the runners.
	 */
	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (!this.quiet && areElsewhere()) {
			logger.info(
					"Tracking no jobs: this application runs only steps, and the processes that run their jobs report them");
			this.quiet = true;
		}
		if (!this.quiet) {
			logger.info("Tracking {}; reporting {}", tracked(), destinations());
			List<String> warnings = this.warnings.about(this.jobs, this.known);
			warnings.addAll(this.known.warnings());
			for (String warning : warnings) {
				logger.warn(warning);
			}
			// The child contexts start, too, and publish that here
			this.quiet = true;
		}
	}

	/** Only on the thread of the runners does this come before their own log lines. */
	@Override
	public boolean supportsAsyncExecution() {
		return false;
	}

	private String tracked() {
		Set<String> certain = identities(this.known.ofFrameworks());
		Set<String> possible = identities(this.known.configuredOnly());
		possible.remove(this.jobs.own().identity().toString());
		boolean begins = this.kind.get().begins();
		// Next to other jobs, it is rarely used
		boolean ownIsPossible = certain.isEmpty() && this.properties.getApplicationJob() != ApplicationJob.OFF
				&& !this.kind.startsJobsByName();
		if (this.jobs.own().enabled() && (begins || ownIsPossible)) {
			Map<String, ValueWithOrigin> labels = new LinkedHashMap<>(this.jobs.ownIdentity());
			(begins ? certain : possible).add("job " + labels.remove("job") + described(labels));
		}
		if (certain.isEmpty() && possible.isEmpty()) {
			return "the jobs that the application starts" + described(this.jobs.commonLabels()) + reasonForNoOwnRun();
		}
		String tracked = String.join(", ", certain);
		if (!possible.isEmpty()) {
			String condition = (possible.size() == 1) ? " once it is used" : " once they are used";
			tracked += (tracked.isEmpty() ? "" : ", and ") + String.join(", ", possible) + condition;
		}
		return tracked;
	}

	private String reasonForNoOwnRun() {
		if (this.properties.getApplicationJob() == ApplicationJob.OFF) {
			return ", but not the application itself (progress.tracker.application-job is off)";
		}
		return this.jobs.own().enabled() ? ""
				: ", but not the application itself (progress.tracker.jobs[%s].enabled is false)"
					.formatted(SafeText.of(this.jobs.ownKey()));
	}

	private static String described(Map<String, ValueWithOrigin> labels) {
		StringJoiner described = new StringJoiner(", ", " with ", "").setEmptyValue("");
		for (Map.Entry<String, ValueWithOrigin> label : labels.entrySet()) {
			described.add(label.getKey() + " " + label.getValue());
		}
		return described.toString();
	}

	private static Set<String> identities(List<JobDefinition> jobs) {
		Set<String> identities = new LinkedHashSet<>();
		for (JobDefinition job : jobs) {
			identities.add(job.identity().toString());
		}
		return identities;
	}

	/** If so, nothing is reported from here, and there is nothing to warn about. */
	private boolean areElsewhere() {
		return !this.kind.get().begins() && this.known.areElsewhere();
	}

	private String destinations() {
		String destinations = this.reporters.destinations();
		destinations = destinations.isEmpty() ? "nowhere" : "to " + destinations;
		return this.properties.getReporting().isEnabled() ? destinations
				: destinations + " (progress.tracker.reporting.enabled is false)";
	}

}
