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

package io.github.progresstracker.internal.history;

import io.github.progresstracker.JobIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last runs of a job. Nothing is read before somebody asks.
 */
@FunctionalInterface
public interface RunHistory {

	/**
	 * Finds the runs of a job that have ended. This may wait for a few seconds, so do not
	 * call it on a thread of a job.
	 * @param job the job
	 * @return its last runs, or {@code null} if the history is turned off
	 */
	@Nullable PastRuns of(JobIdentity job);

}
