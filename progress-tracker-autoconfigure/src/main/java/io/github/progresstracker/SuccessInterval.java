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

import io.github.progresstracker.internal.text.Values;
import org.jspecify.annotations.Nullable;

/**
 * The longest time that may pass between two successes of a job: the value of metric
 * {@code job_expected_success_interval}. Immutable.
 *
 * @param duration the interval, or {@code null} for {@link #OFF}
 */
public record SuccessInterval(@Nullable Duration duration) implements SuccessExpectation {

	/**
	 * No success is expected, ever. Unlike a missing interval, this revokes one that was
	 * reported earlier.
	 */
	public static final SuccessInterval OFF = new SuccessInterval(null);

	/**
	 * Creates an interval.
	 * @throws IllegalArgumentException if the duration is zero or negative
	 */
	public SuccessInterval {
		if (duration != null && (duration.isNegative() || duration.isZero())) {
			throw new IllegalArgumentException("A success interval must be positive, but was " + duration);
		}
	}

	/**
	 * Creates an interval of the given length.
	 * @param duration a positive duration
	 * @return the interval
	 * @throws IllegalArgumentException if the duration is zero or negative
	 */
	public static SuccessInterval of(Duration duration) {
		return new SuccessInterval(duration);
	}

	/**
	 * Returns this interval, whenever the last success was.
	 */
	@Override
	public SuccessInterval interval(@Nullable Instant lastSuccess, Instant startedAt) {
		return this;
	}

	/**
	 * Converts the interval to seconds.
	 * @return the number of seconds, or positive infinity for {@link #OFF}
	 */
	public double seconds() {
		return (this.duration != null) ? Values.seconds(this.duration) : Double.POSITIVE_INFINITY;
	}

	@Override
	public String toString() {
		return (this.duration != null) ? this.duration.toString() : "off";
	}

}
