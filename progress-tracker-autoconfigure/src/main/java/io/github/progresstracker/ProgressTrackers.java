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
	 * Begins a run. End it with {@link ProgressTracker#complete()} or
	 * {@link ProgressTracker#fail(Throwable)}. {@link ProgressTracker#close()} ends it as
	 * interrupted if it is still open.
	 * @param job the name of the job
	 * @return the tracker of the new run
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	ProgressTracker start(String job);

	/**
	 * Does work as one run of a job. The run completes if the work returns, and fails if
	 * it throws an exception. Work that was skipped calls
	 * {@link ProgressTracker#discard()} before it returns. During the work,
	 * {@link #current()} returns the tracker of the run on this thread.
	 * @param <X> the type of the exceptions that the work throws
	 * @param job the name of the job
	 * @param work the work, which receives the tracker of the new run
	 * @throws X whatever the work threw, unchanged
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	<X extends Throwable> void run(String job, Work<X> work) throws X;

	/**
	 * Returns the tracker of the run that this thread works on, inside {@link #run} or a
	 * job that a framework runs. If runs are nested, this is the innermost one.
	 * @return the tracker
	 * @throws IllegalStateException if this thread works on no run
	 */
	ProgressTracker current();

	/**
	 * Takes a snapshot of each job: of all its open runs or, if there are none, of the
	 * newest run that has ended.
	 * @return the snapshots, ordered by the first run of each job
	 */
	List<JobProgress> progress();

	/**
	 * Ends all open runs as interrupted.
	 */
	@Override
	void close();

	/**
	 * Work that is tracked.
	 *
	 * @param <X> the type of the exceptions that it throws
	 */
	@FunctionalInterface
	interface Work<X extends Throwable> {

		/**
		 * Does the work.
		 * @param tracker the tracker of this run
		 * @throws X if the work fails
		 */
		void run(ProgressTracker tracker) throws X;

	}

}
