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

import java.util.function.Consumer;
import java.util.function.Predicate;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.lifecycle.StartingApplication;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Decides how the application's own run begins and ends, from what happens to the
 * application. Uses everything that has happened so far, never a thread or a single
 * event: a normal end, a signal and an exit from within a runner all close the context in
 * the same way. The first end wins, so a job that calls {@code complete()} or
 * {@code fail()} itself is left alone.
 */
final class ApplicationRun {

	static final String BEAN_NAME = "progressApplicationRun";

	private static final Logger logger = LoggerFactory.getLogger(ApplicationRun.class);

	private static final String END_OF_WORK = "Records were counted after the runners had returned. When that work is"
			+ " done, call complete() or fail()";

	private static final String END_BY_EXIT = "After a signal such as SIGTERM or Ctrl-C, this is correct. "
			+ (SystemExitHandler.isPossible()
					? "If a runner called System.exit(0), this does not count as a success: call complete() first"
					: "If a runner called System.exit, its exit code cannot be seen in this version of Java: call complete()"
							+ " or fail() first")
			+ ", or exit with System.exit(SpringApplication.exit(context))";

	private final ManagedRun run;

	private final ApplicationContext context;

	private final boolean test;

	private final Consumer<Runnable> afterExitCode;

	/** The default until it is known what the application consists of. */
	private volatile Kind kind = Kind.IF_USED;

	/** The context whose runners do the work: that of the run, or a child. */
	private volatile ApplicationContext runnerContext;

	private volatile boolean runnersDone;

	/** Written before {@link #runnersDone}. */
	private long processedByRunners;

	private volatile boolean exitRequested;

	private volatile int exitCode;

	/**
	 * Creates a run of the application.
	 * @param run the run
	 * @param context the context that the run belongs to; its children share the run, and
	 * count only if their runners do the work
	 * @param test whether a Spring test started the application: there will be no exit
	 * code, the test wants to see how its runners ended, and its contexts may be closed
	 * at any time
	 * @param afterExitCode runs an action when an application that ends must have
	 * returned its exit code
	 */
	ApplicationRun(ManagedRun run, ApplicationContext context, boolean test, Consumer<Runnable> afterExitCode) {
		this.run = run;
		this.context = context;
		this.runnerContext = context;
		this.test = test;
		this.afterExitCode = afterExitCode;
	}

	/**
	 * Creates the run of the application that a context belongs to.
	 * @param context the context
	 * @param tracking tracks its jobs
	 * @param runs its runs
	 * @return a run that has not begun
	 */
	static ApplicationRun of(ConfigurableApplicationContext context, Tracking tracking, ManagedRuns runs) {
		JobDefinition job = tracking.jobs().own();
		tracking.runs().addKnown(job.identity());
		ApplicationRun run = new ApplicationRun(runs.prepare(job), context,
				SpringTestMarker.isIn(context.getBeanFactory()),
				(action) -> tracking.delayedTasks().after(tracking.properties().getHeartbeat(), action));
		StartingApplication starting = StartingApplication.of(context.getBeanFactory());
		if (starting != null) {
			// Right here, because the failure may be that of a bean that uses the run.
			run.failWith(starting, context, tracking);
		}
		return run;
	}

	/**
	 * Lets the run, and others that are open, fail if the start of a context does.
	 * @param application starts the context
	 * @param context the context
	 * @param tracking tracks its jobs
	 */
	void failWith(StartingApplication application, ApplicationContext context, Tracking tracking) {
		application.onFailure((cause) -> {
			failed(context, cause);
			tracking.failed(context, reason(cause));
		});
	}

	/**
	 * Returns what the beans of the application count on.
	 * @return the tracker of the run
	 */
	ProgressTracker tracker() {
		return this.test ? new ForwardingTracker(this.run) : this.run;
	}

	/**
	 * Called when a context is refreshed, and its runners are about to be called.
	 * @param context the context
	 * @param kind how a run of this context begins and ends
	 */
	void started(ApplicationContext context, Kind kind) {
		if (context != this.context && (this.kind != Kind.IF_USED || !kind.endsWithRunners)) {
			return;
		}
		this.runnerContext = context;
		this.kind = kind;
		if (kind.begins()) {
			this.run.begin();
		}
	}

	/**
	 * Called when all runners of a context have returned.
	 * @param context the context
	 */
	void ready(ApplicationContext context) {
		if (context == this.runnerContext && this.kind.endsWithRunners && this.run.hasBegun()) {
			this.run.stopClock();
			this.processedByRunners = processed();
			this.runnersDone = true;
			if (this.test) {
				complete();
			}
			else {
				this.afterExitCode.accept(this::complete);
			}
		}
	}

