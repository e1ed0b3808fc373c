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
 * A part of a run, with a count and a duration of its own. Thread-safe. Counting takes a
 * few nanoseconds, allocates nothing and never waits.
 * <p>
 * Several callers may have the same stage open at once. Each has a {@code Stage} of its
 * own, and all of them count together. The stage stays open until the last of them ends
 * it. Records that are counted after a stage has ended still count, as long as the run is
 * open.
 * <p>
 * Nothing here throws an exception into the job, except for arguments that are
 * {@code null}.
 */
public interface Stage extends AutoCloseable {

	/**
	 * Counts one record as processed.
	 */
	void inc();

	/**
	 * Counts several records as processed, such as the result of a bulk operation.
	 * @param records the number of records. 0 counts nothing. A negative number is
	 * ignored with one warning for each run.
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
	 * Sets the total number of records expected by the end of the stage, and replaces an
	 * earlier total.
	 * @param records the number of records. A negative number is ignored with one warning
	 * for each run.
	 */
	void expect(long records);

	/**
	 * Counts elements while you iterate over them. An element counts as processed when
	 * the next one is requested, so an element that is left by {@code break} or an
	 * exception does not count. The size of a collection becomes the expected total,
	 * unless there is one.
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
	 * Ends the stage for this caller. Further calls do nothing.
	 */
	void end();

	/**
	 * Does the same as {@link #end()}.
	 */
	@Override
	default void close() {
		end();
	}

}
