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

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.StartExpectation;
import io.github.progresstracker.SuccessExpectation;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Job;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Schedule;
import io.github.progresstracker.internal.scheduling.CronSchedule;
import io.github.progresstracker.internal.scheduling.DueTimes;
import io.github.progresstracker.internal.scheduling.StartSchedule;
import io.github.progresstracker.internal.scheduling.SuccessSchedule;
import io.github.progresstracker.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Defines the application's own job and the jobs that it starts. Each part of a
 * definition comes from the property of this job, otherwise from the property for all
 * jobs, otherwise from a variable.
 */
public final class JobDefinitions {

	private static final String PREFIX = "progress.tracker.";

	private final ProgressTrackerProperties properties;

	private final EnvironmentVariables variables;

	private final @Nullable ValueWithOrigin applicationName;

	private final ValueWithOrigin ownName;

	private final JobIdentity own;

	/**
	 * The settings of jobs that cannot be found by the name that they are reported with.
	 */
	private final Map<JobIdentity, Job> renamed = new ConcurrentHashMap<>();

	public JobDefinitions(ProgressTrackerProperties properties, EnvironmentVariables variables, Environment environment,
			@Nullable Class<?> mainClass) {
		this.properties = properties;
		this.variables = variables;
		String name = environment.getProperty("spring.application.name");
		this.applicationName = StringUtils.hasText(name) ? new ValueWithOrigin(name, "spring.application.name") : null;
		this.ownName = findOwnName(mainClass);
		this.own = asIdentity(ownIdentity());
	}

	private ValueWithOrigin findOwnName(@Nullable Class<?> mainClass) {
		ValueWithOrigin name = firstNonNull(chosenName(),
				this.variables.first("WM_JOB_PATH", "CLOUD_RUN_JOB", "NOMAD_JOB_NAME", "AIRFLOW_CTX_DAG_ID"));
		name = firstNonNull(name, this.applicationName);
		if (name != null) {
			return name;
		}
		return (mainClass != null) ? new ValueWithOrigin(mainClass.getSimpleName(), "main class")
				: new ValueWithOrigin("application", "no name is configured");
	}

	/**
	 * Returns the variables of the environment.
	 * @return the variables that definitions come from
	 */
	public EnvironmentVariables variables() {
		return this.variables;
	}

	/** A name that somebody chose, unlike that of a platform or application. */
	private @Nullable ValueWithOrigin chosenName() {
		return firstNonNull(property("job", this.properties.getJob()), this.variables.first("JOB_NAME"));
	}

	/**
	 * Defines the application's own job.
	 * @return its definition
	 */
	public JobDefinition own() {
		return define(this.ownName.value(), this.ownName, null);
	}

	/**
	 * Tells whether somebody chose the name of the application's own job. If so, it is
	 * also that of the only job that a framework runs.
	 * @return {@code false} if it is that of the platform or application
	 */
	public boolean isOwnNameChosen() {
		return chosenName() != null;
	}

	/**
	 * Returns the identity of the application's own job.
	 * @return the values and where they came from, by label
	 */
	public Map<String, ValueWithOrigin> ownIdentity() {
		return identity(this.ownName.value(), this.ownName, null);
	}

	/**
	 * Returns the key of the properties of the application's own job.
	 * @return the key in {@code progress.tracker.jobs}
	 */
	public String ownKey() {
		return key(this.ownName.value());
	}

	/**
	 * Returns the labels of each job that the application starts, except those that are
	 * configured for a single job. The name of the application is among them.
	 * @return the values and where they came from, by label, without the name of the job
	 */
	public Map<String, ValueWithOrigin> commonLabels() {
		Map<String, ValueWithOrigin> labels = new LinkedHashMap<>();
		putCommonLabels(labels, this.applicationName);
		return labels;
	}

	/**
	 * Defines a job that the application's code starts by name. The same name may be used
	 * in other applications, so the application's name is part of the identity. If the
	 * name is that of the application's own job, it is the same job.
	 * @param job the name that the job is started with
	 * @return its definition
	 */
	public JobDefinition named(String job) {
		ValueWithOrigin name = new ValueWithOrigin(job, "code");
		boolean own = asIdentity(identity(job, name, null)).equals(this.own);
		return define(job, name, own ? null : this.applicationName);
	}

