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

import org.jspecify.annotations.Nullable;

/**
 * Numbers of records, of a stage or of a whole run. Immutable.
 *
 * @param processed records processed, skipped ones included
 * @param skipped records among the processed ones that were skipped
 * @param expected records that will have been processed in the end, or {@code null} if
 * that is unknown
 */
public record RecordCounts(long processed, long skipped, @Nullable Long expected) {

	/** Nothing processed, and nothing known. */
	public static final RecordCounts NONE = new RecordCounts(0, 0, null);

	/**
	 * Adds numbers that are not negative, or were not before they overflowed: a count
	 * that is too large for a number stays as large as it can be.
	 */
	public static long sum(long one, long other) {
		long sum = one + other;
		return (one < 0 || other < 0 || sum < 0) ? Long.MAX_VALUE : sum;
	}

}
