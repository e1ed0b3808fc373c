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

/**
 * Counts the runs of a job that have ended in this process, by the way they ended.
 * Immutable.
 *
 * @param completed number of runs that completed
 * @param failed number of runs that failed
 * @param interrupted number of runs that were interrupted
 */
public record EndedRuns(long completed, long failed, long interrupted) {

	/** No run has ended yet. */
	public static final EndedRuns NONE = new EndedRuns(0, 0, 0);

	/**
	 * Counts one more run.
	 * @param end how it ended; a run that was discarded does not count
	 * @return the new numbers
	 */
	public EndedRuns with(RunStatus end) {
		return switch (end) {
			case COMPLETED -> new EndedRuns(this.completed + 1, this.failed, this.interrupted);
			case FAILED -> new EndedRuns(this.completed, this.failed + 1, this.interrupted);
			case INTERRUPTED -> new EndedRuns(this.completed, this.failed, this.interrupted + 1);
			case RUNNING, DISCARDED -> this;
		};
	}

	/**
	 * Subtracts the runs that had ended at an earlier time.
	 * @param earlier the numbers at that time
	 * @return the runs that have ended since, or {@link #NONE} if that time was not
	 * earlier
	 */
	public EndedRuns since(EndedRuns earlier) {
		return (total() <= earlier.total()) ? NONE : new EndedRuns(this.completed - earlier.completed,
				this.failed - earlier.failed, this.interrupted - earlier.interrupted);
	}

	/**
	 * Adds up the runs, however they ended.
	 * @return the number of runs
	 */
	public long total() {
		return this.completed + this.failed + this.interrupted;
	}

}
