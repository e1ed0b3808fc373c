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
 * What is expected of a job's successes: a {@link SuccessInterval} that is always the
 * same, or one that depends on when the next run is due. Thread-safe.
 */
@FunctionalInterface
public interface SuccessExpectation {

	/**
	 * Finds the interval to report. Called for each snapshot, so it must neither block
	 * nor do I/O.
	 * @param lastSuccess the last success of the job that is known, or {@code null}
	 * @param startedAt when the newest run began
	 * @return the longest time that is expected from the last success to the next one, or
	 * {@code null} if it can not be told: what was reported earlier goes on to hold
	 */
	@Nullable SuccessInterval interval(@Nullable Instant lastSuccess, Instant startedAt);

}