	private void complete() {
		if (goesOn()) {
			this.run.resumeClock();
			logger.warn("Job {} is still running, although all runners have returned. " + END_OF_WORK,
					this.run.progress().identity());
		}
		else {
			this.run.end(RunStatus.COMPLETED, null);
		}
	}

	private long processed() {
		return this.run.progress().records().processed();
	}

	/**
	 * Whether records were counted after all runners had returned: by threads that they
	 * started, or by the main method. Nobody can see when such work is done, so it has to
	 * say so.
	 */
	private boolean goesOn() {
		return this.runnersDone && !this.run.progress().status().isEnd() && processed() != this.processedByRunners;
	}

	/**
	 * Called when a context is asked for its exit code, because it is about to end.
	 * @param context the context
	 */
	void exitRequested(ApplicationContext context) {
		if (concerns(context)) {
			this.exitRequested = true;
		}
	}

	/**
	 * Called when a context is about to end with an exit code other than 0.
	 * @param context the context
	 * @param exitCode the exit code
	 */
	void exitsWith(ApplicationContext context, int exitCode) {
		if (concerns(context)) {
			this.exitCode = exitCode;
		}
	}

	/**
	 * Called when a context could not be started, or one of its runners threw.
	 * @param context the context
	 * @param cause the exception
	 */
	void failed(ApplicationContext context, Throwable cause) {
		if (concerns(context)) {
			FailureReason reason = reason(cause);
			this.run.end(RunStatus.FAILED, reason.exception(), reason.message());
		}
	}

	/**
	 * What made the application fail, without what Spring wraps around it.
	 * @param cause the exception that ended its start
	 * @return the reason as it is reported
	 */
	static FailureReason reason(Throwable cause) {
		return FailureReason.of(cause, wrappersAround(cause));
	}

	/**
	 * What made the application fail, if nothing but its exit code tells.
	 * @param exitCode the exit code, which is not 0
	 * @return the reason as it is reported
	 */
	static FailureReason reason(int exitCode) {
		return new FailureReason("exit code " + exitCode, null);
	}

	private boolean concerns(ApplicationContext context) {
		return context == this.context || context == this.runnerContext;
	}

	/** A bean that cannot be created is only a consequence of the root cause. */
	private static Predicate<Throwable> wrappersAround(Throwable cause) {
		return (cause instanceof BeansException) ? (other) -> true : ApplicationRun::isWrapperOfRunner;
	}

	/** Spring Boot wraps the checked exceptions of runners. */
	private static boolean isWrapperOfRunner(Throwable cause) {
		String message = cause.getMessage();
		return cause instanceof IllegalStateException && message != null && message.startsWith("Failed to execute ");
	}

	/**
	 * Called when a context is about to be closed. This decides how the run ended, unless
	 * that is decided already.
	 * @param context the context
	 */
	void contextClosed(ApplicationContext context) {
		if (!concerns(context)) {
			return;
		}
		if (this.exitCode != 0) {
			this.run.end(RunStatus.FAILED, reason(this.exitCode).exception());
		}
		else if (this.kind.endsWithRunners && this.exitRequested) {
			this.run.end(RunStatus.COMPLETED, null);
		}
		else if (this.runnersDone && !goesOn()) {
			this.run.end(RunStatus.COMPLETED, null);
		}
		else {
			interrupt();
		}
	}

	private void interrupt() {
		this.run.resumeClock();
		if (this.run.end(RunStatus.INTERRUPTED, null) && !this.test) {
			logger.warn("Job {} was still running when the application was closed, so the run counts as interrupted. "
					+ (this.runnersDone ? END_OF_WORK : END_BY_EXIT), this.run.progress().identity());
		}
	}

	/**
	 * How a run begins and ends.
	 */
	enum Kind {

		/** Begins before the runners, and ends when they have returned. */
		RUNNERS(true, true),

		/** Begins when it is used, and ends when the runners have returned. */
		RUNNERS_IF_USED(false, true),

		/**
		 * Begins when it is used, and ends only by {@code complete()} or {@code fail()}.
		 */
		IF_USED(false, false),

		/** Begins with the application, and ends only by these two. */
		FROM_START(true, false);

		private final boolean begins;

		private final boolean endsWithRunners;

		Kind(boolean begins, boolean endsWithRunners) {
			this.begins = begins;
			this.endsWithRunners = endsWithRunners;
		}

		/**
		 * Whether the run begins by itself.
		 * @return {@code false} if it begins when it is used
		 */
		boolean begins() {
			return this.begins;
		}

	}

}
