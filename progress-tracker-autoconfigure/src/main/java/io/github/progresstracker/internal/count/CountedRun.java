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

package io.github.progresstracker.internal.count;

/**
 * The run that a counter counts for, as seen by the counter. It is asked only in rare
 * cases: a count usually does not touch the run.
 */
public interface CountedRun {

	/**
	 * Tells whether the run is open. A run that has not begun yet begins with this call.
	 * A run that has ended logs a warning.
	 * @param what what the job did, as the beginning of that warning
	 * @return {@code false} if the run has ended
	 */
	boolean accepts(String what);

	/**
	 * Tells whether the run has ended.
	 * @return whether it has
	 */
	boolean hasEnded();

	/**
	 * Logs a warning that a negative number was ignored.
	 * @param what the meaning of the number
	 * @param number the number
	 */
	void ignoreNegative(String what, long number);

}
