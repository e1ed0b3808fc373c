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

package io.github.progresstracker.internal.terminal;

import java.time.Instant;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;

/**
 * Identifies a run.
 */
record RunId(JobIdentity job, Instant startedAt) {

	static RunId of(JobProgress progress) {
		return new RunId(progress.identity(), progress.startedAt());
	}

	/**
	 * Whether this is the other run, or a later run of the same job. Once a run has
	 * ended, so have all earlier ones, even if a newer report replaced that of their end.
	 */
	boolean isSameOrLater(RunId other) {
		return this.job.equals(other.job) && !this.startedAt.isBefore(other.startedAt);
	}

}
