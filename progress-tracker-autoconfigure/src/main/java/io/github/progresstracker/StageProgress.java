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
 * All that is known about a stage of a run at one instant. Immutable.
 *
 * @param name the stage's name, label {@code stage}
 * @param open whether the stage is being worked on
 * @param duration the time during which the stage was open at least once
 * @param records the stage's records
 * @param pace how fast the stage is at present; unknown unless it is open
 */
public record StageProgress(String name, boolean open, Duration duration, RecordCounts records, Throughput pace) {

	/**
	 * Creates a snapshot of a stage whose pace is unknown.
	 * @param name the stage's name, label {@code stage}
	 * @param open whether the stage is being worked on
	 * @param duration the time during which the stage was open at least once
	 * @param records the stage's records
	 */
	public StageProgress(String name, boolean open, Duration duration, RecordCounts records) {
		this(name, open, duration, records, Throughput.UNKNOWN);
	}

	public StageProgress withPace(Throughput pace) {
		return new StageProgress(this.name, this.open, this.duration, this.records, pace);
	}

}
