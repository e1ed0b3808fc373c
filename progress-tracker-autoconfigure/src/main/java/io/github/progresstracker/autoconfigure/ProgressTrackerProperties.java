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

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Properties of the progress tracker. A blank value is the same as none. An unknown
 * property keeps the application from starting: if the success interval of a job were
 * mistyped, no alert would ever fire.
 */
@ConfigurationProperties(prefix = "progress.tracker", ignoreUnknownFields = false)
public class ProgressTrackerProperties {

	/**
	 * Whether to track progress. If false, trackers can still be injected, but do
	 * nothing.
	 */
	private boolean enabled = true;

	/**
	 * Name of the application's own job. Defaults to the variable JOB_NAME, otherwise to
	 * the name that the platform gives the job, 'spring.application.name' or the main
	 * class.
	 */
	private @Nullable String job;

	/**
	 * Name of the application that the jobs belong to. Defaults to the variable JOB_APP,
	 * otherwise, except for the application's own job, to 'spring.application.name'.
	 */
	private @Nullable String app;

	/**
	 * Namespace that the jobs run in. Defaults to the variable JOB_NAMESPACE.
	 */
	private @Nullable String namespace;

	/**
	 * Additional labels for every series, by name.
	 */
	private final Map<String, String> labels = new LinkedHashMap<>();

	/**
	 * Number of records after which a report is due.
	 */
	private long reportInterval = 1000;

	/**
	 * Time after which a report is due even if no count has changed. Plain numbers are
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration heartbeat = Duration.ofSeconds(15);

	/**
	 * Maximum time expected between two successes of a job, or 'off'. Plain numbers are
	 * seconds. Defaults to the variable JOB_SUCCESS_INTERVAL, in seconds.
	 */
	private @Nullable SuccessInterval successInterval;

	private final Schedule successSchedule = new Schedule();

	/**
	 * Time that a job has to succeed after it is due by its schedule; choose more than a
	 * run takes. Plain numbers are seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration successGrace = Duration.ofHours(1);

	/**
	 * Time that a job has to begin after it is due by its schedule. Plain numbers are
	 * seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration startGrace = Duration.ofMinutes(10);

	/**
	 * Maximum time that a run is expected to take. Plain numbers are seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration maxDuration;

	/**
	 * Maximum number of jobs that a process reports, apart from its own job and those
	 * that are known when it starts. Runs of further jobs are not reported.
	 */
	private int maxJobs = 200;

	/**
	 * Maximum number of stages of a run. Further stages are counted as one, '_other'.
	 */
	private int maxStages = 100;

	/**
	 * Number of failed runs in a row that are tolerated before an alert fires.
	 */
	private int failureTolerance;

	/**
	 * Number of ended runs of each job that the endpoint shows. 0 shows none.
	 */
	private int history = 20;

	/**
	 * Whether the message of a failure becomes the label 'message' of
	 * 'job_last_failure_info'. Each different message is a series of its own.
	 */
	private boolean failureMessage;

	/**
	 * Settings of single jobs, by the name that the job is started with.
	 */
	private final Map<String, Job> jobs = new LinkedHashMap<>();

	/**
	 * Whether the application itself is a job.
	 */
	private ApplicationJob applicationJob = ApplicationJob.AUTO;

	private final Batch batch = new Batch();

	private final Metrics metrics = new Metrics();

	private final Reporting reporting = new Reporting();

	private final Push push = new Push();

	private final Pushgateway pushgateway = new Pushgateway();

	private final Ping ping = new Ping();

	private final Textfile textfile = new Textfile();

	private final Terminal terminal = new Terminal();

	private final Scheduling scheduling = new Scheduling();

	private final Quartz quartz = new Quartz();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getJob() {
		return this.job;
	}

	public void setJob(@Nullable String job) {
		this.job = job;
	}

	public @Nullable String getApp() {
		return this.app;
	}

	public void setApp(@Nullable String app) {
		this.app = app;
	}

	public @Nullable String getNamespace() {
		return this.namespace;
	}

	public void setNamespace(@Nullable String namespace) {
		this.namespace = namespace;
	}

	public Map<String, String> getLabels() {
		return this.labels;
	}

	public long getReportInterval() {
		return this.reportInterval;
	}

	public void setReportInterval(long reportInterval) {
		this.reportInterval = reportInterval;
	}

	public Duration getHeartbeat() {
		return this.heartbeat;
	}

	public void setHeartbeat(Duration heartbeat) {
		this.heartbeat = heartbeat;
	}

	public @Nullable SuccessInterval getSuccessInterval() {
		return this.successInterval;
	}

	public void setSuccessInterval(@Nullable SuccessInterval successInterval) {
		this.successInterval = successInterval;
	}

	public Schedule getSuccessSchedule() {
		return this.successSchedule;
	}

