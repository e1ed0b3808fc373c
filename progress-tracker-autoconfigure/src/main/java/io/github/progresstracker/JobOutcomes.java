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

	public JobOutcomes withSuccess(Instant at) {
		return new JobOutcomes(at, this.lastFailure, this.lastInterruption);
	}

	public JobOutcomes withFailure(JobFailure failure) {
		return new JobOutcomes(this.lastSuccess, failure, this.lastInterruption);
	}

	public JobOutcomes withInterruption(Instant at) {
		return new JobOutcomes(this.lastSuccess, this.lastFailure, at);
	}

	/**
	 * Fills in what is unknown.
	 * @param others ends from elsewhere
	 * @return these ends, and of the kinds that are unknown here the others
	 */
	public JobOutcomes orElse(JobOutcomes others) {
		return new JobOutcomes((this.lastSuccess != null) ? this.lastSuccess : others.lastSuccess,
				(this.lastFailure != null) ? this.lastFailure : others.lastFailure,
				(this.lastInterruption != null) ? this.lastInterruption : others.lastInterruption);
	}

	/**
	 * Leaves out the kinds that are known elsewhere.
	 * @param others ends from elsewhere
	 * @return the ends of the kinds that are unknown there
	 */
	public JobOutcomes without(JobOutcomes others) {
		return new JobOutcomes((others.lastSuccess == null) ? this.lastSuccess : null,
				(others.lastFailure == null) ? this.lastFailure : null,
				(others.lastInterruption == null) ? this.lastInterruption : null);
	}

	/**
	 * Leaves out what is not newer than elsewhere.
	 * @param others ends from elsewhere
	 * @return the ends that are later than those of their kind there, or unknown there
	 */
	public JobOutcomes newerThan(JobOutcomes others) {
		return new JobOutcomes(isNewer(this.lastSuccess, others.lastSuccess) ? this.lastSuccess : null,
				isNewer(at(this.lastFailure), at(others.lastFailure)) ? this.lastFailure : null,
				isNewer(this.lastInterruption, others.lastInterruption) ? this.lastInterruption : null);
	}

	private static boolean isNewer(@Nullable Instant end, @Nullable Instant other) {
		return end != null && (other == null || end.isAfter(other));
	}

	private static @Nullable Instant at(@Nullable JobFailure failure) {
		return (failure != null) ? failure.at() : null;
	}

}
