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

import io.github.progresstracker.SuccessExpectation;
import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

/**
 * The expectation derived from a schedule: after a success, the next one is expected by
 * the next due time plus a grace, which must be longer than a run takes.
 * <p>
 * While no success is known, a run that begins on time says how old the last success may
 * be if the previous run succeeded. A run at any other time says nothing, so that the
 * interval reported with the last success, perhaps by another process, stays valid:
 * whether that success came before or after the last due time is unknown here.
 */
public final class SuccessSchedule implements SuccessExpectation {

	/** The timers of a process may run ahead of the wall clock. */
	private static final Duration TOLERANCE = Duration.ofSeconds(5);

	/** How far back to search for a due time. */
	private static final Duration MAX_AGE = Duration.ofDays(366 * 10);

	private static final Duration RESOLUTION = Duration.ofSeconds(1);

	private final DueTimes dueTimes;

	private final Duration grace;

	/**
	 * Creates an expectation.
	 * @param dueTimes when runs are due
	 * @param grace time from a due time to the latest success
	 */
	public SuccessSchedule(DueTimes dueTimes, Duration grace) {
		this.dueTimes = dueTimes;
		this.grace = grace;
	}

	@Override
	public @Nullable SuccessInterval interval(@Nullable Instant lastSuccess, Instant startedAt) {
		return (lastSuccess != null) ? after(lastSuccess) : whileUnknown(startedAt);
	}

	private SuccessInterval after(Instant success) {
		Instant due = this.dueTimes.after(success.plus(TOLERANCE));
		return (due != null) ? SuccessInterval.of(Duration.between(success, due).plus(this.grace))
				: SuccessInterval.OFF;
	}

	private @Nullable SuccessInterval whileUnknown(Instant startedAt) {
		Instant due = lastDue(startedAt.plus(TOLERANCE));
		if (due == null || due.plus(this.grace).isBefore(startedAt)) {
			return null;
		}
		Instant before = lastDue(due.minus(RESOLUTION));
		return (before != null) ? SuccessInterval.of(Duration.between(before, due).plus(this.grace)) : null;
	}

	/**
	 * Finds the last due time up to an instant. A schedule only knows what comes next, so
	 * this is a binary search for the time from which on the next due time is later.
	 */
	private @Nullable Instant lastDue(Instant instant) {
		Duration back = RESOLUTION;
		while (!isDueBetween(instant.minus(back), instant)) {
			back = back.multipliedBy(2);
			if (back.compareTo(MAX_AGE) > 0) {
				return null;
			}
		}
		Instant before = instant.minus(back);
		Instant notBefore = instant;
		while (Duration.between(before, notBefore).compareTo(RESOLUTION) > 0) {
			Instant middle = before.plus(Duration.between(before, notBefore).dividedBy(2));
			if (isDueBetween(middle, instant)) {
				before = middle;
			}
			else {
				notBefore = middle;
			}
		}
		return this.dueTimes.after(before);
	}

	private boolean isDueBetween(Instant after, Instant until) {
		Instant due = this.dueTimes.after(after);
		return due != null && !due.isAfter(until);
	}

}
