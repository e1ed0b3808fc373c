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

package io.github.progresstracker.internal.actuate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what nobody wants to read: times and durations are shown to the millisecond,
 * whatever the clock that they come from knows.
 */
final class ShownTime {

	private ShownTime() {
	}

	static Instant of(Instant instant) {
		return instant.truncatedTo(ChronoUnit.MILLIS);
	}

	static @Nullable Instant ofKnown(@Nullable Instant instant) {
		return (instant != null) ? of(instant) : null;
	}

	static Duration of(Duration duration) {
		return duration.truncatedTo(ChronoUnit.MILLIS);
	}

	static @Nullable Duration ofKnown(@Nullable Duration duration) {
		return (duration != null) ? of(duration) : null;
	}

	static @Nullable JobFailure ofKnown(@Nullable JobFailure failure) {
		return (failure != null)
				? new JobFailure(of(failure.at()), failure.exception(), failure.stage(), failure.message()) : null;
	}

	/**
	 * Shows how fast a run or stage is.
	 * @param pace the pace
	 * @return the pace, or {@code null} if nothing is known
	 */
	static @Nullable Throughput ofKnown(Throughput pace) {
		return pace.equals(Throughput.UNKNOWN) ? null
				: new Throughput(pace.recordsPerSecond(), ofKnown(pace.timeLeft()), ofKnown(pace.stalledFor()));
	}

}
