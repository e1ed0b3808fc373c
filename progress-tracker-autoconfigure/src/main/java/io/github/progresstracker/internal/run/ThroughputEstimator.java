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
import java.util.Optional;
import java.util.OptionalDouble;

import io.github.progresstracker.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * How fast a stage is at present, and how long it will take from here, by its successive
 * snapshots. What was counted fades with time. A pause between two counts is taken for a
 * part of the work, so a stage that counts a thousand records every ten seconds has one
 * even rate; only a pause that is much longer than usual is a stall. Not thread-safe.
 */
final class ThroughputEstimator {

	/** In seconds: what is older has lost two thirds of its weight. */
	private static final double LONGEST_MEMORY = 30;

	/** Keeps a stage that counts rarely from being judged by its last count. */
	private static final double LEAST_KEPT = 0.7;

	/** Who counts what an earlier run has done does so at once, and much faster. */
	private static final double RESTART_FACTOR = 3;

	/** In seconds: what a rate must rest on. */
	private static final double ENOUGH = 0.5;

	private static final double SHORTEST_STALL = 10;

	/** A stall is a pause so many times as long as usual. */
	private static final double STALL_FACTOR = 5;

	private static final double LONGEST_TIME_LEFT = Duration.ofDays(99).toSeconds();

	/** In nanoseconds. */
	private long elapsed;

	/** When the count was seen to move for the last time. */
	private long movedAt;

	private long processed;

	/** The faded sums of records, of the seconds that they took, and of moves. */
	private double records;

	private double seconds;

	private double moves;

	/** The part of the first move in these sums, as long as it is there. */
	private double firstRecords;

	private double firstSeconds;

	/**
	 * Takes in a snapshot. If the count or the clock went back, everything before is
	 * forgotten.
	 * @param duration the duration of the stage
	 * @param processed number of records processed
	 */
	void update(Duration duration, long processed) {
		long elapsed = duration.toNanos();
		if (processed < this.processed || elapsed < this.elapsed) {
			beginAgain(elapsed, processed);
		}
		// A night's stall must not make the stage look slow for the next night
		double stalled = Math.max(0, pause() - longestPause());
		this.elapsed = elapsed;
		if (processed > this.processed && pause() > 0) {
			move(processed - this.processed, pause() - stalled);
			this.processed = processed;
			this.movedAt = elapsed;
		}
	}

	private void beginAgain(long elapsed, long processed) {
		this.movedAt = elapsed;
		this.processed = processed;
		this.records = 0;
		this.seconds = 0;
		this.moves = 0;
		forgetFirst();
	}

	private void move(long moved, double worked) {
		// A young stage is still warming up, so its first seconds soon tell little
		double memory = Math.min(LONGEST_MEMORY, this.elapsed / 2e9);
		double kept = Math.max(LEAST_KEPT, Math.exp(-worked / memory));
		this.records = this.records * kept + moved;
		this.seconds = this.seconds * kept + worked;
		if (this.moves == 0) {
			this.firstRecords = moved;
			this.firstSeconds = worked;
		}
		else {
			this.firstRecords *= kept;
			this.firstSeconds *= kept;
			forgetRestart();
		}
		this.moves = this.moves * kept + 1;
	}

	private void forgetRestart() {
		double laterRecords = this.records - this.firstRecords;
		double laterSeconds = this.seconds - this.firstSeconds;
		if (laterSeconds >= ENOUGH
				&& this.firstRecords * laterSeconds > RESTART_FACTOR * laterRecords * this.firstSeconds) {
			this.records = laterRecords;
			this.seconds = laterSeconds;
			forgetFirst();
		}
	}

	private void forgetFirst() {
		this.firstRecords = 0;
		this.firstSeconds = 0;
	}

	/**
	 * All that can be said at present.
	 * @param expected number of records in the end, or {@code null} if that is unknown
	 * @return the pace
	 */
	Throughput pace(@Nullable Long expected) {
		OptionalDouble rate = recordsPerSecond();
		return new Throughput(rate.isPresent() ? rate.getAsDouble() : null, timeLeft(expected).orElse(null),
				stalledFor().orElse(null));
	}

	/**
	 * The rate at which records were processed lately.
	 * @return records per second; 0 while the stage is stalled; empty while there is not
	 * enough to go by
	 */
	OptionalDouble recordsPerSecond() {
		if (this.seconds < ENOUGH) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(isStalled() ? 0 : this.records / this.seconds);
	}

	/**
	 * The time that the stage will go on if it goes on like this.
	 * @param expected number of records that the stage will have processed in the end, or
	 * {@code null} if that is unknown
	 * @return the time; empty if nothing sensible can be said: while there is not enough
	 * to go by, while the stage is stalled, when more records came than expected, or when
	 * it is more than 99 days
	 */
	Optional<Duration> timeLeft(@Nullable Long expected) {
		if (expected == null || expected < this.processed || !isEnough() || isStalled()) {
			return Optional.empty();
		}
		double left = (expected - this.processed) * this.seconds / this.records - pause();
		if (left > LONGEST_TIME_LEFT) {
			return Optional.empty();
		}
		return Optional.of(Duration.ofMillis(Math.round(Math.max(0, left) * 1000)));
	}

	/**
	 * For how long nothing has been counted, if that is much longer than usual.
	 * @return the time since the last count; empty while the stage is moving, or has not
	 * begun to
	 */
	Optional<Duration> stalledFor() {
		return isStalled() ? Optional.of(Duration.ofNanos(this.elapsed - this.movedAt)) : Optional.empty();
	}

	private boolean isStalled() {
		return pause() > longestPause();
	}

	private double longestPause() {
		return hasPace() ? Math.max(SHORTEST_STALL, STALL_FACTOR * this.seconds / this.moves)
				: Double.POSITIVE_INFINITY;
	}

	/**
	 * A single move may have been a first batch, and all there will be for an hour, or
	 * what an earlier run has done.
	 */
	private boolean isEnough() {
		return this.seconds >= ENOUGH && hasPace();
	}

	private boolean hasPace() {
		return this.moves > 1;
	}

	private double pause() {
		return (this.elapsed - this.movedAt) / 1e9;
	}

}
