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
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

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
	 * it throws an exception, which the caller gets unchanged. If there turns out to be
	 * nothing to do, call {@link ProgressTracker#discard()} and return. During the work,
	 * {@link #current()} returns the tracker of the run on this thread.
	 * <p>
	 * {@link #call} is the same for work that returns a value. {@link #runChecked} and
	 * {@link #callChecked} are the same for work that throws checked exceptions.
	 * @param job the name of the job
	 * @param work the work, which receives the tracker of the new run
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	default void run(String job, Consumer<? super ProgressTracker> work) {
		runChecked(job, work::accept);
	}

	/**
	 * Does work that returns a value as one run of a job, like {@link #run}.
	 * @param <T> the type of the value
	 * @param job the name of the job
	 * @param work the work, which receives the tracker of the new run
	 * @return what the work returned
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	default <T extends @Nullable Object> T call(String job, Function<? super ProgressTracker, ? extends T> work) {
		return callChecked(job, work::apply);
	}

	/**
	 * Does work that throws checked exceptions as one run of a job, like {@link #run}.
	 * Kotlin has no checked exceptions, so use {@link #run} there.
	 * @param <X> the type of the exceptions that the work throws
	 * @param job the name of the job
	 * @param work the work, which receives the tracker of the new run
	 * @throws X whatever the work threw, unchanged
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	default <X extends Throwable> void runChecked(String job, CheckedWork<X> work) throws X {
		this.<ProgressTracker, X>callChecked(job, (tracker) -> {
			work.run(tracker);
			return tracker;
		});
	}

	/**
	 * Does work that returns a value and throws checked exceptions as one run of a job,
	 * like {@link #run}. Kotlin has no checked exceptions, so use {@link #call} there.
	 * @param <T> the type of the value
	 * @param <X> the type of the exceptions that the work throws
	 * @param job the name of the job
	 * @param work the work, which receives the tracker of the new run
	 * @return what the work returned
	 * @throws X whatever the work threw, unchanged
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	<T extends @Nullable Object, X extends Throwable> T callChecked(String job, CheckedCall<T, X> work) throws X;

	/**
	 * Returns the tracker of the run that this thread works on, inside {@link #run} and
	 * its siblings or a job that a framework runs. If runs are nested, this is the
	 * innermost one.
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
	 * Work that is tracked and throws checked exceptions.
	 *
	 * @param <X> the type of the exceptions that it throws
	 */
	@FunctionalInterface
	interface CheckedWork<X extends Throwable> {

		/**
		 * Does the work.
		 * @param tracker the tracker of this run
		 * @throws X if the work fails
		 */
		void run(ProgressTracker tracker) throws X;

	}

	/**
	 * Work that is tracked, returns a value and throws checked exceptions.
	 *
	 * @param <T> the type of the value
	 * @param <X> the type of the exceptions that it throws
	 */
	@FunctionalInterface
	interface CheckedCall<T extends @Nullable Object, X extends Throwable> {

		/**
		 * Does the work.
		 * @param tracker the tracker of this run
		 * @return the value
		 * @throws X if the work fails
		 */
		T call(ProgressTracker tracker) throws X;

	}

}
