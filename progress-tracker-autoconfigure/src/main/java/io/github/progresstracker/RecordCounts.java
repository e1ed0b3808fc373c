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
 * The record counts of a stage or of a whole run. Immutable.
 *
 * @param processed number of records processed so far, including skipped ones
 * @param skipped number of processed records that were skipped
 * @param expected total number of records expected by the end, or {@code null} if that is
 * unknown
 */
public record RecordCounts(long processed, long skipped, @Nullable Long expected) {

	/** Nothing processed, nothing skipped, and no known total. */
	public static final RecordCounts NONE = new RecordCounts(0, 0, null);

	/**
	 * Adds the counts of other records. A count that exceeds the range of {@code long}
	 * stays at {@link Long#MAX_VALUE}.
	 * @param other the counts to add
	 * @return the sums; the expected total is that of the sides that know theirs
	 */
	public RecordCounts plus(RecordCounts other) {
		Long total = (this.expected != null) ? this.expected : other.expected;
		if (this.expected != null && other.expected != null) {
			total = sum(this.expected, other.expected);
		}
		return new RecordCounts(sum(this.processed, other.processed), sum(this.skipped, other.skipped), total);
	}

	/**
	 * The share of the expected records that has been processed.
	 * @return a number from 0 to 1, or {@code null} if there is no meaningful share: the
	 * total is unknown, is 0, or has been exceeded
	 */
	public @Nullable Double fraction() {
		if (this.expected == null || this.expected == 0 || this.processed > this.expected) {
			return null;
		}
		return (double) this.processed / this.expected;
	}

	/**
	 * Adds two counts, neither of which is negative unless it has overflowed.
	 * @param one a count
	 * @param other another count
	 * @return the sum, or {@link Long#MAX_VALUE} if it exceeds the range of {@code long}
	 */
	public static long sum(long one, long other) {
		long sum = one + other;
		return (one < 0 || other < 0 || sum < 0) ? Long.MAX_VALUE : sum;
	}

}
