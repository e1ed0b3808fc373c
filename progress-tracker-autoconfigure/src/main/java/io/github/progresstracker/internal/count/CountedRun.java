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
 * What a counter asks of its run, and only where it cannot simply count.
 */
public interface CountedRun {

	/**
	 * Whether the run is open; one that has not begun yet begins with this call.
	 * @param what what happened, for the warning if it comes too late
	 * @return {@code false} if the run is over
	 */
	boolean accepts(String what);

	/**
	 * Whether the run is over.
	 * @return whether it has ended
	 */
	boolean hasEnded();

	/**
	 * A negative number was ignored.
	 * @param what what it was to be, for the warning
	 * @param number the number
	 */
	void ignoreNegative(String what, long number);

}
