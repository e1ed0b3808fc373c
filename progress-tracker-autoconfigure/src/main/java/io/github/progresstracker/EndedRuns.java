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
 * How many runs of a job have ended in this process, by how they ended.
 *
 * @param completed number of runs that completed
 * @param failed number of runs that failed
 * @param interrupted number of runs that were interrupted
 */
public record EndedRuns(long completed, long failed, long interrupted) {

	/** No run has ended. */
	public static final EndedRuns NONE = new EndedRuns(0, 0, 0);

	public EndedRuns with(RunStatus end) {
		return switch (end) {
			case COMPLETED -> new EndedRuns(this.completed + 1, this.failed, this.interrupted);
			case FAILED -> new EndedRuns(this.completed, this.failed + 1, this.interrupted);
			default -> new EndedRuns(this.completed, this.failed, this.interrupted + 1);
		};
	}

	/**
	 * Leaves out those that had ended earlier.
	 * @param earlier the runs that had ended at another time
	 * @return the runs that ended since; {@link #NONE} if the other time was later
	 */
	public EndedRuns since(EndedRuns earlier) {
		return (total() <= earlier.total()) ? NONE : new EndedRuns(this.completed - earlier.completed,
				this.failed - earlier.failed, this.interrupted - earlier.interrupted);
	}

	/**
	 * All of them.
	 * @return number of runs, however they ended
	 */
	public long total() {
		return this.completed + this.failed + this.interrupted;
	}

}
