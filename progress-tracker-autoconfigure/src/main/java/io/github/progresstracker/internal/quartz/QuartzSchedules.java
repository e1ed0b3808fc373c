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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.scheduling.DueTimes;
import io.github.progresstracker.spi.TimeSource;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.LoggerFactory;

/**
 * Finds out when the jobs of Quartz schedulers are due. If a scheduler keeps its triggers
 * in memory, they are read when a job is executed. A database is read on a thread of our
 * own, so the trigger that fired stands for all of them until the others are known.
 * Thread-safe.
 */
final class QuartzSchedules implements AutoCloseable {

	private static final int MAX_JOBS = 200;

	private final TimeSource time;

	private final DelayedTasks reader = new DelayedTasks("progress-quartz-reader");

	private final Guard guard = new Guard(LoggerFactory.getLogger(QuartzSchedules.class),
			"The time when a Quartz job is due could not be read", "A run that does not start may go unnoticed");

	/** Of the jobs in databases, those that were executed last. */
	private final Map<JobKey, TriggerTimes> stored = new LinkedHashMap<>(16, 0.75F, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<JobKey, TriggerTimes> eldest) {
			return size() > MAX_JOBS;
		}

	};

	QuartzSchedules(TimeSource time) {
		this.time = time;
	}

	/**
	 * Finds out when a job is due.
	 * @param context an execution of the job
	 * @return its due times, or {@code null} if it has no trigger that follows the
	 * calendar
	 */
	@Nullable DueTimes of(JobExecutionContext context) {
		TriggerTimes times = isInMemory(context.getScheduler()) ? read(context)
				: readLater(context.getScheduler(), context.getJobDetail().getKey());
		times.fired(context.getTrigger(), context.getCalendar());
		return times.isNever() ? null : times;
	}

	/**
	 * Finds out when a job is due that need not have been executed yet.
	 * @param job the key of the job
	 * @param schedulers the schedulers that may have it
	 * @return its due times, or {@code null} if it has no trigger that follows the
	 * calendar
	 */
	@Nullable DueTimes of(JobKey job, List<Scheduler> schedulers) {
		List<DueTimes> each = new ArrayList<>();
		for (Scheduler scheduler : schedulers) {
			DueTimes times = isInMemory(scheduler) ? read(scheduler, job) : whenAsked(scheduler, job);
			if (times != null) {
				each.add(times);
			}
		}
		return DueTimes.ofAll(each);
	}

	/** Nothing is read from a database before somebody wants to know. */
	private @Nullable DueTimes whenAsked(Scheduler scheduler, JobKey job) {
		TriggerTimes known;
		synchronized (this.stored) {
			known = this.stored.get(job);
		}
		return (known != null && known.isNever()) ? null : (instant) -> readLater(scheduler, job).after(instant);
	}

	private boolean isInMemory(Scheduler scheduler) {
		try {
			return !scheduler.getMetaData().isJobStoreSupportsPersistence();
		}
		catch (SchedulerException ex) {
			this.guard.failed(ex);
			return false;
		}
	}

	private TriggerTimes read(JobExecutionContext context) {
		TriggerTimes times = new TriggerTimes(this.guard);
		read(times, context.getScheduler(), context.getJobDetail().getKey());
		return times;
	}

	private @Nullable TriggerTimes read(Scheduler scheduler, JobKey job) {
		TriggerTimes times = new TriggerTimes(this.guard);
		read(times, scheduler, job);
		return times.isNever() ? null : times;
	}

	private TriggerTimes readLater(Scheduler scheduler, JobKey job) {
		TriggerTimes times;
		synchronized (this.stored) {
			times = this.stored.computeIfAbsent(job, (unknown) -> new TriggerTimes(this.guard));
		}
		if (times.shouldBeRead(this.time.nanoTime())) {
			this.reader.after(Duration.ZERO, () -> read(times, scheduler, job));
		}
		return times;
	}

	private void read(TriggerTimes times, Scheduler scheduler, JobKey job) {
		this.guard.run(() -> times.read(scheduler, job));
	}

	@Override
	public void close() {
		this.reader.close();
	}

}
