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
 * The newest end of each kind that this process knows of for a job, whichever run it was.
 * Immutable.
 *
 * @param lastSuccess when a run last completed, or {@code null}
 * @param lastFailure the last failed end, or {@code null}
 * @param lastInterruption when a run was last interrupted, or {@code null}
 */
public record JobOutcomes(@Nullable Instant lastSuccess, @Nullable JobFailure lastFailure,
		@Nullable Instant lastInterruption) {

	/** No end is known. */
	public static final JobOutcomes NONE = new JobOutcomes(null, null, null);

	JobOutcomes withSuccess(Instant at) {
		return new JobOutcomes(at, this.lastFailure, this.lastInterruption);
	}

	JobOutcomes withFailure(JobFailure failure) {
		return new JobOutcomes(this.lastSuccess, failure, this.lastInterruption);
	}

	JobOutcomes withInterruption(Instant at) {
		return new JobOutcomes(this.lastSuccess, this.lastFailure, at);
	}

}