	/**
	 * Defines a job that is named after a bean or method. Such names are the same in many
	 * applications, so the application's name is part of the identity.
	 * @param job the name that the framework uses for the job
	 * @return its definition
	 */
	public JobDefinition namedByFramework(String job) {
		return define(job, new ValueWithOrigin(job, "framework"), this.applicationName);
	}

	/**
	 * Defines a job that a framework executes on a schedule.
	 * @param job the name that the framework uses for the job
	 * @param dueTimes when the job is due, unless that is configured for the job itself;
	 * {@code null} if that is unknown
	 * @return its definition
	 */
	public JobDefinition scheduled(String job, @Nullable DueTimes dueTimes) {
		return define(job, new ValueWithOrigin(job, "framework"), this.applicationName, dueTimes, null);
	}

	/**
	 * Defines a job that a framework executes on a schedule, from which is derived what
	 * is expected of its successes.
	 * @param job the name that the framework uses for the job
	 * @param dueTimes when the job is due, unless that is configured for the job itself;
	 * {@code null} if that is unknown
	 * @param successes derives from a grace what is expected of the job's successes,
	 * unless that is configured for the job itself
	 * @return its definition
	 */
	public JobDefinition scheduled(String job, @Nullable DueTimes dueTimes,
			Function<Duration, @Nullable SuccessExpectation> successes) {
		return define(job, new ValueWithOrigin(job, "framework"), this.applicationName, dueTimes, successes);
	}

	/**
	 * Defines the only job that a framework runs. If somebody chose a name for the
	 * application's job, that is its name.
	 * @param job the name that the framework uses for the job
	 * @return its definition
	 */
	public JobDefinition onlyOneOfFramework(String job) {
		ValueWithOrigin chosen = chosenName();
		if (chosen == null) {
			return namedByFramework(job);
		}
		boolean hasSettings = this.properties.getJobs().containsKey(key(job));
		return define(hasSettings ? job : chosen.value(), chosen, null);
	}

	/**
	 * Defines the jobs that can be known before they run. Jobs that are turned off are
	 * left out.
	 * @return the application's own job, and those that have properties of their own
	 */
	public Stream<JobDefinition> known() {
		return Stream.concat(Stream.of(own()), this.properties.getJobs().keySet().stream().map(this::named))
			.filter(JobDefinition::enabled);
	}

	/**
	 * Finds the pings of a job.
	 * @param job a job that was defined here
	 * @return the settings of this job, which may be empty
	 */
	public Ping pingOf(JobIdentity job) {
		Job known = this.renamed.get(job);
		return ((known != null) ? known : settings(job.job())).getPing();
	}

	private JobDefinition define(String job, ValueWithOrigin name, @Nullable ValueWithOrigin defaultApp) {
		return define(job, name, defaultApp, null, null);
	}

	private JobDefinition define(String job, ValueWithOrigin name, @Nullable ValueWithOrigin defaultApp,
			@Nullable DueTimes dueTimes, @Nullable Function<Duration, @Nullable SuccessExpectation> successes) {
		Job settings = settings(job);
		Long reportInterval = settings.getReportInterval();
		Integer failureTolerance = settings.getFailureTolerance();
		DueTimes own = dueTimes(settings.getSuccessSchedule());
		DueTimes ofAll = dueTimes(this.properties.getSuccessSchedule());
		SuccessExpectation success = successExpectation(settings, own, successes, ofAll);
		DueTimes due = firstNonNull(own, dueTimes);
		if (due == null && settings.getSuccessInterval() == null) {
			due = ofAll;
		}
		JobIdentity identity = asIdentity(identity(job, name, defaultApp));
		if (!identity.job().equals(job) && this.properties.getJobs().containsKey(key(job))) {
			this.renamed.put(identity, settings);
		}
		return new JobDefinition(identity, success, startExpectation(settings, due, success),
				firstNonNull(settings.getMaxDuration(), this.properties.getMaxDuration()),
				(reportInterval != null) ? reportInterval : this.properties.getReportInterval(),
				(failureTolerance != null) ? failureTolerance : this.properties.getFailureTolerance(),
				settings.isEnabled());
	}

