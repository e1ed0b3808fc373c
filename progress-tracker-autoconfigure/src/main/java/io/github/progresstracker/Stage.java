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

/**
 * A part of a run, with its own count and clock. Thread-safe; counting costs a few
 * nanoseconds, allocates nothing and never waits.
 * <p>
 * Several callers may have the same stage open at once. Each got a {@code Stage} of its
 * own, which counts into the same numbers; the stage is open until the last of them ends
 * it. Records that are counted after a stage ended still count, as long as the run goes
 * on.
 * <p>
 * Nothing here throws into the job, but for arguments that are {@code null}.
 */
public interface Stage extends AutoCloseable {

	/**
	 * Counts one record as processed.
	 */
	void inc();

	/**
	 * Counts records as processed, say those of an operation that was counted elsewhere.
	 * @param records number of records; 0 is nothing, a negative number is ignored with
	 * one warning for each run
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
	 * Sets how many records the stage will have processed in the end, in place of what
	 * was expected before.
	 * @param records number of records; a negative number is ignored with one warning for
	 * each run
	 */
	void expect(long records);

	/**
	 * Counts elements while they are iterated over: an element counts as processed when
	 * the next one is asked for, so after a {@code break} or an exception the unfinished
	 * one does not count. The size of a collection becomes what is expected, if nothing
	 * is expected yet.
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
	 * Ends the stage, for this caller; later calls do nothing.
	 */
	void end();

	/**
	 * The same as {@link #end()}.
	 */
	@Override
	default void close() {
		end();
	}

}
