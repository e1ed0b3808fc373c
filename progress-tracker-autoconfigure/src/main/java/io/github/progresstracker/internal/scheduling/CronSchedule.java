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

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.StringUtils;

/**
 * The due times of a job that the configuration has a cron expression for. The job may be
 * started by any scheduler.
 */
public final class CronSchedule implements DueTimes {

	private final CronExpression expression;

	private final ZoneId zone;

	private CronSchedule(CronExpression expression, ZoneId zone) {
		this.expression = expression;
		this.zone = zone;
	}

	/**
	 * Reads a schedule from the configuration.
	 * @param cron a cron expression of six fields, or of five without the seconds;
	 * {@code null} if there is no schedule
	 * @param zone its time zone, or {@code null} for that of the JVM
	 * @return the schedule, or {@code null} if there is none
	 * @throws IllegalArgumentException if the expression cannot be read
	 * @throws java.time.DateTimeException if there is no such time zone
	 */
	public static @Nullable CronSchedule parse(@Nullable String cron, @Nullable String zone) {
		if (cron == null) {
			return null;
		}
		return of(withSeconds(cron), (zone != null) ? ZoneId.of(zone) : ZoneId.systemDefault());
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
					"it sets both days; in a crontab, either is enough, which an expression of six fields cannot express");
		}
		return "0 " + cron;
	}

	/**
	 * Creates a schedule from a cron expression.
	 * @param cron an expression of six fields, as in Spring
	 * @param zone its time zone
	 * @return the schedule
	 * @throws IllegalArgumentException if the expression cannot be read
	 */
	static CronSchedule of(String cron, ZoneId zone) {
		return new CronSchedule(CronExpression.parse(cron), zone);
	}

	@Override
	public @Nullable Instant after(Instant instant) {
		ZonedDateTime due = this.expression.next(instant.atZone(this.zone));
		while (due != null && isRepeated(due)) {
			due = this.expression.next(due);
		}
		return (due != null) ? due.toInstant() : null;
	}

	/**
	 * Whether the clock shows this time for the second time, because it was set back. Not
	 * all schedulers run a job again then.
	 */
	private static boolean isRepeated(ZonedDateTime time) {
		return !time.withEarlierOffsetAtOverlap().equals(time);
	}

}
