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
 * The ends of a job that people are told one by one, as they differ from the end before:
 * a failure that was made good at once is a failure. Not thread-safe:
 * {@link PendingReports} has one for each job.
 */
final class OutcomeChanges {

	/** More of them in a short time are a flood, in which no single one is looked for. */
	private static final int MOST = 5;

	private static final Duration SHORT = Duration.ofSeconds(10);

	private final Deque<JobProgress> waiting = new ArrayDeque<>();

	private @Nullable JobProgress newest;

	private @Nullable Instant counted;

	private int number;

	/**
	 * Takes in a report if it has to be delivered for itself.
	 * @param progress the newest snapshot of the job
	 * @return whether it waits here
	 */
	boolean put(JobProgress progress) {
		if (!progress.status().isEnd()) {
			return false;
		}
		boolean different = isDifferent(this.newest, progress);
		this.newest = progress;
		if (!different || this.waiting.size() >= MOST || isFlood(progress)) {
			return false;
		}
		this.waiting.add(progress);
		return true;
	}

	/**
	 * Puts one back that could not be delivered.
	 * @param progress what was taken out last
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

	private static boolean isDifferent(@Nullable JobProgress before, JobProgress end) {
		return before == null || end.status() != before.status() || end.status() == RunStatus.INTERRUPTED
				|| (end.status() == RunStatus.FAILED
						&& !RoutineRuns.isAlike(before.outcomes().lastFailure(), end.outcomes().lastFailure()));
	}

	private boolean isFlood(JobProgress end) {
		Instant at = end.startedAt().plus(end.duration());
		if (this.counted == null || Duration.between(this.counted, at).abs().compareTo(SHORT) > 0) {
			this.counted = at;
			this.number = 0;
		}
		this.number++;
		return this.number > MOST;
	}

}
