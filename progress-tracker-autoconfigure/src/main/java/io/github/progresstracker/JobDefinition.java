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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a job before it runs. Immutable.
 *
 * @param identity what distinguishes the job from all others
 * @param successExpectation what is expected of the job's successes, such as a
 * {@link SuccessInterval}, or {@code null} if nothing is expected
 * @param startExpectation by when the next run is expected to begin, or {@code null} if
 * it is unknown when runs are due
 * @param maxDuration longest time that a run is expected to take, or {@code null}
 * @param reportInterval number of records after which a report is due
 * @param failureTolerance how many failed runs in a row are tolerated
 * @param enabled whether the job is tracked; if not, nothing of its runs is counted,
 * reported or shown
 */
public record JobDefinition(JobIdentity identity, @Nullable SuccessExpectation successExpectation,
		@Nullable StartExpectation startExpectation, @Nullable Duration maxDuration, long reportInterval,
		int failureTolerance, boolean enabled) {

	/**
	 * Default number of records between two reports, the same as in the Perl original.
	 */
	public static final long DEFAULT_REPORT_INTERVAL = 1000;

	/**
	 * Creates a definition.
	 * @throws IllegalArgumentException if an interval or duration is not positive, or the
	 * tolerance is negative
	 */
	public JobDefinition {
		if (maxDuration != null && (maxDuration.isNegative() || maxDuration.isZero())) {
			throw new IllegalArgumentException("The maximum duration must be positive, but was " + maxDuration);
		}
		if (reportInterval <= 0) {
			throw new IllegalArgumentException("The report interval must be positive, but was " + reportInterval);
		}
		if (failureTolerance < 0) {
			throw new IllegalArgumentException(
					"The failure tolerance must not be negative, but was " + failureTolerance);
		}
	}

	/**
	 * Creates the definition of a job that is tracked, may start at any time, and is not
	 * to fail even once.
	 * @param identity what distinguishes the job from all others
	 * @param successExpectation what is expected of the job's successes, or {@code null}
	 * if nothing is expected
	 * @param maxDuration longest time that a run is expected to take, or {@code null}
	 * @param reportInterval number of records after which a report is due
	 * @throws IllegalArgumentException if an interval or duration is not positive
	 */
	public JobDefinition(JobIdentity identity, @Nullable SuccessExpectation successExpectation,
			@Nullable Duration maxDuration, long reportInterval) {
		this(identity, successExpectation, null, maxDuration, reportInterval, 0, true);
	}

	/**
	 * Creates the definition of a job that has a name and nothing else.
	 * @param job the name of the job
	 * @return the definition
	 */
	public static JobDefinition of(String job) {
		return new JobDefinition(JobIdentity.of(job), null, null, DEFAULT_REPORT_INTERVAL);
	}

}