	private @Nullable SuccessExpectation successExpectation(Job settings, @Nullable DueTimes own,
			@Nullable Function<Duration, @Nullable SuccessExpectation> successes, @Nullable DueTimes ofAll) {
		Duration ownGrace = settings.getSuccessGrace();
		Duration grace = (ownGrace != null) ? ownGrace : this.properties.getSuccessGrace();
		SuccessExpectation expectation = firstNonNull(settings.getSuccessInterval(), successSchedule(own, grace));
		if (expectation == null && successes != null) {
			expectation = successes.apply(grace);
		}
		expectation = firstNonNull(expectation, this.properties.getSuccessInterval());
		expectation = firstNonNull(expectation, successSchedule(ofAll, grace));
		return firstNonNull(expectation, this.variables.successInterval());
	}

	private static @Nullable SuccessSchedule successSchedule(@Nullable DueTimes dueTimes, Duration grace) {
		return (dueTimes != null) ? new SuccessSchedule(dueTimes, grace) : null;
	}

	/** A job that is not expected to succeed is not expected to start, either. */
	private @Nullable StartExpectation startExpectation(Job settings, @Nullable DueTimes dueTimes,
			@Nullable SuccessExpectation success) {
		if (dueTimes == null || (success instanceof SuccessInterval interval && interval.duration() == null)) {
			return null;
		}
		Duration ownGrace = settings.getStartGrace();
		return new StartSchedule(dueTimes, (ownGrace != null) ? ownGrace : this.properties.getStartGrace());
	}

	private static @Nullable DueTimes dueTimes(Schedule schedule) {
		return CronSchedule.parse(schedule.getCron(), schedule.getZone());
	}

	private Map<String, ValueWithOrigin> identity(String job, ValueWithOrigin name,
			@Nullable ValueWithOrigin defaultApp) {
		Map<String, ValueWithOrigin> parts = new LinkedHashMap<>();
		String key = key(job);
		Job settings = settings(job);
		put(parts, "job", name);
		put(parts, "job", property("jobs[" + key + "].name", settings.getName()));
		putCommonLabels(parts, defaultApp);
		putLabels(parts, "jobs[" + key + "].labels.", settings.getLabels());
		return Collections.unmodifiableMap(parts);
	}

	private void putCommonLabels(Map<String, ValueWithOrigin> parts, @Nullable ValueWithOrigin defaultApp) {
		put(parts, "app", firstNonNull(
				firstNonNull(property("app", this.properties.getApp()), this.variables.first("JOB_APP")), defaultApp));
		put(parts, "namespace", firstNonNull(property("namespace", this.properties.getNamespace()),
				this.variables.first("JOB_NAMESPACE")));
		put(parts, "shard", this.variables.shard());
		putLabels(parts, "labels.", this.properties.getLabels());
	}

	private static JobIdentity asIdentity(Map<String, ValueWithOrigin> parts) {
		SortedMap<String, String> labels = new TreeMap<>();
		for (Map.Entry<String, ValueWithOrigin> part : parts.entrySet()) {
			labels.put(part.getKey(), part.getValue().value());
		}
		String job = labels.remove("job");
		return new JobIdentity((job != null) ? job : "", labels.remove("app"), labels.remove("namespace"), labels);
	}

	private Job settings(String job) {
		return this.properties.getJobs().getOrDefault(key(job), new Job());
	}

	/**
	 * Finds the key of the job's own properties. A variable such as
	 * {@code PROGRESS_TRACKER_JOBS_IMPORTJOB_NAME} can only contain the letters and
	 * digits of the job's name.
	 */
	private String key(String job) {
		Map<String, Job> jobs = this.properties.getJobs();
		if (jobs.isEmpty()) {
			return job;
		}
		String uniform = NearestName.uniform(job);
		return (!jobs.containsKey(job) && jobs.containsKey(uniform)) ? uniform : job;
	}

	private static void putLabels(Map<String, ValueWithOrigin> parts, String prefix, Map<String, String> labels) {
		for (Map.Entry<String, String> label : labels.entrySet()) {
			put(parts, label.getKey(), property(prefix + label.getKey(), label.getValue()));
		}
	}

	private static void put(Map<String, ValueWithOrigin> parts, String label, @Nullable ValueWithOrigin value) {
		if (value != null) {
			parts.put(label, value);
		}
	}

	private static @Nullable ValueWithOrigin property(String name, @Nullable String value) {
		return StringUtils.hasText(value) ? ValueWithOrigin.ofProperty(PREFIX + name, value) : null;
	}

	private static <T> @Nullable T firstNonNull(@Nullable T first, @Nullable T second) {
		return (first != null) ? first : second;
	}

}
