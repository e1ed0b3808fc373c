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

import java.util.Iterator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Counts the progress of one run of a job. Thread-safe. Counting takes a few nanoseconds,
 * allocates nothing, does no I/O and never waits for a reporter.
 * <p>
 * Records count for the stage that the latest {@link #startStage(String)} started; before
 * the first one, for the run only. Counts never decrease during a run. The first end of a
 * run is final: whatever is counted or ended later is dropped, with one warning for each
 * run. Nothing here throws an exception into the job, except for the illegal arguments
 * documented below.
 * <p>
 * Stages, counts and durations are those of the Perl module {@code ProgressTracker} by
 * HathiTrust, with two differences: {@code inc(0)} counts nothing, and the numbers of the
 * whole run are reported in addition to those of its stages.
 */
public interface ProgressTracker extends AutoCloseable {

	/**
	 * Counts one record as processed.
	 */
	void inc();

	/**
	 * Counts several records as processed, such as the result of a bulk operation.
	 * @param records the number of records. 0 counts nothing. A negative number, such as
	 * JDBC's {@code SUCCESS_NO_INFO}, is ignored with one warning for each run.
	 */
	void inc(long records);

	/**
	 * Marks records as skipped. This does not count them: they must be counted by
	 * {@link #inc()} as well.
	 * @param records the number of records. 0 marks nothing. A negative number is ignored
	 * with one warning for each run.
	 */
	void markSkipped(long records);

	/**
	 * Sets the total number of records expected by the end, and replaces an earlier
	 * total. It applies to the stage that the latest {@link #startStage(String)} started;
	 * before the first one, to the whole run. If you set no total for the run, it is
	 * unknown once there are stages.
	 * @param records the number of records. A negative number is ignored with one warning
	 * for each run.
	 */
	void expect(long records);

	/**
	 * Starts a stage and ends the one that this method started before. A name that was
	 * used before resumes that stage.
	 * @param name the name of the stage, as in label {@code stage}
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	Stage startStage(String name);

	/**
	 * Starts a stage with a known number of records.
	 * @param name the name of the stage, as in label {@code stage}
	 * @param expected the total number of records expected by the end of the stage
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 * @see #startStage(String)
	 */
	Stage startStage(String name, long expected);

	/**
	 * Opens a stage that runs alongside others: it does not end any of them, and starting
	 * another one does not end it. Count on the returned stage; {@link #inc()} on this
	 * tracker does not count for it.
	 * @param name the name of the stage, as in label {@code stage}
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	Stage openStage(String name);

	/**
	 * Opens a stage with a known number of records.
	 * @param name the name of the stage, as in label {@code stage}
	 * @param expected the total number of records expected by the end of the stage
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 * @see #openStage(String)
	 */
	Stage openStage(String name, long expected);

	/**
	 * Counts elements while you iterate over them. An element counts as processed when
	 * the next one is requested, so an element that is left by {@code break} or an
	 * exception does not count. All elements count for the stage that is the latest when
	 * you call this method. The size of a collection becomes the expected total, unless
	 * there is one.
	 * @param <T> the type of the elements
	 * @param elements the elements to iterate over
	 * @return an iterable over the same elements
	 */
	<T> Iterable<T> track(Iterable<T> elements);

	/**
	 * Counts elements while you iterate over them, like {@link #track(Iterable)}.
	 * @param <T> the type of the elements
	 * @param elements the elements to iterate over
	 * @return an iterator over the same elements
	 */
	<T> Iterator<T> track(Iterator<T> elements);

	/**
	 * Counts the elements of a sequential or parallel stream. An element counts as
	 * processed when all downstream operations on it have returned. A known size becomes
	 * the expected total, unless there is one, and stays known downstream.
	 * @param <T> the type of the elements
	 * @param elements the stream, which must not have been used yet
	 * @return a stream of the same elements. Closing it closes the given one.
	 */
	<T> Stream<T> track(Stream<T> elements);

	/**
	 * Ends the run as completed, now. This becomes the last success of the job.
	 */
	void complete();

	/**
	 * Ends the run as failed, now.
	 * @param cause what made the run fail, or {@code null} if there is no exception
	 */
	void fail(@Nullable Throwable cause);

	/**
	 * Declares that this run did not take place, because another instance of the
	 * application does the work or because there is none. Nothing of it is reported: it
	 * is neither a success nor a failure nor the newest run of its job. Call this early:
	 * a run that was reported before, which happens once it is a second old, ends as
	 * interrupted instead.
	 */
	void discard();

	/**
	 * Takes a snapshot.
	 * @return everything that is known about the run now
	 */
	JobProgress progress();

	/**
	 * Ends the run as interrupted if it is still open; this is never a success. If the
	 * run has ended, this does nothing and logs no warning.
	 */
	@Override
	void close();

}
