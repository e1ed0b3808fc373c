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

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.internal.text.NearestName;

/**
 * The jobs that are known before they run, apart from the application's own job. Jobs
 * that are turned off are left out.
 */
public final class KnownJobs {

	/** In fewer characters, a single one makes a difference. */
	private static final int MIN_LENGTH = 5;

	private final ProgressTrackerProperties properties;

	private final JobDefinitions jobs;

	private final Iterable<FrameworkJobs> frameworks;

	public KnownJobs(ProgressTrackerProperties properties, JobDefinitions jobs, Iterable<FrameworkJobs> frameworks) {
		this.properties = properties;
		this.jobs = jobs;
		this.frameworks = frameworks;
	}

	/**
	 * Finds the jobs that frameworks start. Call this once all beans exist.
	 * @return their definitions
	 */
	public List<JobDefinition> ofFrameworks() {
		return enabled(byName().values());
	}

	/**
	 * Finds the jobs that only have properties. Either code starts them, or their name in
	 * the configuration is wrong.
	 * @return their definitions
	 */
	public List<JobDefinition> configuredOnly() {
		Map<String, JobDefinition> others = byName();
		List<JobDefinition> configured = new ArrayList<>();
		for (String key : this.properties.getJobs().keySet()) {
			if (!others.containsKey(key)) {
				configured.add(this.jobs.named(key));
			}
		}
		return enabled(configured);
	}

	private static List<JobDefinition> enabled(Collection<JobDefinition> jobs) {
		List<JobDefinition> enabled = new ArrayList<>(jobs.size());
		for (JobDefinition job : jobs) {
			if (job.enabled()) {
				enabled.add(job);
			}
		}
		return enabled;
	}

	/**
	 * Finds jobs that have properties under a name which is nearly that of a job without
	 * any. Any other name may be that of a job which code starts later.
	 * @return the names that are meant, by the names in the configuration
	 */
	public Map<String, String> misspelled() {
		Set<String> configured = this.properties.getJobs().keySet();
		Map<String, String> misspelled = new LinkedHashMap<>();
		if (configured.isEmpty()) {
			return misspelled;
		}
		Set<String> jobs = new LinkedHashSet<>(byName().keySet());
		jobs.add(this.jobs.ownKey());
		Set<String> uniform = jobs.stream().map(NearestName::uniform).collect(Collectors.toSet());
		jobs.removeIf((job) -> configured.contains(job) || configured.contains(NearestName.uniform(job)));
		for (String name : configured) {
			String nearest = uniform.contains(NearestName.uniform(name)) ? null : NearestName.of(name, jobs);
			if (nearest != null && isMisspelled(name, nearest)) {
				misspelled.put(name, nearest);
			}
		}
		return misspelled;
	}

	/** Names that differ in a number, or in more than a slip, are different jobs. */
	private static boolean isMisspelled(String name, String job) {
		int length = Math.min(name.length(), job.length());
		return length >= MIN_LENGTH && NearestName.distance(name, job) <= length / MIN_LENGTH
				&& digits(name).equals(digits(job));
	}

	private static String digits(String name) {
		return name.replaceAll("\\D", "");
	}

	/**
	 * Finds all of these jobs.
	 * @return their definitions
	 */
	public List<JobDefinition> all() {
		return Stream.of(ofFrameworks(), configuredOnly()).flatMap(List::stream).distinct().toList();
	}

	/**
	 * Finds the identities of all of these jobs.
	 * @return their identities
	 */
	public List<JobIdentity> identities() {
		return all().stream().map(JobDefinition::identity).toList();
	}

	/**
	 * Finds what keeps the jobs of frameworks from being tracked correctly. Call this
	 * once all beans exist.
	 * @return warnings, as sentences without a full stop
	 */
	public List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		for (FrameworkJobs framework : this.frameworks) {
			warnings.addAll(framework.warnings());
		}
		return warnings;
	}

	/**
	 * Whether frameworks only run parts of jobs here that belong to other processes, and
	 * no other job is known.
	 * @return {@code true} if there are parts of jobs, but no job
	 */
	public boolean areElsewhere() {
		for (FrameworkJobs framework : this.frameworks) {
			if (framework.areElsewhere()) {
				return all().isEmpty();
			}
		}
		return false;
	}

	private Map<String, JobDefinition> byName() {
		Map<String, JobDefinition> jobs = new LinkedHashMap<>();
		for (FrameworkJobs framework : this.frameworks) {
			jobs.putAll(framework.definitions());
		}
		return jobs;
	}

}
