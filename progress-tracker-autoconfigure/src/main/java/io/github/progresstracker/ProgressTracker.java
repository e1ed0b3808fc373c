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
 * Counts the progress of one run of a job. Thread-safe; counting costs a few nanoseconds,
 * allocates nothing, does no I/O and never waits for anything that reports.
 * <p>
 * Stages, counts and clocks follow the Perl module {@code ProgressTracker} of HathiTrust,
 * with these differences: {@code inc(0)} counts nothing, and the numbers of the whole run
 * are reported next to those of its stages.
 * <p>
 * What is counted goes to the stage of the latest {@link #startStage(String)}; before the
 * first one, to the run alone. Counts never go down during a run. The first end of a run
 * wins: what is counted or ended later is dropped, with one warning for each run. Beyond
 * the arguments that are named below nothing here throws into the job.
 */
public interface ProgressTracker extends AutoCloseable {

	/**
	 * Counts one record as processed.
	 */
	void inc();

	/**
	 * Counts records as processed, say those of an operation that was counted elsewhere.
	 * @param records number of records; 0 is nothing, a negative number (such as JDBC's
	 * {@code SUCCESS_NO_INFO}) is ignored with one warning for each run
	 */
	void inc(long records);

	/**
	 * Marks records as skipped. They must have been counted, or be counted, by
	 * {@link #inc()} too.
	 * @param records number of records; 0 is nothing, a negative number is ignored with
	 * one warning for each run
	 */
	void markSkipped(long records);

	/**
	 * Sets how many records are expected, in place of what was expected before: of the
	 * latest {@link #startStage(String)}, or, before the first one, of the whole run.
	 * Without it the total of a run is unknown once there are stages.
	 * @param records number of records; a negative number is ignored with one warning for
	 * each run
	 */
	void expect(long records);

	/**
	 * Starts a stage, and ends the one that this method started before. A name that was
	 * used before resumes that stage.
	 * @param name name of the stage, label {@code stage}
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	Stage startStage(String name);

	/**
	 * Starts a stage with a known number of records.
	 * @param name name of the stage, label {@code stage}
	 * @param expected number of records that the stage will have processed in the end
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 * @see #startStage(String)
	 */
	Stage startStage(String name, long expected);

	/**
	 * Opens a stage next to those that are open: it ends none of them, and none of them
	 * ends it. {@link #inc()} on this tracker does not count on it; use the returned
	 * stage.
	 * @param name name of the stage, label {@code stage}
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 */
	Stage openStage(String name);

	/**
	 * Opens a stage with a known number of records.
	 * @param name name of the stage, label {@code stage}
	 * @param expected number of records that the stage will have processed in the end
	 * @return the stage
	 * @throws IllegalArgumentException if the name is {@code null} or blank
	 * @see #openStage(String)
	 */
	Stage openStage(String name, long expected);

	/**
	 * Counts elements while they are iterated over: an element counts as processed when
	 * the next one is asked for, so after a {@code break} or an exception the unfinished
	 * one does not count. They count on the stage that is the latest when this method is
	 * called. The size of a collection becomes what is expected, if nothing is expected
	 * yet.
	 * @param <T> type of the elements
	 * @param elements what to iterate over
	 * @return an iterable over the same elements
	 */
	<T> Iterable<T> track(Iterable<T> elements);

	/**
	 * Counts elements while they are iterated over, like {@link #track(Iterable)}.
	 * @param <T> type of the elements
	 * @param elements what to iterate over
	 * @return an iterator over the same elements
	 */
	<T> Iterator<T> track(Iterator<T> elements);

	/**
	 * Counts the elements of a stream, sequential or parallel: an element counts as
	 * processed when all later operations have returned from it. A known size becomes
	 * what is expected, if nothing is expected yet, and stays known to later operations.
	 * @param <T> type of the elements
	 * @param elements the stream, which must not have been used yet
	 * @return a stream of the same elements; closing it closes the given one
	 */
	<T> Stream<T> track(Stream<T> elements);

	/**
	 * Ends the run well, now: this is the job's last success.
	 */
	void complete();

	/**
	 * Ends the run as failed, now.
	 * @param cause what made the run fail, if there is an exception
	 */
	void fail(@Nullable Throwable cause);

	/**
	 * Takes a snapshot.
	 * @return all that is known about the run now
	 */
	JobProgress progress();

	/**
	 * Ends a run that is still open as interrupted; never a success. Does nothing, and
	 * warns of nothing, if the run ended before.
	 */
	@Override
	void close();

}
