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

/**
 * A snapshot of one stage of a run. Immutable.
 *
 * @param name the name of the stage, as in label {@code stage}
 * @param status the status of the stage: {@link RunStatus#RUNNING} while it is open;
 * {@link RunStatus#FAILED} if the run failed in it; {@link RunStatus#INTERRUPTED} if it
 * was open when the run was interrupted or failed in another stage; otherwise
 * {@link RunStatus#COMPLETED}
 * @param duration how long the stage has been open, however many callers had it open at
 * once
 * @param records the record counts of the stage
 * @param throughput how fast the stage is at present; {@link Throughput#UNKNOWN} unless
 * the stage is open
 */
public record StageProgress(String name, RunStatus status, Duration duration, RecordCounts records,
		Throughput throughput) {

	/**
	 * Creates a snapshot of a stage that is open or has completed.
	 * @param name the name of the stage, as in label {@code stage}
	 * @param open whether the stage is currently open
	 * @param duration how long the stage has been open, however many callers had it open
	 * at once
	 * @param records the record counts of the stage
	 * @param throughput how fast the stage is at present; {@link Throughput#UNKNOWN}
	 * unless the stage is open
	 */
	public StageProgress(String name, boolean open, Duration duration, RecordCounts records, Throughput throughput) {
		this(name, open ? RunStatus.RUNNING : RunStatus.COMPLETED, duration, records, throughput);
	}

	/**
	 * Creates a snapshot of a stage that is open or has completed, and whose throughput
	 * is unknown.
	 * @param name the name of the stage, as in label {@code stage}
	 * @param open whether the stage is currently open
	 * @param duration how long the stage has been open, however many callers had it open
	 * at once
	 * @param records the record counts of the stage
	 */
	public StageProgress(String name, boolean open, Duration duration, RecordCounts records) {
		this(name, open, duration, records, Throughput.UNKNOWN);
	}

	/**
	 * Tells whether the stage is currently open.
	 * @return whether it has not ended
	 */
	public boolean open() {
		return this.status == RunStatus.RUNNING;
	}

	/**
	 * Replaces the status.
	 * @param status the status of the stage
	 * @return a new snapshot
	 */
	public StageProgress withStatus(RunStatus status) {
		return new StageProgress(this.name, status, this.duration, this.records,
				status.isEnd() ? Throughput.UNKNOWN : this.throughput);
	}

	/**
	 * Adds the records and the duration of another stage to those of this one.
	 * @param other the other stage
	 * @return a stage with this name that is open if either stage is, otherwise failed or
	 * interrupted if either is, and whose throughput is unknown
	 */
	public StageProgress plus(StageProgress other) {
		return new StageProgress(this.name, either(this.status, other.status), this.duration.plus(other.duration),
				this.records.plus(other.records), Throughput.UNKNOWN);
	}

	private static RunStatus either(RunStatus one, RunStatus other) {
		if (one == RunStatus.RUNNING || other == RunStatus.RUNNING) {
			return RunStatus.RUNNING;
		}
		if (one == RunStatus.FAILED || other == RunStatus.FAILED) {
			return RunStatus.FAILED;
		}
		return (one == RunStatus.COMPLETED) ? other : one;
	}

}
