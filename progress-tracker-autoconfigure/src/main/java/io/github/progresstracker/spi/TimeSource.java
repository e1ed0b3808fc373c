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

package io.github.progresstracker.spi;

import java.time.Instant;

/**
 * The two clocks that tracking needs. Durations are measured with the monotonic clock, so
 * none becomes negative if the wall clock is set back during a run. Tests can replace
 * both. Implementations must be thread-safe.
 */
public interface TimeSource {

	/** The clocks of the system. */
	TimeSource SYSTEM = new TimeSource() {

		@Override
		public Instant now() {
			return Instant.now();
		}

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

	};

	/**
	 * Reads the wall clock.
	 * @return the current instant
	 */
	Instant now();

	/**
	 * Reads the monotonic clock.
	 * @return the current time in nanoseconds, with an arbitrary origin as in
	 * {@link System#nanoTime()}
	 */
	long nanoTime();

}
