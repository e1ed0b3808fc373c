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
 * By when the next run of a job is expected to begin, where it is known when runs are
 * due. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface StartExpectation {

	/**
	 * Determines the time by which the next run has to begin. This is called for each
	 * snapshot, so it must neither block nor do I/O.
	 * @param startedAt when the newest run began
	 * @param endedAt when the newest run ended, or {@code null} while it goes on
	 * @return the time, or {@code null} if no further run is due
	 */
	@Nullable Instant nextStart(Instant startedAt, @Nullable Instant endedAt);

	/**
	 * Determines the time by which a job has to begin that has not run yet, as far as is
	 * known. It must neither block nor do I/O.
	 * @param since from when on a run would be known
	 * @return the time, or {@code null} if no run is due
	 */
	default @Nullable Instant firstStart(Instant since) {
		return nextStart(since, since);
	}

}
