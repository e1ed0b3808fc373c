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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a run. Immutable.
 *
 * @param at when the run failed
 * @param exception the simple class name of the exception or, where there was none, a
 * reason such as {@code exit code 3}
 * @param stage the stage that was being worked on, or {@code null} if there was none
 * @param message what the exception says, followed by its root cause in parentheses
 * unless it says that already; {@code null} if it says nothing. In the failures of runs
 * this is one line of at most 200 characters, without control characters and without what
 * looks like a password, a token or other credentials.
 */
public record JobFailure(Instant at, String exception, @Nullable String stage, @Nullable String message) {

	/**
	 * Creates a failure without a message.
	 * @param at when the run failed
	 * @param exception the simple class name of the exception, or another reason
	 * @param stage the stage that was being worked on, or {@code null} if there was none
	 */
	public JobFailure(Instant at, String exception, @Nullable String stage) {
		this(at, exception, stage, null);
	}

}
