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
import java.util.ArrayDeque;
import java.util.Deque;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a job's runs that each have to be shown because they differ from the end
 * before: a failure remains worth knowing even if the next run succeeds at once. Not
 * thread-safe: {@link PendingReports} has one for each job.
 */
final class OutcomeChanges {

	/** A job whose outcome changes more often within the period floods its readers. */
	private static final int MAX_CHANGES = 5;

	private static final Duration PERIOD = Duration.ofSeconds(10);

	private final Deque<JobProgress> waiting = new ArrayDeque<>();

	private @Nullable JobProgress newest;

	private @Nullable Instant periodStart;

	private int changes;

	/**
	 * Adds a report if it has to be delivered individually.
	 * @param progress the newest snapshot of the job
	 * @return whether it was added
	 */
	boolean add(JobProgress progress) {
		if (!progress.status().isEnd()) {
			return false;
		}
		boolean changed = isChange(this.newest, progress);
		this.newest = progress;
		if (!changed || this.waiting.size() >= MAX_CHANGES || isFlood(progress)) {
			return false;
		}
		this.waiting.add(progress);
		return true;
	}

	/**
	 * Puts back the report that was taken last and could not be delivered.
	 * @param progress the report
	 */
	void putBack(JobProgress progress) {
		this.waiting.addFirst(progress);
	}

	@Nullable JobProgress peek() {
		return this.waiting.peek();
	}

	@Nullable JobProgress poll() {
		return this.waiting.poll();
	}

	private static boolean isChange(@Nullable JobProgress before, JobProgress end) {
		return before == null || end.status() != before.status() || end.status() == RunStatus.INTERRUPTED
				|| (end.status() == RunStatus.FAILED
						&& !RoutineRuns.isSameFailure(before.outcomes().lastFailure(), end.outcomes().lastFailure()));
	}

	private boolean isFlood(JobProgress end) {
		Instant at = end.startedAt().plus(end.duration());
		if (this.periodStart == null || Duration.between(this.periodStart, at).abs().compareTo(PERIOD) > 0) {
			this.periodStart = at;
			this.changes = 0;
		}
		this.changes++;
		return this.changes > MAX_CHANGES;
	}

}
