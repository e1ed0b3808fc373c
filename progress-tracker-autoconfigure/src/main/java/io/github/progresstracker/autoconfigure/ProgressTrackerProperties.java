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

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.StringUtils;

/**
 * Properties of the progress tracker. A blank value is the same as none. One that is not
 * known stops the start: a job whose expected interval is mistyped would never be missed.
 */
@ConfigurationProperties(prefix = "progress.tracker", ignoreUnknownFields = false)
public class ProgressTrackerProperties implements InitializingBean {

	/**
	 * Whether to track progress. If not, trackers can still be injected and do nothing.
	 */
	private boolean enabled = true;

	/**
	 * Name of the application's own job. Defaults to the variable JOB_NAME, a name that
	 * the platform gives the job, 'spring.application.name' or the main class.
	 */
	private @Nullable String job;

	/**
	 * Name of the application that the jobs belong to. Defaults to the variable JOB_APP.
	 */
	private @Nullable String app;

	/**
	 * Namespace that the jobs run in. Defaults to the variable JOB_NAMESPACE.
	 */
	private @Nullable String namespace;

	/**
	 * Further labels of every series, by name.
	 */
	private final Map<String, String> labels = new LinkedHashMap<>();

	/**
	 * Number of records after which a report is due.
	 */
	private long reportInterval = 1000;

	/**
	 * Time after which a report is due although nothing moved. Plain numbers are seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration heartbeat = Duration.ofSeconds(15);

	/**
	 * Longest time expected between two successes of a job, or 'off'. Plain numbers are
	 * seconds. Defaults to the variable JOB_SUCCESS_INTERVAL, in seconds.
	 */
	private @Nullable SuccessInterval successInterval;

	private final Schedule successSchedule = new Schedule();

	/**
	 * Time from when a job is due by its schedule to the latest success: longer than a
	 * run takes. Plain numbers are seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private Duration successGrace = Duration.ofHours(1);

	/**
	 * Longest time that a run is expected to take. Plain numbers are seconds.
	 */
	@DurationUnit(ChronoUnit.SECONDS)
	private @Nullable Duration maxDuration;

	/**
	 * Number of stages of a run that are told apart. What is beyond is counted together.
	 */
	private int maxStages = 100;

	/**
	 * What differs for one of several jobs, by the name that it is started with.
	 */
	private final Map<String, Job> jobs = new LinkedHashMap<>();

	/**
	 * Whether the application itself is a job.
	 */
	private ApplicationJob applicationJob = ApplicationJob.AUTO;

	private final Batch batch = new Batch();

	private final Reporting reporting = new Reporting();

	private final Push push = new Push();

