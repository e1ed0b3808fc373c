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
package io.github.progresstracker.internal.quartz;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import io.github.progresstracker.internal.scheduling.DueTimes;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.CalendarIntervalTrigger;
import org.quartz.CronTrigger;
import org.quartz.DailyTimeIntervalTrigger;
import org.quartz.Trigger;

/**
 * The due times of a trigger that follows the calendar. As in Quartz, a time that its
 * {@link Calendar} excludes is not due.
 */
final class KnownTrigger implements DueTimes {

	/**
	 * How many due times in a row may be excluded: more than two weeks of a trigger that
	 * fires each minute or more often. A calendar only knows whether it includes a time.
	 * (Some that say what they include next would search for ever.)
	 */
	private static final int MAX_EXCLUDED = 25_000;

	/** How many of them are looked at one by one; beyond that, one in each minute. */
	private static final int MAX_STEPS = 1_000;

	private static final Duration ALMOST_A_MINUTE = Duration.ofMinutes(1).minusMillis(1);

	private final Trigger trigger;

	private final @Nullable Calendar calendar;

	private volatile @Nullable Found last;

	KnownTrigger(Trigger trigger, @Nullable Calendar calendar) {
		this.trigger = trigger;
		this.calendar = calendar;
	}

	/**
	 * Whether a trigger follows the calendar. Others repeat after an interval, which
	 * often begins anew with each start of the application.
	 * @param trigger the trigger
	 * @return whether it does
	 */
	static boolean followsCalendar(Trigger trigger) {
		return trigger instanceof CronTrigger || trigger instanceof DailyTimeIntervalTrigger
				|| trigger instanceof CalendarIntervalTrigger;
	}

	@Override
	public @Nullable Instant after(Instant instant) {
		Found found = this.last;
		if (found == null || !found.answers(instant)) {
			found = new Found(instant, find(instant));
			this.last = found;
		}
		return found.due();
	}

	private @Nullable Instant find(Instant instant) {
		Instant due = next(instant);
		for (int excluded = 0; due != null && excluded < MAX_STEPS; excluded++) {
			if (isIncluded(due)) {
				return due;
			}
			due = next(due);
		}
		return (due != null) ? findByMinutes(due) : null;
	}

	/** A trigger that fires each second does so 172,800 times in a weekend. */
	private @Nullable Instant findByMinutes(Instant first) {
		Instant excluded = null;
		Instant due = first;
		for (int minutes = MAX_STEPS; due != null && minutes < MAX_EXCLUDED; minutes++) {
			if (isIncluded(due)) {
				return (excluded != null) ? firstIncluded(excluded, due) : due;
			}
			excluded = due;
			due = next(due.plus(ALMOST_A_MINUTE));
		}
		return null;
	}

	private Instant firstIncluded(Instant excluded, Instant included) {
		Instant due = next(excluded);
		while (due != null && due.isBefore(included)) {
			if (isIncluded(due)) {
				return due;
			}
			due = next(due);
		}
		return included;
	}

	private @Nullable Instant next(Instant after) {
		Date due = this.trigger.getFireTimeAfter(Date.from(after));
		return (due != null) ? due.toInstant() : null;
	}

	private boolean isIncluded(Instant due) {
		return this.calendar == null || this.calendar.isTimeIncluded(due.toEpochMilli());
	}

	/**
	 * What was found last. It is asked for again with each snapshot, and thousands of
	 * times may have been excluded.
	 *
	 * @param after the instant
	 * @param due the first due time after it, or {@code null} if there is none
	 */
	private record Found(Instant after, @Nullable Instant due) {

		private boolean answers(Instant instant) {
			return instant.equals(this.after)
					|| (this.due != null && instant.isAfter(this.after) && instant.isBefore(this.due));
		}

	}

}
