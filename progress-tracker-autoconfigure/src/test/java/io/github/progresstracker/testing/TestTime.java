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

package io.github.progresstracker.testing;

import java.time.Duration;
import java.time.Instant;

import io.github.progresstracker.spi.TimeSource;

/**
 * Two clocks that only a test moves. Thread-safe.
 */
public final class TestTime implements TimeSource {

	/** The initial time of the wall clock. */
	public static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

	private Instant now = START;

	/**
	 * Close to an overflow, since the origin of {@code System.nanoTime()} is arbitrary.
	 */
	private long nanoTime = Long.MAX_VALUE - 5_000_000_000L;

	@Override
	public synchronized Instant now() {
		return this.now;
	}

	@Override
	public synchronized long nanoTime() {
		return this.nanoTime;
	}

	/**
	 * Advances both clocks.
	 * @param duration how long
	 */
	public synchronized void pass(Duration duration) {
		this.now = this.now.plus(duration);
		this.nanoTime += duration.toNanos();
	}

	/**
	 * Sets the wall clock, as an administrator would.
	 * @param now the new time
	 */
	public synchronized void setWallClock(Instant now) {
		this.now = now;
	}

}
