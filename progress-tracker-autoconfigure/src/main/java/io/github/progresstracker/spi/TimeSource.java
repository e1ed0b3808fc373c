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
 * The two clocks that progress needs. Durations come from the monotonic one, so a wall
 * clock that is set back during a run makes no duration negative. Tests replace it.
 */
public interface TimeSource {

	/** The clocks of this machine. */
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
	 * The time on the wall.
	 * @return the current instant
	 */
	Instant now();

	/**
	 * Monotonic time in nanoseconds, with an arbitrary origin as in
	 * {@link System#nanoTime()}.
	 * @return the current value
	 */
	long nanoTime();

}
