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
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The longest time that is expected to pass between two successes of a job, the value of
 * {@code job_expected_success_interval}.
 *
 * @param duration the interval, or {@code null} for {@link #OFF}
 */
public record SuccessInterval(@Nullable Duration duration) implements SuccessExpectation {

	/**
	 * No success is expected at any time. Unlike leaving the interval out, this takes
	 * back a value that was reported earlier.
	 */
	public static final SuccessInterval OFF = new SuccessInterval(null);

	public SuccessInterval {
		if (duration != null && (duration.isNegative() || duration.isZero())) {
			throw new IllegalArgumentException("A success interval must be positive, but was " + duration);
		}
	}

	/**
	 * An interval of the given length.
	 * @param duration a positive duration
	 * @return the interval
	 * @throws IllegalArgumentException if the duration is not positive
	 */
	public static SuccessInterval of(Duration duration) {
		return new SuccessInterval(duration);
	}

	/**
	 * This interval, whenever the last success was.
	 */
	@Override
	public SuccessInterval interval(@Nullable Instant lastSuccess, Instant startedAt) {
		return this;
	}

	/**
	 * The interval in seconds.
	 * @return the seconds; infinite for {@link #OFF}
	 */
	public double seconds() {
		if (this.duration == null) {
			return Double.POSITIVE_INFINITY;
		}
		// In nanoseconds, three centuries would overflow.
		return this.duration.toSeconds() + this.duration.toNanosPart() / 1e9;
	}

	@Override
	public String toString() {
		return (this.duration != null) ? this.duration.toString() : "off";
	}

}
