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
 * Where a run stands. A run that was prepared but has not begun has no snapshot that is
 * reported, and so no status of its own.
 */
public enum RunStatus {

	/** Begun, and its end is not known yet. */
	RUNNING,

	/** Ended well: the only end that moves the job's last success. */
	COMPLETED,

	/** Ended with a failure, or with an exit code other than 0. */
	FAILED,

	/**
	 * Stopped from outside, or left open when the application ended: neither a success
	 * nor a failure.
	 */
	INTERRUPTED;

	/**
	 * Whether the run is over.
	 * @return {@code true} for each status except {@link #RUNNING}
	 */
	public boolean isEnd() {
		return this != RUNNING;
	}

}
