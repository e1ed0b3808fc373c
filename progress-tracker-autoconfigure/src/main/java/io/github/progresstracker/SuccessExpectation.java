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
 * How often a job is expected to succeed: at a fixed {@link SuccessInterval}, or by the
 * time the next run is due. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface SuccessExpectation {

	/**
	 * Determines the interval to report. This is called for each snapshot, so it must
	 * neither block nor do I/O.
	 * @param lastSuccess the last known success of the job, or {@code null}
	 * @param startedAt when the newest run began
	 * @return the longest time that may pass from the last success to the next one, or
	 * {@code null} if it is unknown: then whatever was reported earlier stays valid
	 */
	@Nullable SuccessInterval interval(@Nullable Instant lastSuccess, Instant startedAt);

}
