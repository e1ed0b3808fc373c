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

import java.util.function.Consumer;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.execution.FailureReason;
import io.github.progresstracker.spi.ManagedRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * Decides how the application's own run begins and ends, from what happens to the
 * application. Decides by what it was told so far, never by a thread or a single event: a
 * normal end, a signal and an exit from within a runner all close the context in the same
 * way. The first end wins, so a job that calls {@code complete()} or {@code fail()}
 * itself is left alone.
 */
final class ApplicationRun {

	private static final Logger logger = LoggerFactory.getLogger(ApplicationRun.class);

	private final ManagedRun run;

	private final ApplicationContext home;

	private final boolean test;

	private final Consumer<Runnable> later;

	/** Until it is known what the application consists of. */
	private volatile Kind kind = Kind.IF_USED;

	/** The context whose runners are the run's work: the home, or one below it. */
	private volatile ApplicationContext workplace;

	private volatile boolean workDone;

	private volatile boolean exitRequested;

	private volatile int exitCode;

	/**
	 * Creates the life of a run.
	 * @param run the run
	 * @param home the context that the run belongs to; those below it share the run, and
	 * count only if their runners do its work
	 * @param test whether a Spring test started the application: no exit code will
	 * follow, the test wants to see how its runners ended, and its contexts are closed at
	 * any time
	 * @param later runs something after the time in which an application that ends can be
	 * expected to have told its exit code
	 */
	ApplicationRun(ManagedRun run, ApplicationContext home, boolean test, Consumer<Runnable> later) {
		this.run = run;
		this.home = home;
		this.workplace = home;
		this.test = test;
		this.later = later;
	}

	ManagedRun run() {
		return this.run;
	}

	/**
	 * A context is refreshed, and its runners are about to be called.
	 * @param context the context
	 * @param kind how a run of this context begins and ends
	 */
	void started(ApplicationContext context, Kind kind) {
		if (context != this.home && (this.kind != Kind.IF_USED || !kind.endsWithRunners)) {
			return;
		}
		this.workplace = context;
		this.kind = kind;
		if (kind.begins()) {
			this.run.begin();
		}
	}

	/**
	 * All runners of a context have returned, and all others who wait for that moment.
	 * @param context the context
	 */
	void ready(ApplicationContext context) {
		if (context == this.workplace && this.kind.endsWithRunners && this.run.hasBegun()) {
			this.run.stopClock();
			this.workDone = true;
			if (this.test) {
				workDoneLongAgo();
			}
			else {
				this.later.accept(this::workDoneLongAgo);
			}
		}
	}

	private void workDoneLongAgo() {
		this.run.end(RunStatus.COMPLETED, null);
	}

	/**
	 * Somebody asked a context for its exit code, which is about to end it.
	 * @param context the context
	 */
	void exitRequested(ApplicationContext context) {
		if (concerns(context)) {
			this.exitRequested = true;
		}
	}

	/**
	 * A context is going to end with an exit code other than 0.
	 * @param context the context
	 * @param exitCode the exit code
	 */
	void exitsWith(ApplicationContext context, int exitCode) {
		if (concerns(context)) {
			this.exitCode = exitCode;
		}
	}

	/**
	 * A context could not be started, or one of its runners threw.
	 * @param context the context
	 * @param cause what was thrown
	 */
	void failed(ApplicationContext context, Throwable cause) {
		if (concerns(context)) {
			this.run.end(RunStatus.FAILED, FailureReason.of(unwrap(cause)));
		}
	}

	private boolean concerns(ApplicationContext context) {
		return context == this.home || context == this.workplace;
	}

	private static Throwable unwrap(Throwable cause) {
		if (cause instanceof BeansException) {
			return NestedExceptionUtils.getMostSpecificCause(cause);
		}
		// Spring Boot wraps what a runner throws if it is a checked exception.
		String message = cause.getMessage();
		Throwable thrown = cause.getCause();
		boolean wrapped = cause instanceof IllegalStateException && message != null
				&& message.startsWith("Failed to execute ") && thrown != null;
		return (wrapped && thrown != null) ? thrown : cause;
	}

	/**
	 * A context is being closed. Whatever is not decided yet is decided now.
	 * @param context the context
	 */
	void contextClosed(ApplicationContext context) {
		if (!concerns(context)) {
			return;
		}
		if (this.exitCode != 0) {
			this.run.end(RunStatus.FAILED, "exit code " + this.exitCode);
		}
		else if (this.workDone || (this.kind.endsWithRunners && this.exitRequested)) {
			this.run.end(RunStatus.COMPLETED, null);
		}
		else if (this.run.end(RunStatus.INTERRUPTED, null) && !this.test) {
			logger.warn(
					"Job {} was still running when the application was closed: the run counts as interrupted"
							+ " (a runner that is done, and ends with System.exit, calls complete() before)",
					this.run.progress().identity());
		}
	}

	/**
	 * How a run begins and ends.
	 */
	enum Kind {

		/** Begins before the runners, ends when they have returned. */
		RUNNERS(true, true),

		/** Begins when it is used, ends when the runners have returned. */
		RUNNERS_IF_USED(false, true),

		/** Begins when it is used, ends by {@code complete()} and {@code fail()} only. */
		IF_USED(false, false),

		/** Begins with the application, ends by {@code complete()} and {@code fail()}. */
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
