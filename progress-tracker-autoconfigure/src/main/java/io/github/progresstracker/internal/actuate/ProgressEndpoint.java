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
package io.github.progresstracker.internal.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * Shows how far the jobs of the application are: of each job that has begun in this
 * process the newest run, and which ones have not. Nothing is counted or reported because
 * somebody looks.
 */
@Endpoint(id = "progress")
public class ProgressEndpoint {

	private final ProgressTrackers trackers;

	private final Supplier<List<JobDefinition>> known;

	private final Reporting reporting;

	private final TimeSource time;

	/**
	 * Creates the endpoint.
	 * @param trackers the jobs to show
	 * @param known jobs that are known before they run
	 * @param reporting the reporters to show
	 * @param time tells which job is overdue
	 */
	public ProgressEndpoint(ProgressTrackers trackers, Supplier<List<JobDefinition>> known, Reporting reporting,
			TimeSource time) {
		this.trackers = trackers;
		this.known = known;
		this.reporting = reporting;
		this.time = time;
	}

	/**
	 * All jobs.
	 * @return the newest run of each, in the order of their begin, and those that have
	 * not begun
	 */
	@ReadOperation
	public JobsDescriptor jobs() {
		return describe((progress) -> true);
	}

	/**
	 * The jobs of a name: there are several if they differ in app, namespace or another
	 * label.
	 * @param job the parts of the name, as a slash in it divides the path
	 * @return the newest run of each, or {@code null} if no such job is known
	 */
	@ReadOperation
	public @Nullable JobsDescriptor job(@Selector(match = Match.ALL_REMAINING) String... job) {
		String name = String.join("/", job);
		JobsDescriptor jobs = describe((identity) -> identity.job().equals(name));
		return (jobs.jobs().isEmpty() && jobs.notStarted().isEmpty()) ? null : jobs;
	}

	private JobsDescriptor describe(Predicate<JobIdentity> shown) {
		Instant now = this.time.now();
		List<JobProgress> begun = this.trackers.progress()
			.stream()
			.filter((progress) -> shown.test(progress.identity()))
			.toList();
		Set<JobIdentity> identities = begun.stream().map(JobProgress::identity).collect(Collectors.toSet());
		List<JobIdentity> notBegun = this.known.get()
			.stream()
			.map(JobDefinition::identity)
			.filter((identity) -> shown.test(identity) && !identities.contains(identity))
			.toList();
		return new JobsDescriptor(begun.stream().map((progress) -> JobDescriptor.of(progress, now)).toList(),
				notBegun.stream().map(IdentityDescriptor::of).toList(), ReporterDescriptor.of(this.reporting, now));
	}

	/**
	 * Some jobs, and what became of the reports of all.
	 *
	 * @param jobs the newest run of each
	 * @param notStarted those that are known and have not been started in this process
	 * @param reporters those that deliver the reports
	 */
	public record JobsDescriptor(List<JobDescriptor> jobs, List<IdentityDescriptor> notStarted,
			List<ReporterDescriptor> reporters) implements OperationResponseBody {

	}

}