	public Duration getSuccessGrace() {
		return this.successGrace;
	}

	public void setSuccessGrace(Duration successGrace) {
		this.successGrace = successGrace;
	}

	public Duration getStartGrace() {
		return this.startGrace;
	}

	public void setStartGrace(Duration startGrace) {
		this.startGrace = startGrace;
	}

	public @Nullable Duration getMaxDuration() {
		return this.maxDuration;
	}

	public void setMaxDuration(@Nullable Duration maxDuration) {
		this.maxDuration = maxDuration;
	}

	public int getMaxJobs() {
		return this.maxJobs;
	}

	public void setMaxJobs(int maxJobs) {
		this.maxJobs = maxJobs;
	}

	public int getMaxStages() {
		return this.maxStages;
	}

	public void setMaxStages(int maxStages) {
		this.maxStages = maxStages;
	}

	public int getFailureTolerance() {
		return this.failureTolerance;
	}

	public void setFailureTolerance(int failureTolerance) {
		this.failureTolerance = failureTolerance;
	}

	public int getHistory() {
		return this.history;
	}

	public void setHistory(int history) {
		this.history = history;
	}

	public boolean isFailureMessage() {
		return this.failureMessage;
	}

	public void setFailureMessage(boolean failureMessage) {
		this.failureMessage = failureMessage;
	}

	public Map<String, Job> getJobs() {
		return this.jobs;
	}

	public ApplicationJob getApplicationJob() {
		return this.applicationJob;
	}

	public void setApplicationJob(ApplicationJob applicationJob) {
		this.applicationJob = applicationJob;
	}

	public Batch getBatch() {
		return this.batch;
	}

	public Metrics getMetrics() {
		return this.metrics;
	}

	public Reporting getReporting() {
		return this.reporting;
	}

	public Push getPush() {
		return this.push;
	}

	public Pushgateway getPushgateway() {
		return this.pushgateway;
	}

	public Ping getPing() {
		return this.ping;
	}

	public Textfile getTextfile() {
		return this.textfile;
	}

	public Terminal getTerminal() {
		return this.terminal;
	}

	public Scheduling getScheduling() {
		return this.scheduling;
	}

	public Quartz getQuartz() {
		return this.quartz;
	}

	/**
	 * Whether the application itself is a job.
	 */
	public enum ApplicationJob {

		/**
		 * Only if it is not a web application, has a runner, and nothing else does the
		 * work.
		 */
		AUTO,

		/**
		 * Always.
		 */
		ON,

		/**
		 * Never.
		 */
		OFF

	}

	/**
	 * Settings of a single job.
	 */
	public static class Job {

		/**
		 * Whether to track this job. If false, its tracker does nothing.
		 */
		private boolean enabled = true;

		/**
		 * Name that the job is reported under.
		 */
		private @Nullable String name;

		/**
		 * Additional labels for the series of this job, by name.
		 */
		private final Map<String, String> labels = new LinkedHashMap<>();

		/**
		 * Number of records after which a report of this job is due.
		 */
		private @Nullable Long reportInterval;

		/**
		 * Maximum time expected between two successes of this job, or 'off'. Plain
		 * numbers are seconds.
		 */
		private @Nullable SuccessInterval successInterval;

		private final Schedule successSchedule = new Schedule();

		/**
		 * Time that this job has to succeed after it is due by its schedule. Plain
		 * numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration successGrace;

		/**
		 * Time that this job has to begin after it is due by its schedule. Plain numbers
		 * are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration startGrace;

		/**
		 * Maximum time that a run of this job is expected to take. Plain numbers are
		 * seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration maxDuration;

		/**
		 * Number of failed runs of this job in a row that are tolerated before an alert
		 * fires.
		 */
		private @Nullable Integer failureTolerance;

		private final Ping ping = new Ping();

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = name;
		}

		public Map<String, String> getLabels() {
			return this.labels;
		}

		public @Nullable Long getReportInterval() {
			return this.reportInterval;
		}

		public void setReportInterval(@Nullable Long reportInterval) {
			this.reportInterval = reportInterval;
		}

		public @Nullable SuccessInterval getSuccessInterval() {
			return this.successInterval;
		}

		public void setSuccessInterval(@Nullable SuccessInterval successInterval) {
			this.successInterval = successInterval;
		}

		public Schedule getSuccessSchedule() {
			return this.successSchedule;
		}

		public @Nullable Duration getSuccessGrace() {
			return this.successGrace;
		}

		public void setSuccessGrace(@Nullable Duration successGrace) {
			this.successGrace = successGrace;
		}

		public @Nullable Duration getStartGrace() {
			return this.startGrace;
		}

		public void setStartGrace(@Nullable Duration startGrace) {
			this.startGrace = startGrace;
		}

		public @Nullable Duration getMaxDuration() {
			return this.maxDuration;
		}

