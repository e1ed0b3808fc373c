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
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Function;

import io.github.progresstracker.SuccessExpectation;
import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.scheduling.support.SimpleTriggerContext;
import org.springframework.util.StringUtils;

/**
 * What is expected of the successes of a job that is due at certain times: after a
 * success, the next one by the next due time and a grace, which has to cover the run.
 * <p>
 * While no success is known, a run that began in time for a due time tells how long the
 * last success may be ago if the run before succeeded. A run at another time tells
 * nothing, so that what was reported with the last success, perhaps by another process,
 * goes on to hold: whether that was before or after the last due time is not known here.
 */
public final class SuccessSchedule implements SuccessExpectation {

	/** Timers of a process run ahead of the wall clock, or behind it. */
	private static final Duration EARLY = Duration.ofSeconds(5);

	/** How far back a due time is looked for. */
	private static final Duration FARTHEST = Duration.ofDays(366 * 10);

	private static final Duration RESOLUTION = Duration.ofSeconds(1);

	private final Function<Instant, @Nullable Instant> nextDue;

	private final Duration grace;

	private SuccessSchedule(Function<Instant, @Nullable Instant> nextDue, Duration grace) {
		this.nextDue = nextDue;
		this.grace = grace;
	}

	/**
	 * Reads a schedule from the configuration.
	 * @param cron a cron expression of six fields, or of five without the seconds;
	 * {@code null} if there is no schedule
	 * @param zone its time zone, or {@code null} for that of the JVM
	 * @param grace time from a due time to the latest success
	 * @return the schedule, or {@code null} if there is none
	 * @throws IllegalArgumentException if the expression cannot be read
	 * @throws java.time.DateTimeException if there is no such time zone
	 */
	public static @Nullable SuccessSchedule parse(@Nullable String cron, @Nullable String zone, Duration grace) {
		if (cron == null) {
			return null;
		}
		return of(withSeconds(cron), (zone != null) ? ZoneId.of(zone) : ZoneId.systemDefault(), grace);
	}

	/**
	 * A crontab has no seconds, and runs a job on either of two kinds of days.
	 */
	private static String withSeconds(String cron) {
		String[] fields = StringUtils.tokenizeToStringArray(cron, " ");
		if (fields.length != 5) {
			return cron;
		}
		if (!fields[2].matches("[*?]") && !fields[4].matches("[*?]")) {
			throw new IllegalArgumentException(
					"a crontab means either of the two days, and no expression of six fields can say that");
		}
		return "0 " + cron;
	}

	/**
	 * A schedule that a cron expression gives.
	 * @param cron an expression as Spring knows it, of six fields
	 * @param zone the time zone in which it holds
	 * @param grace time from a due time to the latest success
	 * @return the schedule
	 * @throws IllegalArgumentException if the expression can not be read
	 */
	static SuccessSchedule of(String cron, ZoneId zone, Duration grace) {
		SuccessSchedule each = of(new CronTrigger(cron, zone), grace);
		return new SuccessSchedule((instant) -> {
			Instant due = each.nextDue(instant);
			while (due != null && isRepeated(due.atZone(zone))) {
				due = each.nextDue(due);
			}
			return due;
		}, grace);
	}

	/**
	 * Whether the clock is set back before, and shows this time again. Not all schedulers
	 * run a job once more.
	 */
	private static boolean isRepeated(ZonedDateTime time) {
		return !time.withEarlierOffsetAtOverlap().equals(time);
	}

	static SuccessSchedule of(Trigger trigger, Duration grace) {
		return new SuccessSchedule(
				(instant) -> trigger.nextExecution(new SimpleTriggerContext(instant, instant, instant)), grace);
	}

	/**
	 * Finds the first due time after an instant.
	 * @param instant the instant
	 * @return the due time, or {@code null} if there is none
	 */
	public @Nullable Instant nextDue(Instant instant) {
		return this.nextDue.apply(instant);
	}

	@Override
	public @Nullable SuccessInterval interval(@Nullable Instant lastSuccess, Instant startedAt) {
		return (lastSuccess != null) ? after(lastSuccess) : whileUnknown(startedAt);
	}

	private SuccessInterval after(Instant success) {
		Instant due = nextDue(success.plus(EARLY));
		return (due != null) ? SuccessInterval.of(Duration.between(success, due).plus(this.grace))
				: SuccessInterval.OFF;
	}

	private @Nullable SuccessInterval whileUnknown(Instant startedAt) {
		Instant due = lastDue(startedAt.plus(EARLY));
		if (due == null || due.plus(this.grace).isBefore(startedAt)) {
			return null;
		}
		Instant before = lastDue(due.minus(RESOLUTION));
		return (before != null) ? SuccessInterval.of(Duration.between(before, due).plus(this.grace)) : null;
	}

	/**
	 * Finds the last due time up to an instant. As a schedule can only be asked for what
	 * comes next, this narrows down from when on that is later.
	 */
	private @Nullable Instant lastDue(Instant instant) {
		Duration back = RESOLUTION;
		while (!isDueBetween(instant.minus(back), instant)) {
			back = back.multipliedBy(2);
			if (back.compareTo(FARTHEST) > 0) {
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
		return nextDue(before);
	}

	private boolean isDueBetween(Instant after, Instant until) {
		Instant due = nextDue(after);
		return due != null && !due.isAfter(until);
	}

}
