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

package io.github.progresstracker.internal.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The reports that wait for one reporter: of each job the newest snapshot and, for people
 * who watch, the ends before it that differ from one another. Decides which may be
 * delivered when. Not thread-safe: {@link Delivery} guards it.
 */
final class PendingReports {

	private final long minInterval;

	private final Duration routineInterval;

	private final boolean watched;

	/** The job that was served last is at the end, so that none is left out. */
	private final Map<JobIdentity, Slot> slots = new LinkedHashMap<>();

	private boolean hurrying;

	/**
	 * Creates an outbox.
	 * @param minInterval the shortest time between two deliveries for a job
	 * @param routineInterval the same, for what was to be expected
	 * @param watched whether an end that differs from the one before is delivered at
	 * once, and replaced by none
	 */
	PendingReports(Duration minInterval, Duration routineInterval, boolean watched) {
		this.minInterval = minInterval.toNanos();
		this.routineInterval = routineInterval;
		this.watched = watched;
	}

	/**
	 * Puts a report in, in place of an older one of the same job.
	 * @param progress the newest snapshot of a job
	 */
	void put(JobProgress progress) {
		Slot slot = slot(progress);
		slot.waiting = (this.watched && slot.ends.put(progress)) ? null : progress;
		slot.routine.noted(progress);
	}

	/**
	 * Takes out a report that may be delivered now.
	 * @param now the monotonic time
	 * @return the report, or {@code null} if there is none yet
	 */
	@Nullable JobProgress take(long now) {
		for (Map.Entry<JobIdentity, Slot> entry : this.slots.entrySet()) {
			Slot slot = entry.getValue();
			JobProgress progress = slot.next();
			if (progress != null && untilDue(slot, progress, now) <= 0) {
				slot.takeNext();
				slot.attempted = true;
				slot.attemptNanos = now;
				this.slots.remove(entry.getKey());
				this.slots.put(entry.getKey(), slot);
				return progress;
			}
		}
		return null;
	}

	/**
	 * Notes that a report was delivered.
	 * @param progress the report
	 */
	void delivered(JobProgress progress) {
		Slot slot = slot(progress);
		slot.answered(progress);
		slot.routine.told(progress);
		slot.refused = false;
	}

	/**
	 * Notes that a report was refused for good: the same one again would be, too. The
	 * next one may fare better.
	 * @param progress the report
	 */
	void refused(JobProgress progress) {
		Slot slot = slot(progress);
		slot.answered(progress);
		slot.refused = true;
	}

	/**
	 * Puts a report back that could not be delivered, unless a newer one replaces it.
	 * @param progress the report
	 * @param now the monotonic time
	 */
	void failed(JobProgress progress, long now) {
		Slot slot = slot(progress);
		slot.putBack(progress);
		if (slot.backOff == null) {
			slot.backOff = backOff(this.hurrying).start();
		}
		slot.retryNanos = now + Duration.ofMillis(slot.backOff.nextBackOff()).toNanos();
	}

	/**
	 * Lets what waits go out without the minimal interval, and tries again soon what
	 * failed.
	 */
	void hurry() {
		this.hurrying = true;
		for (Slot slot : this.slots.values()) {
			slot.backOff = null;
		}
	}

	/**
	 * When {@link #take} will have something.
	 * @param now the monotonic time
	 * @return nanoseconds from now; {@link ReportSchedule#NEVER} if nothing waits
	 */
	long untilDue(long now) {
		long wait = ReportSchedule.NEVER;
		for (Slot slot : this.slots.values()) {
			JobProgress progress = slot.next();
			if (progress != null) {
				wait = Math.min(wait, Math.max(0, untilDue(slot, progress, now)));
			}
		}
		return wait;
	}

	private long untilDue(Slot slot, JobProgress progress, long now) {
		long untilRetry = (slot.backOff != null) ? slot.retryNanos - now : 0;
		long untilInterval = slot.attemptNanos + interval(slot, progress) - now;
		return Math.max(untilRetry, (this.hurrying || !slot.attempted) ? 0 : untilInterval);
	}

	/** What could not be delivered is no routine: a report is missing. */
	private long interval(Slot slot, JobProgress progress) {
		if (slot.ends.peek() != null) {
			return 0;
		}
		if (slot.backOff == null && slot.routine.covers(progress)) {
			return Math.max(this.minInterval, RoutineRuns.interval(progress, this.routineInterval).toNanos());
		}
		return isFirstOfOpenRun(slot, progress) ? 0 : this.minInterval;
	}

	private boolean isFirstOfOpenRun(Slot slot, JobProgress progress) {
		return progress.status() == RunStatus.RUNNING && slot.isNewRun(progress);
	}

	/**
	 * The jobs whose newest report waits.
	 * @return their identities
	 */
	List<JobIdentity> waiting() {
		List<JobIdentity> waiting = new ArrayList<>();
		for (Map.Entry<JobIdentity, Slot> slot : this.slots.entrySet()) {
			if (slot.getValue().next() != null) {
				waiting.add(slot.getKey());
			}
		}
		return waiting;
	}

	/**
	 * The jobs whose newest report was not delivered: it waits, or was refused.
	 * @return their identities
	 */
	List<JobIdentity> undelivered() {
		List<JobIdentity> undelivered = waiting();
		for (Map.Entry<JobIdentity, Slot> slot : this.slots.entrySet()) {
			if (slot.getValue().refused && slot.getValue().next() == null) {
				undelivered.add(slot.getKey());
			}
		}
		return undelivered;
	}

	private Slot slot(JobProgress progress) {
		return this.slots.computeIfAbsent(progress.identity(), (unknown) -> new Slot());
	}

	private static ExponentialBackOff backOff(boolean hurrying) {
		long first = hurrying ? 100 : 1_000;
		ExponentialBackOff backOff = new ExponentialBackOff(first, 2);
		backOff.setMaxInterval(hurrying ? 1_000 : 30_000);
		// Spreads the attempts of jobs that all lost the same gateway at once.
		backOff.setJitter(first / 2);
		return backOff;
	}

	private static final class Slot {

		private final RoutineRuns routine = new RoutineRuns();

		/** What waits in here is older than the newest snapshot, and goes first. */
		private final OutcomeChanges ends = new OutcomeChanges();

		private @Nullable JobProgress waiting;

		private boolean tookEnd;

		private boolean attempted;

		private long attemptNanos;

		private @Nullable BackOffExecution backOff;

		private long retryNanos;

		private boolean refused;

		/** Start of the newest run of which a report was delivered, or refused. */
		private @Nullable Instant answeredRun;

		private @Nullable JobProgress next() {
			JobProgress end = this.ends.peek();
			return (end != null) ? end : this.waiting;
		}

		private void takeNext() {
			this.tookEnd = this.ends.poll() != null;
			if (!this.tookEnd) {
				this.waiting = null;
			}
		}

		private void putBack(JobProgress progress) {
			if (this.tookEnd) {
				this.ends.putBack(progress);
			}
			else if (next() == null) {
				this.waiting = progress;
			}
		}

		/** Of runs that overlap, the reports take turns: none is a first one again. */
		private boolean isNewRun(JobProgress progress) {
			return this.answeredRun == null || progress.startedAt().isAfter(this.answeredRun);
		}

		private void answered(JobProgress progress) {
			if (isNewRun(progress)) {
				this.answeredRun = progress.startedAt();
			}
			this.backOff = null;
		}

	}

}
