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

import org.jspecify.annotations.Nullable;

/**
 * How fast records are processed at present, and for how long that will go on: an
 * estimate from what was counted lately. Immutable.
 *
 * @param recordsPerSecond the recent rate, 0 while nothing moves; {@code null} while
 * there is too little to go by, and when the work has ended
 * @param timeLeft the time that is left if it goes on like this; {@code null} if nothing
 * sensible can be said: the total is unknown or was surpassed, there is too little to go
 * by, nothing moves, or it would be more than 99 days
 * @param stalledFor for how long nothing has been counted, if that is much longer than
 * usual; {@code null} otherwise
 */
public record Throughput(@Nullable Double recordsPerSecond, @Nullable Duration timeLeft,
		@Nullable Duration stalledFor) {

	/** Nothing can be said. */
	public static final Throughput UNKNOWN = new Throughput(null, null, null);

}
