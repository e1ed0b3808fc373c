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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.autoconfigure.diagnostics.InvalidProgressTrackerPropertyException;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.job.JobDefinitions;
import io.github.progresstracker.internal.lifecycle.Reporters;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * Reports the jobs that a start of the application would have run if it had not failed
 * before they began. Loaded only if a start fails, and never fails itself.
 */
final class FailedStart {

	private static final Logger logger = LoggerFactory.getLogger(FailedStart.class);

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("progress.tracker");

	/** Each context has this bean if anything is tracked. */
	private static final String OUR_BEAN = Tracking.BEAN_NAME;

	/** Only the context in which Spring Cloud looks for configuration has this source. */
	private static final String BOOTSTRAP = "bootstrap";

	private final StartingApplication application;

	private final @Nullable ConfigurableApplicationContext context;

	private final Throwable cause;

	/** Noted early, because a context that only reports the failure has runs as well. */
	private final @Nullable JobRuns begun;

	/**
	 * Creates a failure.
	 * @param application the application
	 * @param context its context, or {@code null} if it failed before it had one
	 * @param cause why it failed
	 */
	FailedStart(StartingApplication application, @Nullable ConfigurableApplicationContext context, Throwable cause) {
		this.application = application;
		this.context = context;
		this.cause = cause;
		this.begun = application.runs();
	}

	/**
	 * Reports the failure, unless the jobs have begun: then their ends tell of it.
	 */
	void report() {
		try {
			ApplicationContext live = liveContext();
			if (live != null) {
				failIn(live);
			}
			else if (mayHaveBeenJob()) {
				failWithoutContext();
			}
		}
		catch (Throwable ex) {
			nobodyIsTold(ex.toString());
			if (logger.isDebugEnabled()) {
				logger.debug("The failed start could not be reported", SafeText.of(ex));
			}
		}
	}

	/** The context that still reports: a runner threw, or a child context failed. */
	private @Nullable ApplicationContext liveContext() {
		ApplicationContext candidate = this.context;
		while (candidate instanceof ConfigurableApplicationContext configurable) {
			if (configurable.isActive()) {
				return (candidate.getBeanProvider(Tracking.class).getIfAvailable() != null) ? candidate : null;
			}
			candidate = candidate.getParent();
		}
		return null;
	}

	private void failIn(ApplicationContext live) {
		boolean reachedRunners = this.context == live;
		ConfigurableListableBeanFactory beans = this.application.beans();
		if (beans == null || !beans.containsBeanDefinition(OUR_BEAN) || (this.application.isWeb() && !reachedRunners)) {
			return;
		}
		ApplicationJob own = live.getBean(ProgressTrackerProperties.class).getApplicationJob();
		List<JobDefinition> jobs = jobsOfStart(beans, reachedRunners).find(live, own);
		JobRuns runs = live.getBean(Tracking.class).runs();
		boolean anyBegan = !runs.progress().isEmpty();
		if (jobs.isEmpty() && !anyBegan && !this.application.isTest()) {
			unknownJobs();
		}
		fail(toReport(jobs, runs), live, ApplicationRun.reason(this.cause));
	}

	/** Whether this is the start of an application with our beans, if that is known. */
	private boolean mayHaveBeenJob() {
		if (isShuttingDown() || isOurMisconfiguration(this.cause)) {
			return false;
		}
		if (this.context == null) {
			return !this.application.isWeb();
		}
		if (this.application.isWeb() && this.application.isDefinitionComplete() && !hasFramework(this.context)) {
			return false;
		}
		boolean test = this.application.isTest() || SpringTestMarker.isIn(this.context.getBeanFactory());
		return !test && !this.context.getEnvironment().getPropertySources().contains(BOOTSTRAP)
				&& (!this.application.isDefinitionComplete() || isTracked(this.context));
	}

	private static boolean isTracked(ConfigurableApplicationContext context) {
		return context.getBeanFactory().containsBeanDefinition(OUR_BEAN);
	}

	/** The runners of a web application are no jobs, but those of a framework may be. */
	private static boolean hasFramework(ConfigurableApplicationContext context) {
		return context.getBeanFactory().getBeanNamesForType(FrameworkJobs.class, true, false).length > 0;
	}

