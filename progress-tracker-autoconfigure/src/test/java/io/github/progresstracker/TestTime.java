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

/**
 * Clocks that stand still until they are moved. Thread-safe.
 */
public final class TestTime implements TimeSource {

	private Instant now = Instant.parse("2026-03-01T02:00:00Z");

	/** Near an overflow, which the origin of the monotonic clock may be. */
	private long nanos = Long.MAX_VALUE - 1;

	@Override
	public synchronized Instant now() {
		return this.now;
	}

	@Override
	public synchronized long nanoTime() {
		return this.nanos;
	}

	/**
	 * Lets time pass on both clocks.
	 * @param duration the time that passes
	 */
	public synchronized void pass(Duration duration) {
		this.now = this.now.plus(duration);
		this.nanos += duration.toNanos();
	}

	/**
	 * Lets seconds pass on both clocks.
	 * @param seconds the number of seconds
	 */
	public void passSeconds(long seconds) {
		pass(Duration.ofSeconds(seconds));
	}

	/**
	 * Sets the clock on the wall, as an administrator may.
	 * @param instant the new time
	 */
	public synchronized void setWallClock(Instant instant) {
		this.now = instant;
	}

}
