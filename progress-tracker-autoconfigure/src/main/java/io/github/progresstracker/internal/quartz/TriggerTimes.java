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
import java.util.ArrayList;
import java.util.List;

import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.scheduling.DueTimes;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;

/**
 * When a Quartz job is due, by all of its triggers that follow the calendar. Thread-safe.
 */
final class TriggerTimes implements DueTimes {

	/** Each of them may cost some queries. */
	private static final long MAX_AGE_NANOS = Duration.ofMinutes(1).toNanos();

	private final Guard guard;

	private volatile List<DueTimes> triggers = List.of();

	private boolean complete;

	private @Nullable Long readNanos;

	/**
	 * Creates due times of which nothing is known.
	 * @param guard is told if that cannot be found out
	 */
	TriggerTimes(Guard guard) {
		this.guard = guard;
	}

	/**
	 * Reads all triggers of the job, from a database perhaps.
	 * @param scheduler the scheduler of the job
	 * @param job the job
	 * @throws SchedulerException if they cannot be read
	 */
	void read(Scheduler scheduler, JobKey job) throws SchedulerException {
		List<DueTimes> all = new ArrayList<>();
		for (Trigger trigger : scheduler.getTriggersOfJob(job)) {
			if (KnownTrigger.followsCalendar(trigger)) {
				String calendar = trigger.getCalendarName();
				all.add(new KnownTrigger(trigger, (calendar != null) ? scheduler.getCalendar(calendar) : null));
			}
		}
		synchronized (this) {
			this.triggers = all;
			this.complete = true;
		}
	}

	/**
	 * Notes the trigger that fired, until all of them have been read.
	 * @param trigger the trigger
	 * @param calendar its calendar, or {@code null} if it has none
	 */
	synchronized void fired(Trigger trigger, @Nullable Calendar calendar) {
		if (!this.complete && KnownTrigger.followsCalendar(trigger)) {
			this.triggers = List.of(new KnownTrigger(trigger, calendar));
		}
	}

	/**
	 * Whether it is time to read the triggers again. If so, that is noted.
	 * @param now the monotonic time
	 * @return whether they should be read
	 */
	synchronized boolean shouldBeRead(long now) {
		boolean old = this.readNanos == null || now - this.readNanos >= MAX_AGE_NANOS;
		if (old) {
			this.readNanos = now;
		}
		return old;
	}

	/**
	 * Whether the job has no trigger that follows the calendar.
	 * @return {@code false} if it has one, or that is unknown
	 */
	synchronized boolean isNever() {
		return this.complete && this.triggers.isEmpty();
	}

	@Override
	public @Nullable Instant after(Instant instant) {
		try {
			DueTimes all = DueTimes.ofAll(this.triggers);
			return (all != null) ? all.after(instant) : null;
		}
		catch (RuntimeException ex) {
			// A calendar may be a class of the application.
			this.guard.failed(ex);
			return null;
		}
	}

}
