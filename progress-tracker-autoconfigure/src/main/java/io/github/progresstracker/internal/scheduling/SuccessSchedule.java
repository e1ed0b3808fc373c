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
	 * A crontab has no seconds. If it restricts both kinds of days, either one is enough.
	 */
	private static String withSeconds(String cron) {
		String[] fields = StringUtils.tokenizeToStringArray(cron, " ");
		if (fields.length != 5) {
			return cron;
		}
		if (!fields[2].matches("[*?]") && !fields[4].matches("[*?]")) {
			throw new IllegalArgumentException(
					"a crontab runs the job on either of the two days, which an expression of six fields cannot express");
		}
		return "0 " + cron;
	}

	/**
	 * Creates a schedule from a cron expression.
	 * @param cron an expression of six fields, as in Spring
	 * @param zone its time zone
	 * @param grace time from a due time to the latest success
	 * @return the schedule
	 * @throws IllegalArgumentException if the expression cannot be read
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
	 * Whether the clock shows this time for the second time, because it was set back. Not
	 * all schedulers run a job again then.
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
		Instant due = nextDue(success.plus(TOLERANCE));
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
		return nextDue(before);
	}

	private boolean isDueBetween(Instant after, Instant until) {
		Instant due = nextDue(after);
		return due != null && !due.isAfter(until);
	}

}
