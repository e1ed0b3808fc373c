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

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how fast a stage is at present, and how much longer it will take, from
 * successive samples of its count. Older counts gradually lose weight. A pause between
 * two counts is considered part of the work, so a stage that counts a thousand records
 * every ten seconds has one steady rate; only a pause that is much longer than usual is a
 * stall. Not thread-safe.
 */
final class ThroughputEstimator {

	/** What is older than this has lost two thirds of its weight. */
	private static final double MAX_MEMORY_SECONDS = 30;

	/**
	 * The weight that earlier counts keep after any new one, so that a stage which counts
	 * rarely is not judged by its last count alone.
	 */
	private static final double MIN_KEPT_WEIGHT = 0.7;

	/**
	 * A restarted job often counts at once what an earlier run has done. The first count
	 * is ignored if it was this many times as fast as those that followed.
	 */
	private static final double RESTART_FACTOR = 3;

	/** A rate that is based on less time is not reported. */
	private static final double MIN_MEASURED_SECONDS = 0.5;

	private static final double MIN_STALL_SECONDS = 10;

	/** A pause is a stall if it is this many times as long as usual. */
	private static final double STALL_FACTOR = 5;

	private static final double MAX_SECONDS_LEFT = Throughput.MAX_TIME_LEFT.toSeconds();

	/** The age of the stage at the last sample, in nanoseconds. */
	private long elapsed;

	/** The age of the stage, in nanoseconds, when its count last moved. */
	private long movedAt;

	private long processed;

	/** The weighted sum of the records counted. */
	private double records;

	/** The weighted sum of the seconds that those records took. */
	private double seconds;

	/** The weighted number of samples in which the count had moved. */
	private double moves;

	/** What the first move still contributes to the records. */
	private double firstRecords;

	/** What the first move still contributes to the seconds. */
	private double firstSeconds;

	ThroughputEstimator() {
	}

	private ThroughputEstimator(ThroughputEstimator other) {
		this.elapsed = other.elapsed;
		this.movedAt = other.movedAt;
		this.processed = other.processed;
		this.records = other.records;
		this.seconds = other.seconds;
		this.moves = other.moves;
		this.firstRecords = other.firstRecords;
		this.firstSeconds = other.firstSeconds;
	}

	/**
	 * Estimates the throughput at a moment after the last sample, without making that
	 * moment a sample: readers do not influence what others see.
	 * @param duration the duration of the stage at that moment
	 * @param records the counts of the stage at that moment
	 * @return the throughput
	 */
	Throughput at(Duration duration, RecordCounts records) {
		ThroughputEstimator then = new ThroughputEstimator(this);
		then.update(duration, records.processed());
		OptionalDouble rate = then.recordsPerSecond();
		return new Throughput(rate.isPresent() ? rate.getAsDouble() : null,
				then.timeLeft(records.expected()).orElse(null), then.stalledFor().orElse(null));
	}

	/**
	 * Takes a sample. If the count or the clock went back, everything before is
	 * forgotten.
	 * @param duration the duration of the stage
	 * @param processed number of records processed
	 */
	void update(Duration duration, long processed) {
		long elapsed = duration.toNanos();
		if (processed < this.processed || elapsed < this.elapsed) {
			startOver(elapsed, processed);
		}
		// A stall of one night must not make the stage look slow for the next one
		double stalled = Math.max(0, pauseSeconds() - maxPauseSeconds());
		this.elapsed = elapsed;
		if (processed > this.processed && pauseSeconds() > 0) {
			move(processed - this.processed, pauseSeconds() - stalled);
			this.processed = processed;
			this.movedAt = elapsed;
		}
	}

	private void startOver(long elapsed, long processed) {
		this.movedAt = elapsed;
		this.processed = processed;
		this.records = 0;
		this.seconds = 0;
		this.moves = 0;
		forgetFirst();
	}

	private void move(long moved, double worked) {
		// A young stage is still warming up, so its first seconds soon mean little
		double memory = Math.min(MAX_MEMORY_SECONDS, this.elapsed / 2e9);
		double kept = Math.max(MIN_KEPT_WEIGHT, Math.exp(-worked / memory));
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
		if (laterSeconds >= MIN_MEASURED_SECONDS
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
	 * The rate at which records were processed recently.
	 * @return records per second; 0 while the stage is stalled; empty while there is too
	 * little data
	 */
	OptionalDouble recordsPerSecond() {
		if (this.seconds < MIN_MEASURED_SECONDS) {
			return OptionalDouble.empty();
		}
		return OptionalDouble.of(isStalled() ? 0 : this.records / this.seconds);
	}

	/**
	 * The time that the stage still needs if it continues at its present rate.
	 * @param expected total number of records expected by the end, or {@code null} if
	 * that is unknown
	 * @return the time; empty if there is no sensible estimate: the total is unknown or
	 * exceeded, there is too little data, the stage is stalled, or it would take more
	 * than 99 days
	 */
	Optional<Duration> timeLeft(@Nullable Long expected) {
		if (expected == null || expected < this.processed || !hasEnoughData() || isStalled()) {
			return Optional.empty();
		}
		double left = (expected - this.processed) * this.seconds / this.records - pauseSeconds();
		if (left > MAX_SECONDS_LEFT) {
			return Optional.empty();
		}
		return Optional.of(Duration.ofMillis(Math.round(Math.max(0, left) * 1000)));
	}

	/**
	 * How long nothing has been counted, if that is much longer than usual.
	 * @return the time since the last count; empty while the stage is moving, or before
	 * it has begun to
	 */
	Optional<Duration> stalledFor() {
		return isStalled() ? Optional.of(Duration.ofNanos(this.elapsed - this.movedAt)) : Optional.empty();
	}

	private boolean isStalled() {
		return pauseSeconds() > maxPauseSeconds();
	}

	private double maxPauseSeconds() {
		return hasMovedTwice() ? Math.max(MIN_STALL_SECONDS, STALL_FACTOR * this.seconds / this.moves)
				: Double.POSITIVE_INFINITY;
	}

	/**
	 * A single move is not enough: it may have been a first batch and the only one for an
	 * hour, or what an earlier run had done.
	 */
	private boolean hasEnoughData() {
		return this.seconds >= MIN_MEASURED_SECONDS && hasMovedTwice();
	}

	private boolean hasMovedTwice() {
		return this.moves > 1;
	}

	private double pauseSeconds() {
		return (this.elapsed - this.movedAt) / 1e9;
	}

}
