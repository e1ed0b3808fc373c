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

package io.github.progresstracker.samples.page;

import java.time.Duration;
import java.time.Instant;

import io.github.progresstracker.spi.TimeSource;

/**
 * The clocks of the system, set back by as much as a test wants. A browser compares times
 * with its own clock, so a test sets them to the real time at the end. Thread-safe.
 */
final class ShiftedTime implements TimeSource {

	private Duration shift = Duration.ZERO;

	@Override
	public synchronized Instant now() {
		return Instant.now().plus(this.shift);
	}

	@Override
	public synchronized long nanoTime() {
		return System.nanoTime() + this.shift.toNanos();
	}

	synchronized void shift(Duration shift) {
		this.shift = shift;
	}

	synchronized void pass(Duration duration) {
		this.shift = this.shift.plus(duration);
	}

}