	/** Whether the JVM ends, and so does the start. */
	private static boolean isShuttingDown() {
		Thread hook = new Thread(() -> {
		});
		try {
			Runtime.getRuntime().addShutdownHook(hook);
			Runtime.getRuntime().removeShutdownHook(hook);
			return false;
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	/** The analysis of this failure is all that can be said about it. */
	private static boolean isOurMisconfiguration(Throwable cause) {
		for (Throwable next = cause; next != null; next = next.getCause()) {
			if (next instanceof InvalidProgressTrackerPropertyException || (next instanceof BindException bind
					&& (PREFIX.equals(bind.getName()) || PREFIX.isAncestorOf(bind.getName())))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Reports from a context that has our beans only: those of the application do not
	 * exist, or no longer. Closing it delivers the reports.
	 */
	private void failWithoutContext() {
		if (this.context == null) {
			nobodyIsTold("it failed before its configuration was read");
			return;
		}
		try (AnnotationConfigApplicationContext substitute = new AnnotationConfigApplicationContext()) {
			substitute.setEnvironment(this.context.getEnvironment());
			substitute.setClassLoader(this.context.getClassLoader());
			substitute.getBeanFactory().registerSingleton(StartingApplication.BEAN_NAME, this.application);
			substitute.register(FailedStartConfiguration.class);
			substitute.refresh();
			if (substitute.getBeanProvider(Tracking.class).getIfAvailable() != null
					&& substitute.getBean(ProgressTrackerProperties.class).getReporting().isEnabled()) {
				failInPlaceOf(this.context, substitute);
			}
		}
	}

	private void failInPlaceOf(ConfigurableApplicationContext failed, ApplicationContext substitute) {
		List<JobDefinition> jobs = jobsInPlaceOf(failed, substitute);
		if (jobs.isEmpty()) {
			unknownJobs();
			return;
		}
		jobs = toReport(jobs, this.begun);
		if (jobs.isEmpty()) {
			return;
		}
		FailureReason reason = FailureReason.of(this.cause, (wrapper) -> true);
		Reporters reporters = substitute.getBean(Tracking.class).reporters();
		if (!reporters.deliver()) {
			nobodyIsTold("no Pushgateway, directory for text files or ping is configured");
		}
		else {
			logger.warn("The application failed to start ({}). This counts as a failure of {} and is reported to {}",
					reason.exception(),
					jobs.stream().map((job) -> job.identity().toString()).collect(Collectors.joining(", ")),
					reporters.destinations());
			fail(jobs, substitute, reason);
		}
	}

	private JobsOfStart jobsOfStart(ConfigurableListableBeanFactory beans, boolean reachedRunners) {
		return new JobsOfStart(beans, this.application.isWeb(), this.application.isDefinitionComplete(),
				reachedRunners);
	}

	/** If our beans were not yet defined, configured names are all that is known. */
	private List<JobDefinition> jobsInPlaceOf(ConfigurableApplicationContext failed, ApplicationContext substitute) {
		JobsOfStart jobs = jobsOfStart(failed.getBeanFactory(), false);
		ApplicationJob own = substitute.getBean(ProgressTrackerProperties.class).getApplicationJob();
		if (isTracked(failed)) {
			return jobs.find(substitute, own);
		}
		List<JobDefinition> found = jobs.findOfFrameworks(substitute);
		JobDefinitions definitions = substitute.getBean(Tracking.class).jobs();
		boolean named = !this.application.isWeb() && definitions.isOwnNameChosen() && own != ApplicationJob.OFF;
		return (found.isEmpty() && named) ? List.of(definitions.own()) : found;
	}

	private static List<JobDefinition> toReport(List<JobDefinition> jobs, @Nullable JobRuns begun) {
		List<JobDefinition> toReport = new ArrayList<>(jobs);
		toReport.removeIf((job) -> !job.enabled());
		if (begun != null) {
			begun.progress().forEach((run) -> toReport.removeIf((job) -> job.identity().equals(run.identity())));
		}
		return toReport;
	}

	private void fail(List<JobDefinition> jobs, ApplicationContext reporting, FailureReason reason) {
		ManagedRuns runs = reporting.getBean(ManagedRuns.class);
		for (JobDefinition job : jobs) {
			ManagedRun run = runs.prepare(job);
			run.begin(this.application.startedAt());
			run.end(RunStatus.FAILED, reason.exception(), reason.message());
		}
	}

	/** A web application is not taken to have run any. */
	private void unknownJobs() {
		if (!this.application.isWeb()) {
			nobodyIsTold("it is unknown which jobs it would have run. If the application itself is a job,"
					+ " set progress.tracker.application-job=on");
		}
	}

	private static void nobodyIsTold(String reason) {
		logger.warn("The application failed, and this is not reported: {}", SafeText.of(reason));
	}

}
