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
 * How fast records are processed at present and how much time is left, estimated from
 * recent counts. Immutable.
 * <p>
 * One thread samples the counts of all open runs at regular intervals. Reading a snapshot
 * does not influence the estimate. Where nothing samples the runs, as in
 * {@link io.github.progresstracker.simple.SimpleProgressTrackers SimpleProgressTrackers},
 * the rate is the average since the start, and the other values are {@code null}.
 *
 * @param recordsPerSecond the recent rate in records per second, 0 during a stall;
 * {@code null} while there is too little data, and once the work has ended
 * @param timeLeft the time needed for the remaining records at the recent rate;
 * {@code null} if there is no sensible estimate: the total is unknown or exceeded, there
 * is too little data, the work is stalled or has ended, or it would take more than 99
 * days
 * @param stalledFor how long nothing has been counted, if that is much longer than usual;
 * {@code null} otherwise
 */
public record Throughput(@Nullable Double recordsPerSecond, @Nullable Duration timeLeft,
		@Nullable Duration stalledFor) {

	/** A longer time is not told. */
	public static final Duration MAX_TIME_LEFT = Duration.ofDays(99);

	/** Nothing is known. */
	public static final Throughput UNKNOWN = new Throughput(null, null, null);

}
