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

import java.util.List;

/**
 * Tracks several jobs of one application, and any number of runs of each. Thread-safe.
 */
public interface ProgressTrackers extends AutoCloseable {

	/**
	 * Begins a run. The caller has to end it with {@link ProgressTracker#complete()} or
	 * {@link ProgressTracker#fail(Throwable)}; {@link ProgressTracker#close()} turns a
	 * run that is still open into an interrupted one.
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
	 * {@link #run}, or of a framework that runs jobs.
	 * @return the tracker
	 * @throws IllegalStateException if this thread works on no run
	 */
	ProgressTracker current();

	/**
	 * Takes a snapshot of each job: of all its open runs or, if there are none, of the
	 * newest one that ended.
	 * @return the snapshots, jobs in the order of their first run
	 */
	List<JobProgress> progress();

	/**
	 * Ends all runs that are still open as interrupted.
	 */
	@Override
	void close();

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
