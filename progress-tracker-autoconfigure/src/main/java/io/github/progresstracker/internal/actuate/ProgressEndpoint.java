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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.history.PastRuns;
import io.github.progresstracker.internal.history.RunHistory;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * Shows the progress of the application's jobs: the newest run of each job that has
 * started in this process, and the known jobs that have not started. Reading it neither
 * counts nor reports anything.
 * <p>
 * {@link ProgressEndpointWebExtension} takes the place of the operations over HTTP, which
 * it does only if they produce the same types.
 */
@Endpoint(id = "progress")
public class ProgressEndpoint {

	private final ProgressTrackers trackers;

	private final Supplier<List<JobDefinition>> known;

	private final LongSupplier unreportedRuns;

	private final Reporting reporting;

	private final RunHistory history;

	private final Function<JobIdentity, @Nullable Instant> discarded;

	private final TimeSource time;

	/** No run that began earlier is known. */
	private final Instant since;

	/**
	 * Creates the endpoint.
	 * @param trackers the jobs to show
	 * @param known supplies the jobs that are known before they start
	 * @param unreportedRuns counts the runs of jobs beyond the maximum number of jobs
	 * @param reporting the reporters to show
	 * @param history finds the last runs of a job
	 * @param discarded finds out when a run of a job last began that did not take place
	 * @param time the clock that decides whether a job is overdue
	 */
	public ProgressEndpoint(ProgressTrackers trackers, Supplier<List<JobDefinition>> known, LongSupplier unreportedRuns,
			Reporting reporting, RunHistory history, Function<JobIdentity, @Nullable Instant> discarded,
			TimeSource time) {
		this.trackers = trackers;
		this.known = known;
		this.unreportedRuns = unreportedRuns;
		this.reporting = reporting;
		this.history = history;
		this.discarded = discarded;
		this.time = time;
		this.since = time.now();
	}

	/**
	 * Shows all jobs.
	 * @return the newest run of each job in the order in which they started, and the jobs
	 * that have not started
	 */
	@ReadOperation(producesFrom = ProgressFormat.class)
	public JobsDescriptor jobs() {
		return describe((identity) -> true, Map.of());
	}

	/**
	 * Shows the jobs with a name, and the last runs of each. There may be several, which
	 * differ in another label of their identity. This may wait for the store of a
	 * framework, for a few seconds.
	 * @param job the segments of the path, which together are the name
	 * @return the newest run of each job, or {@code null} if none is known
	 */
	@ReadOperation(producesFrom = ProgressFormat.class)
	public @Nullable JobsDescriptor job(@Selector(match = Match.ALL_REMAINING) String... job) {
		String name = String.join("/", job);
		Predicate<JobIdentity> shown = (identity) -> identity.job().equals(name);
		JobsDescriptor jobs = describe(shown, histories(shown));
		return (jobs.jobs().isEmpty() && jobs.notStarted().isEmpty()) ? null : jobs;
	}

	/** First, because this may take long, and what else is shown is to be of now. */
	private Map<JobIdentity, PastRuns> histories(Predicate<JobIdentity> shown) {
		Set<JobIdentity> jobs = new LinkedHashSet<>();
		this.trackers.progress().forEach((progress) -> jobs.add(progress.identity()));
		this.known.get().forEach((definition) -> jobs.add(definition.identity()));
		Map<JobIdentity, PastRuns> histories = new HashMap<>();
		for (JobIdentity job : jobs) {
			PastRuns history = shown.test(job) ? this.history.of(job) : null;
			if (history != null) {
				histories.put(job, history);
			}
		}
		return histories;
	}

	private JobsDescriptor describe(Predicate<JobIdentity> shown, Map<JobIdentity, PastRuns> histories) {
		Instant now = this.time.now();
		List<JobProgress> started = this.trackers.progress()
			.stream()
			.filter((progress) -> shown.test(progress.identity()))
			.toList();
		Set<JobIdentity> identities = started.stream().map(JobProgress::identity).collect(Collectors.toSet());
		List<IdentityDescriptor> notStarted = this.known.get()
			.stream()
			.filter((job) -> shown.test(job.identity()) && !identities.contains(job.identity()))
			.map((job) -> notStarted(job, now, histories))
			.toList();
		return new JobsDescriptor(started.stream()
			.map((progress) -> JobDescriptor.of(progress, this.discarded.apply(progress.identity()), now,
					histories.get(progress.identity())))
			.toList(), notStarted, this.unreportedRuns.getAsLong(), ReporterDescriptor.of(this.reporting, now));
	}

	private IdentityDescriptor notStarted(JobDefinition job, Instant now, Map<JobIdentity, PastRuns> histories) {
		JobIdentity identity = job.identity();
		StartDescriptor start = StartDescriptor.of(job, this.since, this.discarded.apply(identity), now);
		return IdentityDescriptor.of(identity, start, histories.get(identity));
	}

	/**
	 * Some or all jobs, and the status of the reporters.
	 *
	 * @param jobs the newest run of each job
	 * @param notStarted the known jobs that have not started in this process
	 * @param unreportedRuns the number of runs in this process that are not reported and
	 * not among the jobs, as there are more jobs than the maximum
	 * @param reporters the reporters that deliver the reports of all jobs
	 */
	public record JobsDescriptor(List<JobDescriptor> jobs, List<IdentityDescriptor> notStarted, long unreportedRuns,
			List<ReporterDescriptor> reporters) implements OperationResponseBody {

	}

}
