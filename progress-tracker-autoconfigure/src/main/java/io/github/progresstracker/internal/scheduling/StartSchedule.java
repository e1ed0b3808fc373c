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
package io.github.progresstracker.internal.scheduling;

import java.time.Duration;
import java.time.Instant;

import io.github.progresstracker.StartExpectation;
import org.jspecify.annotations.Nullable;

/**
 * Expects that a run begins at each due time, or within a grace after it.
 * <p>
 * A run counts for the due time before its start, and for all that pass until it has
 * ended: a scheduler skips those if only one run may go on at a time, and another run
 * would report its own start. If the run begins shortly before a due time, it counts for
 * that one. The clock of the machine that it runs on may be behind that of the scheduler,
 * and the timers of a process may run ahead of its clock.
 */
public final class StartSchedule implements StartExpectation {

	/** The clocks of healthy machines do not differ by more. */
	private static final Duration MAX_EARLY = Duration.ofMinutes(5);

	private final DueTimes dueTimes;

	private final Duration grace;

	/**
	 * Creates an expectation.
	 * @param dueTimes when runs are due
	 * @param grace time from a due time to the latest start
	 */
	public StartSchedule(DueTimes dueTimes, Duration grace) {
		this.dueTimes = dueTimes;
		this.grace = grace;
	}

	@Override
	public @Nullable Instant nextStart(Instant startedAt, @Nullable Instant endedAt) {
		Instant due = this.dueTimes.after(startedAt);
		if (due != null && countsFor(due, startedAt)) {
			due = this.dueTimes.after(due);
		}
		if (due != null && endedAt != null && !due.isAfter(endedAt)) {
			due = this.dueTimes.after(endedAt);
		}
		return (due != null) ? due.plus(this.grace) : null;
	}

	@Override
	public @Nullable Instant firstStart(Instant since) {
		Instant due = this.dueTimes.after(since);
		return (due != null) ? due.plus(this.grace) : null;
	}

	/**
	 * Whether a run that began before a due time was started for it: if the time before
	 * is not nearer.
	 */
	private boolean countsFor(Instant due, Instant startedAt) {
		Duration early = Duration.between(startedAt, due);
		return early.compareTo(MAX_EARLY) <= 0 && due.equals(this.dueTimes.after(startedAt.minus(early)));
	}

}
