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
 * The last success, failure and interruption of a job that this process knows of. They
 * usually belong to different runs. Immutable.
 *
 * @param lastSuccess when a run last completed, or {@code null} if unknown
 * @param lastFailure the last failure, or {@code null} if unknown
 * @param lastInterruption when a run was last interrupted, or {@code null} if unknown
 */
public record JobOutcomes(@Nullable JobSuccess lastSuccess, @Nullable JobFailure lastFailure,
		@Nullable Instant lastInterruption) {

	/** Nothing is known. */
	public static final JobOutcomes NONE = new JobOutcomes(null, null, null);

	/**
	 * Returns when a run last completed.
	 * @return the time, or {@code null} if that is unknown
	 */
	public @Nullable Instant lastSuccessAt() {
		return (this.lastSuccess != null) ? this.lastSuccess.at() : null;
	}

	/**
	 * Replaces the last success.
	 * @param success the success
	 * @return the new outcomes
	 */
	public JobOutcomes withSuccess(JobSuccess success) {
		return new JobOutcomes(success, this.lastFailure, this.lastInterruption);
	}

	/**
	 * Replaces the last failure.
	 * @param failure the failure
	 * @return the new outcomes
	 */
	public JobOutcomes withFailure(JobFailure failure) {
		return new JobOutcomes(this.lastSuccess, failure, this.lastInterruption);
	}

	/**
	 * Replaces the last interruption.
	 * @param at when a run was interrupted
	 * @return the new outcomes
	 */
	public JobOutcomes withInterruption(Instant at) {
		return new JobOutcomes(this.lastSuccess, this.lastFailure, at);
	}

	/**
	 * Fills in what is unknown here.
	 * @param others other outcomes of the job
	 * @return these outcomes, and the others where these are unknown
	 */
	public JobOutcomes orElse(JobOutcomes others) {
		return new JobOutcomes((this.lastSuccess != null) ? this.lastSuccess : others.lastSuccess,
				(this.lastFailure != null) ? this.lastFailure : others.lastFailure,
				(this.lastInterruption != null) ? this.lastInterruption : others.lastInterruption);
	}

	/**
	 * Leaves out what is known elsewhere.
	 * @param others other outcomes of the job
	 * @return those of these outcomes whose kind is unknown there
	 */
	public JobOutcomes without(JobOutcomes others) {
		return new JobOutcomes((others.lastSuccess == null) ? this.lastSuccess : null,
				(others.lastFailure == null) ? this.lastFailure : null,
				(others.lastInterruption == null) ? this.lastInterruption : null);
	}

	/**
	 * Leaves out what is not newer than elsewhere.
	 * @param others other outcomes of the job
	 * @return those of these outcomes that are later than the others of their kind, or
	 * whose kind is unknown there
	 */
	public JobOutcomes newerThan(JobOutcomes others) {
		return new JobOutcomes(isNewer(lastSuccessAt(), others.lastSuccessAt()) ? this.lastSuccess : null,
				isNewer(timeOf(this.lastFailure), timeOf(others.lastFailure)) ? this.lastFailure : null,
				isNewer(this.lastInterruption, others.lastInterruption) ? this.lastInterruption : null);
	}

	private static boolean isNewer(@Nullable Instant end, @Nullable Instant other) {
		return end != null && (other == null || end.isAfter(other));
	}

	private static @Nullable Instant timeOf(@Nullable JobFailure failure) {
		return (failure != null) ? failure.at() : null;
	}

}