		public void setMaxDuration(@Nullable Duration maxDuration) {
			this.maxDuration = maxDuration;
		}

		public @Nullable Integer getFailureTolerance() {
			return this.failureTolerance;
		}

		public void setFailureTolerance(@Nullable Integer failureTolerance) {
			this.failureTolerance = failureTolerance;
		}

		public Ping getPing() {
			return this.ping;
		}

	}

	/**
	 * When a job is due. Replaces the interval between its successes.
	 */
	public static class Schedule {

		/**
		 * Cron expression: second (optional), minute, hour, day of month, month, day of
		 * week.
		 */
		private @Nullable String cron;

		/**
		 * Time zone of the cron expression. Defaults to the time zone of the JVM.
		 */
		private @Nullable String zone;

		public @Nullable String getCron() {
			return this.cron;
		}

		public void setCron(@Nullable String cron) {
			this.cron = cron;
		}

		public @Nullable String getZone() {
			return this.zone;
		}

		public void setZone(@Nullable String zone) {
			this.zone = zone;
		}

	}

	/**
	 * Scheduled methods.
	 */
	public static class Scheduling {

		/**
		 * Whether to track each {@code @Scheduled} method as a job.
		 */
		private boolean enabled;

		/**
		 * Whether to derive the success interval of a scheduled method, unless it has one
		 * of its own, from its fixed rate, fixed delay or cron expression and
		 * 'success-grace'.
		 */
		private boolean deriveSuccessInterval;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public boolean isDeriveSuccessInterval() {
			return this.deriveSuccessInterval;
		}

		public void setDeriveSuccessInterval(boolean deriveSuccessInterval) {
			this.deriveSuccessInterval = deriveSuccessInterval;
		}

	}

	/**
	 * Quartz.
	 */
	public static class Quartz {

		/**
		 * Whether to track the jobs of Quartz schedulers.
		 */
		private boolean enabled;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Spring Batch.
	 */
	public static class Batch {

		/**
		 * Whether to track the jobs of Spring Batch.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Metrics in the application's meter registry.
	 */
	public static class Metrics {

		/**
		 * Whether to show the job metrics in the application's meter registry. Pushes and
		 * text files always contain them.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * Whether reports leave the application.
	 */
	public static class Reporting {

		/**
		 * Whether to deliver reports. If false, progress is still counted and shown.
		 */
		private boolean enabled = true;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

	}

	/**
	 * What to push in addition to the job metrics.
	 */
	public static class Push {

		/**
		 * Names of application metrics to push with each job, as Prometheus shows them,
		 * with '*' as a wildcard.
		 */
		private List<String> include = new ArrayList<>();

		public List<String> getInclude() {
			return this.include;
		}

		public void setInclude(List<String> include) {
			this.include = include;
		}

	}

	/**
	 * Connection to the Pushgateway.
	 */
	public static class Pushgateway {

		/**
		 * URL of the Pushgateway, or 'host:port' for http. Defaults to the variable
		 * PUSHGATEWAY.
		 */
		private @Nullable String url;

		/**
		 * Username for the Pushgateway.
		 */
		private @Nullable String username;

		/**
		 * Password for the Pushgateway.
		 */
		private @Nullable String password;

		/**
		 * Bearer token for the Pushgateway, instead of username and password.
		 */
		private @Nullable String token;

		/**
		 * Maximum time to connect to the Pushgateway. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration connectTimeout = Duration.ofSeconds(2);

		/**
		 * Maximum time to wait for data from the Pushgateway. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration readTimeout = Duration.ofSeconds(5);

		/**
		 * Minimum time between two pushes of a job. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration minInterval = Duration.ofSeconds(5);

		/**
		 * Maximum time that the application waits for the last reports when it shuts
		 * down. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration finalTimeout = Duration.ofSeconds(4);

		/**
		 * Whether a run that takes longer than ten seconds may ask the Pushgateway once
		 * what the last success of the job did, to estimate the time left.
		 */
		private boolean readLastSuccess = true;

		/**
		 * Directory for the ends of runs that have not been pushed yet.
		 */
		private @Nullable String spoolDirectory;

		private final Ssl ssl = new Ssl();

		public @Nullable String getUrl() {
			return this.url;
		}

		public void setUrl(@Nullable String url) {
			this.url = url;
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public @Nullable String getToken() {
			return this.token;
		}

		public void setToken(@Nullable String token) {
			this.token = token;
		}

		public Duration getConnectTimeout() {
			return this.connectTimeout;
		}

		public void setConnectTimeout(Duration connectTimeout) {
			this.connectTimeout = connectTimeout;
		}

		public Duration getReadTimeout() {
			return this.readTimeout;
		}

		public void setReadTimeout(Duration readTimeout) {
			this.readTimeout = readTimeout;
		}

		public Duration getMinInterval() {
			return this.minInterval;
		}

		public void setMinInterval(Duration minInterval) {
			this.minInterval = minInterval;
		}

		public Duration getFinalTimeout() {
			return this.finalTimeout;
		}

		public void setFinalTimeout(Duration finalTimeout) {
			this.finalTimeout = finalTimeout;
		}

		public boolean isReadLastSuccess() {
			return this.readLastSuccess;
		}

		public void setReadLastSuccess(boolean readLastSuccess) {
			this.readLastSuccess = readLastSuccess;
		}

		public @Nullable String getSpoolDirectory() {
			return this.spoolDirectory;
		}

		public void setSpoolDirectory(@Nullable String spoolDirectory) {
			this.spoolDirectory = spoolDirectory;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

	}

	/**
	 * Encryption of a connection.
	 */
	public static class Ssl {

		/**
		 * Name of the SSL bundle to use for https.
		 */
		private @Nullable String bundle;

		public @Nullable String getBundle() {
			return this.bundle;
		}

		public void setBundle(@Nullable String bundle) {
			this.bundle = bundle;
		}

	}

	/**
	 * URLs of services outside that notice if a job does not run or does not succeed.
	 */
	public static class Ping {

		/**
		 * URL to call when a run begins, or 'off'. It may contain the placeholders {job}
		 * and {run}.
		 */
		private @Nullable String start;

		/**
		 * URL to call when a run completes, or 'off'. It may contain the placeholders
		 * {job}, {run}, {duration-seconds} and {records}.
		 */
		private @Nullable String success;

		/**
		 * URL to call when a run fails, or 'off'. It may contain the placeholders {job},
		 * {run}, {exception}, {duration-seconds} and {records}.
		 */
		private @Nullable String failure;

		/**
		 * URL to call when a run is interrupted, or 'off'. It may contain the
		 * placeholders {job}, {run}, {duration-seconds} and {records}.
		 */
		private @Nullable String interruption;

		/**
		 * HTTP method of the pings. The body of a POST is a summary of the run; a GET has
		 * no body.
		 */
		private @Nullable Method method;

		private final Ssl ssl = new Ssl();

		public @Nullable String getStart() {
			return this.start;
		}

		public void setStart(@Nullable String start) {
			this.start = start;
		}

		public @Nullable String getSuccess() {
			return this.success;
		}

		public void setSuccess(@Nullable String success) {
			this.success = success;
		}

		public @Nullable String getFailure() {
			return this.failure;
		}

		public void setFailure(@Nullable String failure) {
			this.failure = failure;
		}

		public @Nullable String getInterruption() {
			return this.interruption;
		}

		public void setInterruption(@Nullable String interruption) {
			this.interruption = interruption;
		}

		public @Nullable Method getMethod() {
			return this.method;
		}

		public void setMethod(@Nullable Method method) {
			this.method = method;
		}

		public Ssl getSsl() {
			return this.ssl;
		}

		/**
		 * HTTP method of the pings.
		 */
		public enum Method {

			/**
			 * With a summary of the run as the body.
			 */
			POST,

			/**
			 * Without a body.
			 */
			GET

		}

	}

	/**
	 * Text files for the textfile collector of the node exporter.
	 */
	public static class Textfile {

		/**
		 * Directory to which a text file is written for each job.
		 */
		private @Nullable String directory;

		public @Nullable String getDirectory() {
			return this.directory;
		}

		public void setDirectory(@Nullable String directory) {
			this.directory = directory;
		}

	}

	/**
	 * What is shown while a job runs.
	 */
	public static class Terminal {

		/**
		 * How to show progress.
		 */
		private Mode mode = Mode.AUTO;

		/**
		 * Whether to show how far the job is in the tab or the task bar of the terminal.
		 */
		private TitleProgress titleProgress = TitleProgress.AUTO;

		public Mode getMode() {
			return this.mode;
		}

		public void setMode(Mode mode) {
			this.mode = mode;
		}

		public TitleProgress getTitleProgress() {
			return this.titleProgress;
		}

		public void setTitleProgress(TitleProgress titleProgress) {
			this.titleProgress = titleProgress;
		}

		/**
		 * How to show progress.
		 */
		public enum Mode {

			/**
			 * As bars on an interactive terminal, otherwise as log lines.
			 */
			AUTO,

			/**
			 * As bars, even where no terminal is detected.
			 */
			BAR,

			/**
			 * As log lines.
			 */
			LOG,

			/**
			 * Not at all.
			 */
			OFF

		}

		/**
		 * Whether to show how far the job is in the tab or the task bar of the terminal.
		 */
		public enum TitleProgress {

			/**
			 * Where the terminal is known to support it.
			 */
			AUTO,

			/**
			 * Wherever bars are shown on a terminal.
			 */
			ON,

			/**
			 * Never.
			 */
			OFF

		}

	}

}
