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

package io.github.progresstracker.internal.batch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The times during which the executions of a stage were open, which may overlap.
 */
final class StepTimes {

	private final List<Interval> intervals = new ArrayList<>();

	void add(Instant from, Instant to) {
		if (to.isAfter(from)) {
			this.intervals.add(new Interval(from, to));
		}
	}

	/**
	 * The time during which at least one of them was open.
	 * @return the duration
	 */
	Duration total() {
		this.intervals.sort(Comparator.comparing(Interval::from));
		Duration total = Duration.ZERO;
		Instant covered = Instant.MIN;
		for (Interval interval : this.intervals) {
			if (interval.to().isAfter(covered)) {
				Instant from = interval.from().isAfter(covered) ? interval.from() : covered;
				total = total.plus(Duration.between(from, interval.to()));
				covered = interval.to();
			}
		}
		return total;
	}

	/**
	 * Converts a time of Spring Batch, which stores wall-clock time. One hour a year
	 * occurs twice when clocks are set back: such a time may come out an hour early.
	 * @param local the local time
	 * @return the instant
	 */
	static Instant instant(LocalDateTime local) {
		return local.atZone(ZoneId.systemDefault()).toInstant();
	}

	private record Interval(Instant from, Instant to) {

	}

}