	private final Pushgateway pushgateway = new Pushgateway();

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
		this.job = unlessBlank(job);
	}

	public @Nullable String getApp() {
		return this.app;
	}

	public void setApp(@Nullable String app) {
		this.app = unlessBlank(app);
	}

	public @Nullable String getNamespace() {
		return this.namespace;
	}

	public void setNamespace(@Nullable String namespace) {
		this.namespace = unlessBlank(namespace);
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

	public @Nullable Duration getMaxDuration() {
		return this.maxDuration;
	}

	public void setMaxDuration(@Nullable Duration maxDuration) {
		this.maxDuration = maxDuration;
	}

	public int getMaxStages() {
		return this.maxStages;
	}

	public void setMaxStages(int maxStages) {
		this.maxStages = maxStages;
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

	public Reporting getReporting() {
		return this.reporting;
	}

	public Push getPush() {
		return this.push;
	}

	public Pushgateway getPushgateway() {
		return this.pushgateway;
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
	 * Refuses values that can not be meant.
	 */
	@Override
	public void afterPropertiesSet() {
		PropertyChecks.check(this);
	}

	private static @Nullable String unlessBlank(@Nullable String value) {
		return StringUtils.hasText(value) ? value : null;
	}

	/**
	 * Whether the application itself is a job.
	 */
	public enum ApplicationJob {

		/**
		 * If it is no web application, has a runner, and nothing else does the work.
		 */
		AUTO,

		/**
		 * In any case.
		 */
		ON,

		/**
		 * In no case.
		 */
		OFF

	}

	/**
	 * What differs for one of several jobs.
	 */
	public static class Job {

		/**
		 * Name that the job is reported under.
		 */
		private @Nullable String name;

		/**
		 * Further labels of the series of this job, by name.
		 */
		private final Map<String, String> labels = new LinkedHashMap<>();

		/**
		 * Number of records after which a report of this job is due.
		 */
		private @Nullable Long reportInterval;

		/**
		 * Longest time expected between two successes of this job, or 'off'. Plain
		 * numbers are seconds.
		 */
		private @Nullable SuccessInterval successInterval;

		private final Schedule successSchedule = new Schedule();

		/**
		 * Time from when this job is due by its schedule to the latest success. Plain
		 * numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration successGrace;

		/**
		 * Longest time that a run of this job is expected to take. Plain numbers are
		 * seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private @Nullable Duration maxDuration;

		public @Nullable String getName() {
			return this.name;
		}

		public void setName(@Nullable String name) {
			this.name = unlessBlank(name);
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

		public @Nullable Duration getMaxDuration() {
			return this.maxDuration;
		}

		public void setMaxDuration(@Nullable Duration maxDuration) {
			this.maxDuration = maxDuration;
		}

	}

	/**
	 * When a job is due, in place of an interval between its successes.
	 */
	public static class Schedule {

		/**
		 * Cron expression: second, minute, hour, day of month, month, day of week. The
		 * seconds may be left out.
		 */
		private @Nullable String cron;

		/**
		 * Time zone of the cron expression. Defaults to that of the JVM.
		 */
		private @Nullable String zone;

		public @Nullable String getCron() {
			return this.cron;
		}

		public void setCron(@Nullable String cron) {
			this.cron = unlessBlank(cron);
		}

		public @Nullable String getZone() {
			return this.zone;
		}

		public void setZone(@Nullable String zone) {
			this.zone = unlessBlank(zone);
		}

	}

	/**
	 * Scheduled methods.
	 */
	public static class Scheduling {

		/**
		 * Whether each {@code @Scheduled} method is a job.
		 */
		private boolean enabled;

		/**
		 * Whether the success interval of a scheduled method that has none of its own
		 * comes from its fixed rate, fixed delay or cron expression, and 'success-grace'.
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
	 * Jobs of Quartz schedulers.
	 */
	public static class Quartz {

		/**
		 * Whether each job of a Quartz scheduler is a job.
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
	 * The jobs of Spring Batch.
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
	 * Whether reports leave the application.
	 */
	public static class Reporting {

		/**
		 * Whether to deliver reports. If not, progress is still counted and shown.
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
	 * What to push beside the metrics of jobs.
	 */
	public static class Push {

		/**
		 * Names of metrics of the application to push with each of its jobs, as
		 * Prometheus shows them, '*' for any part.
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
	 * Where and how to push.
	 */
	public static class Pushgateway {

		/**
		 * URL of the Pushgateway; 'host:port' means http. Defaults to the variable
		 * PUSHGATEWAY.
		 */
		private @Nullable String url;

		/**
		 * Login user of the Pushgateway.
		 */
		private @Nullable String username;

		/**
		 * Login password of the Pushgateway.
		 */
		private @Nullable String password;

		/**
		 * Bearer token for the Pushgateway, in place of user and password.
		 */
		private @Nullable String token;

		/**
		 * Time in which a connection must be there. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration connectTimeout = Duration.ofSeconds(2);

		/**
		 * Time in which the Pushgateway must answer. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration readTimeout = Duration.ofSeconds(5);

		/**
		 * Shortest time between two pushes of a job. Plain numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration minInterval = Duration.ofSeconds(5);

		/**
		 * Longest time that the end of the application waits for the last reports. Plain
		 * numbers are seconds.
		 */
		@DurationUnit(ChronoUnit.SECONDS)
		private Duration finalTimeout = Duration.ofSeconds(4);

		/**
		 * Directory to keep the ends of runs in until they are pushed.
		 */
		private @Nullable String spoolDirectory;

		private final Ssl ssl = new Ssl();

		public @Nullable String getUrl() {
			return this.url;
		}

		public void setUrl(@Nullable String url) {
			this.url = unlessBlank(url);
		}

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = unlessBlank(username);
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = unlessBlank(password);
		}

		public @Nullable String getToken() {
			return this.token;
		}

		public void setToken(@Nullable String token) {
			this.token = unlessBlank(token);
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

		public @Nullable String getSpoolDirectory() {
			return this.spoolDirectory;
		}

		public void setSpoolDirectory(@Nullable String spoolDirectory) {
			this.spoolDirectory = unlessBlank(spoolDirectory);
		}

		public Ssl getSsl() {
			return this.ssl;
		}

	}

	/**
	 * How https connections to the Pushgateway are made.
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
			this.bundle = unlessBlank(bundle);
		}

	}

	/**
	 * Text files for the textfile collector of the node exporter.
	 */
	public static class Textfile {

		/**
		 * Directory to write a text file for each job to.
		 */
		private @Nullable String directory;

		public @Nullable String getDirectory() {
			return this.directory;
		}

		public void setDirectory(@Nullable String directory) {
			this.directory = unlessBlank(directory);
		}

	}

	/**
	 * What people see while a job runs.
	 */
	public static class Terminal {

		/**
		 * How to show progress.
		 */
		private Mode mode = Mode.AUTO;

		public Mode getMode() {
			return this.mode;
		}

		public void setMode(Mode mode) {
			this.mode = mode;
		}

		/**
		 * How to show progress.
		 */
		public enum Mode {

			/**
			 * As bars on an interactive terminal, and as lines of the log elsewhere.
			 */
			AUTO,

			/**
			 * As bars, also where no terminal is recognized.
			 */
			BAR,

			/**
			 * As lines of the log.
			 */
			LOG,

			/**
			 * Not at all.
			 */
			OFF

		}

	}

}
