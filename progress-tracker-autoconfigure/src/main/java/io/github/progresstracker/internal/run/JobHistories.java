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

package io.github.progresstracker.internal.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.execution.Guard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The histories of all jobs that are reported. There is a limit to their number, because
 * whatever receives reports keeps them: a job with an id in its name is a new job in each
 * run. Jobs that are known from the start do not count towards the limit. A job that was
 * added is never removed, as it stays where it was reported. Thread-safe.
 */
final class JobHistories {

	private static final Logger logger = LoggerFactory.getLogger(ProgressTrackers.class);

	private final int limit;

	private final Map<JobIdentity, JobHistory> histories = new LinkedHashMap<>();

	private final Set<JobIdentity> known = new HashSet<>();

	/** Jobs that are looked for only if that makes a difference. */
	private final Queue<Supplier<? extends Collection<JobIdentity>>> moreKnown = new ConcurrentLinkedQueue<>();

	private final Guard guard = new Guard(logger, "The known jobs could not be looked up",
			"They count toward the limit");

	/** The number of histories of jobs that are not known. */
	private int unknown;

	private final AtomicBoolean warned = new AtomicBoolean();

	JobHistories(int limit) {
		this.limit = limit;
	}

	/**
	 * Adds a job that is reported whatever the limit.
	 * @param job the job
	 */
	void addKnown(JobIdentity job) {
		synchronized (this.histories) {
			if (this.known.add(job) && this.histories.containsKey(job)) {
				this.unknown--;
			}
		}
	}

	/**
	 * Adds jobs that are reported whatever the limit.
	 * @param jobs finds the jobs, without a lock, once the limit is reached
	 */
	void addKnown(Supplier<? extends Collection<JobIdentity>> jobs) {
		this.moreKnown.add(jobs);
	}

	/**
	 * Finds the history of a job, and begins it if there is none.
	 * @param job the job
	 * @return its history, or {@code null} if the job is beyond the limit
	 */
	@Nullable JobHistory find(JobIdentity job) {
		JobHistory history = findWithinLimit(job);
		if (history != null || this.moreKnown.isEmpty()) {
			return history;
		}
		List<Supplier<? extends Collection<JobIdentity>>> asked = List.copyOf(this.moreKnown);
		asked.forEach((more) -> this.guard.run(() -> more.get().forEach(this::addKnown)));
		// Not before, as another thread may have come this far meanwhile
		this.moreKnown.removeAll(asked);
		return findWithinLimit(job);
	}

	/**
	 * Returns the history of a job, and begins none.
	 * @param job the job
	 * @return its history, or {@code null} if there is none
	 */
	@Nullable JobHistory get(JobIdentity job) {
		synchronized (this.histories) {
			return this.histories.get(job);
		}
	}

	private @Nullable JobHistory findWithinLimit(JobIdentity job) {
		synchronized (this.histories) {
			JobHistory history = this.histories.get(job);
			if (history != null) {
				return history;
			}
			if (!this.known.contains(job)) {
				if (this.unknown >= this.limit) {
					return null;
				}
				this.unknown++;
			}
			history = new JobHistory();
			this.histories.put(job, history);
			return history;
		}
	}

	/**
	 * Warns that a job is beyond the limit. Only the first one is logged.
	 * @param job the job
	 */
	void warnOf(JobIdentity job) {
		if (this.warned.compareAndSet(false, true)) {
			logger.warn("Job {} is not reported: this process already reports {} other jobs, and whatever receives the"
					+ " reports keeps every job. Further jobs are not reported either, and are not logged. If the name"
					+ " contains an id or a date, use the same name in all runs. If there really are so many jobs, raise"
					+ " progress.tracker.max-jobs", job, this.limit);
		}
	}

	/**
	 * Returns all histories.
	 * @return the histories, in the order in which they began
	 */
	List<JobHistory> all() {
		synchronized (this.histories) {
			return List.copyOf(this.histories.values());
		}
	}

}
