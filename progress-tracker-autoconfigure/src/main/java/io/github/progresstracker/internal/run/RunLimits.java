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

package io.github.progresstracker.internal.run;

/**
 * How much is kept of what jobs do, so that a name that is different each time cannot
 * fill the memory, the Pushgateway or the meter registry.
 *
 * @param jobs the maximum number of jobs that are reported, apart from those known from
 * the start
 * @param stages the maximum number of stages of a run; stages beyond it are counted
 * together as stage {@code _other}
 * @param history the number of ended runs that are kept of each job
 */
public record RunLimits(int jobs, int stages, int history) {

	private static final int DEFAULT_HISTORY = 20;

	/** The limits, unless configured otherwise. */
	public static final RunLimits DEFAULT = new RunLimits(200, 100);

	public RunLimits {
		check("jobs", jobs);
		check("stages", stages);
		if (history < 0) {
			throw new IllegalArgumentException("The number of ended runs must not be negative, but was " + history);
		}
	}

	/**
	 * Creates limits that keep as many ended runs as by default.
	 * @param jobs the maximum number of jobs that are reported
	 * @param stages the maximum number of stages of a run
	 */
	public RunLimits(int jobs, int stages) {
		this(jobs, stages, DEFAULT_HISTORY);
	}

	private static void check(String what, int limit) {
		if (limit <= 0) {
			throw new IllegalArgumentException("The maximum number of " + what + " must be positive, but was " + limit);
		}
	}

}
