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

package io.github.progresstracker.batch;

/**
 * To be implemented by an {@code ItemReader} or {@code Partitioner} that knows how many
 * records there are. A reader returns the number for its step, a partitioner that for all
 * workers of its step together.
 */
public interface ExpectedRecords {

	/**
	 * Key in a step's {@code ExecutionContext} under which you can put the number
	 * instead, as an {@code int} or {@code long}. A partitioner can put one into the
	 * context of each partition.
	 */
	String KEY = "progress.tracker.expected-records";

	/**
	 * How many records there are in all. After a restart, include those that an earlier
	 * execution of the step has read: the position that the reader saved is subtracted.
	 * This is called once for each execution of the step, on its thread and before the
	 * reader is opened. If it throws an exception, that is logged, and the number is
	 * unknown.
	 * @return the number of records, or a negative number if it is unknown
	 */
	long expectedRecords();

}
