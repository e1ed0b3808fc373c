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

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.count.RecordCounter;

/**
 * A stage that a run counts. The run's lock guards everything but the counter.
 */
final class RunStage {

	private final String name;

	private final RecordCounter counter;

	private int openings;

	private long openedAt;

	/** The time of all openings that have ended. */
	private long earlierNanos;

	/** How the stage ended if it is not open. */
	private RunStatus end = RunStatus.COMPLETED;

	private final ThroughputEstimator throughput = new ThroughputEstimator();

	RunStage(String name, RecordCounter counter) {
		this.name = name;
		this.counter = counter;
	}

	String name() {
		return this.name;
	}

	RecordCounter counter() {
		return this.counter;
	}

	boolean isOpen() {
		return this.openings > 0;
	}

	void open(long now) {
		if (this.openings++ == 0) {
			this.openedAt = now;
		}
	}

	/**
	 * Whether all records that the stage expected have been processed.
	 * @return {@code false} if that is unknown
	 */
	boolean isDone() {
		RecordCounts records = this.counter.counts();
		Long expected = records.expected();
		return expected != null && records.processed() >= expected;
	}

	/**
	 * Ends one opening.
	 * @param now the monotonic time
	 * @return whether that ended the stage
	 */
	boolean end(long now) {
		if (this.openings == 0 || --this.openings > 0) {
			return false;
		}
		this.earlierNanos += now - this.openedAt;
		return true;
	}

	void endAll(long now, RunStatus end) {
		if (this.openings > 0) {
			this.openings = 1;
			end(now);
			this.end = end;
		}
	}

	void fail() {
		this.end = RunStatus.FAILED;
	}

	/**
	 * Takes the count in, so that later snapshots can tell how fast it moves.
	 * @param now the monotonic time
	 */
	void sample(long now) {
		this.throughput.update(duration(now), this.counter.counts().processed());
	}

	StageProgress progress(long now) {
		Duration duration = duration(now);
		RecordCounts records = this.counter.counts();
		return new StageProgress(this.name, isOpen() ? RunStatus.RUNNING : this.end, duration, records,
				isOpen() ? this.throughput.at(duration, records) : Throughput.UNKNOWN);
	}

	private Duration duration(long now) {
		return Duration.ofNanos(this.earlierNanos + (isOpen() ? now - this.openedAt : 0));
	}

}
