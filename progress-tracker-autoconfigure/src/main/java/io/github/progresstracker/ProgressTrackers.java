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

package io.github.progresstracker;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Tracks several jobs of one application, and any number of runs of each. Thread-safe.
 */
public interface ProgressTrackers extends AutoCloseable {

	/** Largest number of stages of a run, unless configured. */
	int DEFAULT_MAX_STAGES = 100;

	/** Tracks nothing; work is run all the same. */
	ProgressTrackers NO_OP = new NoOpTrackers();

	/**
	 * Begins a run. The caller has to end it with {@link ProgressTracker#complete()} or
	 * {@link ProgressTracker#fail(Throwable)}; {@link ProgressTracker#close()} makes a
	 * run that is still open then an interrupted one.
	 * @param job name of the job
	 * @return the tracker of the new run
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	ProgressTracker start(String job);

	/**
	 * Runs work as one run of a job: it completes when the work returns and fails when
	 * the work throws. During the work the run is {@link #current()} on this thread.
	 * @param <X> type of the exceptions that the work throws
	 * @param job name of the job
	 * @param work the work, which is given the tracker of the new run
	 * @throws X whatever the work threw, untouched
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	<X extends Throwable> void run(String job, Work<X> work) throws X;

	/**
	 * The tracker of the run that this thread works on: the innermost one of
	 * {@link #run}, or of an integration that runs jobs.
	 * @return the tracker
	 * @throws IllegalStateException if this thread works on no run
	 */
	ProgressTracker current();

	/**
	 * Takes a snapshot of each job: of all its runs that are open, or else of the newest
	 * one that ended.
	 * @return the snapshots, jobs in the order of their first run
	 */
	List<JobProgress> progress();

	/**
	 * Prepares a run that begins when it is first used. For integrations.
	 * @param job the job
	 * @return the run
	 */
	RunControl prepare(JobDefinition job);

	/**
	 * Prepares a run whose stages a framework keeps itself. For integrations. When it
	 * begins, a run that is current on the thread stands aside, see
	 * {@link RunControl#stoodAside()}.
	 * @param job the job
	 * @param stages the stages, which are let go when the run has ended
	 * @return the run
	 */
	RunControl prepare(JobDefinition job, LiveStages stages);

	/**
	 * Tells that a framework is about to do work elsewhere, perhaps on another thread,
	 * and begins a run for that there. A run that is current on the calling thread stands
	 * aside, see {@link RunControl#stoodAside()}. For integrations.
	 */
	void standAside();

	/**
	 * Tells of a success that was before this process, so that it is reported with the
	 * next run whatever becomes of that. For integrations. Ignored once this process
	 * knows of a success.
	 * @param job the job
	 * @param at when a run of it last completed
	 */
	void recallSuccess(JobDefinition job, Instant at);

	/**
	 * Ends all runs that are still open as interrupted.
	 */
	@Override
	void close();

	/**
	 * Trackers that count in memory and report nowhere, for plain unit tests. A job's
	 * name is all of its identity.
	 * @return new trackers
	 */
	static ProgressTrackers create() {
		return create(JobDefinition::of, RunListener.NO_OP, TimeSource.SYSTEM, DEFAULT_MAX_STAGES);
	}

	/**
	 * Trackers whose turning points are told to a listener.
	 * @param jobs finds what is known about a job, by the name that it is started with
	 * @param listener told about the turning points of all runs
	 * @param time the clocks
	 * @param maxStages largest number of stages of a run; what is beyond it is counted
	 * together on the stage {@code _other}
	 * @return new trackers
	 */
	static ProgressTrackers create(Function<String, JobDefinition> jobs, RunListener listener, TimeSource time,
			int maxStages) {
		return new TrackedJobs(jobs, new SafeRunListener(List.of(listener)), time, maxStages);
	}

	/**
	 * Work that is tracked.
	 *
	 * @param <X> type of the exceptions that it throws
	 */
	@FunctionalInterface
	interface Work<X extends Throwable> {

		/**
		 * Does the work.
		 * @param tracker the tracker of this run
		 * @throws X if the work failed
		 */
		void run(ProgressTracker tracker) throws X;

	}

}
