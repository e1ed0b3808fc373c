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

import java.time.Duration;

/**
 * What a run or one of its stages did, from beginning to end.
 *
 * @param duration how long it took
 * @param processed number of records processed, including skipped ones
 */
public record WorkDone(Duration duration, long processed) {

	/**
	 * Adds what another run or stage did.
	 * @param other what it did
	 * @return the sums
	 */
	public WorkDone plus(WorkDone other) {
		return new WorkDone(this.duration.plus(other.duration), RecordCounts.sum(this.processed, other.processed));
	}

	/**
	 * Takes away what was done before.
	 * @param before what was done before
	 * @return what is left of this, nothing at least
	 */
	WorkDone without(WorkDone before) {
		Duration left = this.duration.minus(before.duration);
		return new WorkDone(left.isNegative() ? Duration.ZERO : left, Math.max(0, this.processed - before.processed));
	}

}
