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
 * The status of a run. There is none for a run that was prepared but has not begun, since
 * nothing of it is reported.
 */
public enum RunStatus {

	/** The run has begun and not ended yet. */
	RUNNING,

	/** The run succeeded. Only this end moves the last success of the job. */
	COMPLETED,

	/** The run failed, with an exception or an exit code other than 0. */
	FAILED,

	/**
	 * The run was stopped from outside, or was still open when the application ended.
	 * This is neither a success nor a failure.
	 */
	INTERRUPTED,

	/**
	 * The run did not take place: it was skipped, and nothing of it is reported. Only the
	 * tracker of the run itself shows this status.
	 * @see ProgressTracker#discard()
	 */
	DISCARDED;

	/**
	 * Tells whether the run has ended.
	 * @return {@code true} for every status except {@link #RUNNING}
	 */
	public boolean isEnd() {
		return this != RUNNING;
	}

}
