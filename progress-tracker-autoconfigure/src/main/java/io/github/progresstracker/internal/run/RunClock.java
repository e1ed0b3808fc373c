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

import java.time.Duration;
import java.time.Instant;

import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a run. It can be stopped before the outcome of the run is known. Not
 * thread-safe: the run's lock guards it.
 */
final class RunClock {

	private final TimeSource time;

	private @Nullable Instant startedAt;

	private long startedNanos;

	private @Nullable Instant stoppedAt;

	private long stoppedNanos;

	RunClock(TimeSource time) {
		this.time = time;
	}

	/**
	 * Starts the clock, unless it has been started.
	 * @param earlier when the run started if that was earlier, or {@code null} to start
	 * now
	 */
	void start(@Nullable Instant earlier) {
		if (this.startedAt == null) {
			Instant now = this.time.now();
			this.startedAt = now;
			this.startedNanos = this.time.nanoTime();
			if (earlier != null && earlier.isBefore(now)) {
				this.startedAt = earlier;
				this.startedNanos -= Duration.between(earlier, now).toNanos();
			}
		}
	}

	/**
	 * Stops the clock, unless it has been stopped.
	 * @return when it was stopped
	 */
	Instant stop() {
		Instant stopped = this.stoppedAt;
		if (stopped == null) {
			stopped = this.time.now();
			this.stoppedAt = stopped;
			this.stoppedNanos = this.time.nanoTime();
		}
		return stopped;
	}

	/**
	 * Goes on as if the clock had not been stopped.
	 */
	void resume() {
		this.stoppedAt = null;
	}

	/**
	 * Reads the wall clock, which goes on when this clock is stopped.
	 * @return the current instant
	 */
	Instant now() {
		return this.time.now();
	}

	/**
	 * Reads the monotonic time of the run, which stands still when this clock is stopped.
	 * @return nanoseconds with an arbitrary origin
	 */
	long nanos() {
		return (this.stoppedAt != null) ? this.stoppedNanos : this.time.nanoTime();
	}

	long elapsed() {
		return (this.startedAt != null) ? nanos() - this.startedNanos : 0;
	}

	Instant startedAt() {
		return (this.startedAt != null) ? this.startedAt : this.time.now();
	}

}
