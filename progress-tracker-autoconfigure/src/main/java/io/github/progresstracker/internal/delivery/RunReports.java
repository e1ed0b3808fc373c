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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.progresstracker.JobProgress;
import org.jspecify.annotations.Nullable;

/**
 * The reports of one job that wait for a reporter that is told of each run: the first
 * report and the end of each, and only the end if both would wait. Not thread-safe:
 * {@link PendingReports} has one for each job.
 */
final class RunReports {

	/** While nothing can be delivered, runs may end as often as they like. */
	static final int MAX_WAITING = 20;

	/** More than can be at work at once, so that a run that never ends is no leak. */
	private static final int MAX_BEGUN = 1000;

	private final Deque<JobProgress> waiting = new ArrayDeque<>();

	/** The starts of the open runs whose first report was added. */
	private final Set<Instant> begun = new LinkedHashSet<>();

	private long leftOut;

	private boolean warned;

	/**
	 * Adds a report, unless the reporter is not told of it.
	 * @param progress a snapshot of the job
	 * @return whether there is something to warn of: reports are left out from now on
	 */
	boolean add(JobProgress progress) {
		if (progress.status().isEnd()) {
			this.begun.remove(progress.startedAt());
			this.waiting.removeIf((other) -> isBeginOfSameRun(other, progress));
			append(progress);
		}
		else if (this.begun.add(progress.startedAt())) {
			removeOldest(this.begun);
			append(progress);
		}
		boolean warn = this.leftOut > 0 && !this.warned;
		this.warned |= warn;
		return warn;
	}

	private static void removeOldest(Set<Instant> begun) {
		if (begun.size() > MAX_BEGUN) {
			Iterator<Instant> oldest = begun.iterator();
			oldest.next();
			oldest.remove();
		}
	}

	private void append(JobProgress progress) {
		this.waiting.addLast(progress);
		leaveOutOldest();
	}

	/** The newest end says most about the job. */
	private void leaveOutOldest() {
		if (this.waiting.size() > MAX_WAITING) {
			this.waiting.removeFirst();
			this.leftOut++;
		}
	}

	/**
	 * Puts back the report that was taken last and could not be delivered, unless its run
	 * has ended since.
	 * @param progress the report
	 */
	void putBack(JobProgress progress) {
		for (JobProgress other : this.waiting) {
			if (isBeginOfSameRun(progress, other)) {
				return;
			}
		}
		this.waiting.addFirst(progress);
		leaveOutOldest();
	}

	private static boolean isBeginOfSameRun(JobProgress begin, JobProgress end) {
		return !begin.status().isEnd() && end.status().isEnd() && begin.startedAt().equals(end.startedAt());
	}

	@Nullable JobProgress peek() {
		return this.waiting.peek();
	}

	@Nullable JobProgress poll() {
		return this.waiting.poll();
	}

	/**
	 * Tells how many reports were left out, once nothing waits any more.
	 * @return the number since the last time; 0 as long as something waits
	 */
	long takeLeftOut() {
		if (!this.waiting.isEmpty()) {
			return 0;
		}
		long count = this.leftOut;
		this.leftOut = 0;
		this.warned = false;
		return count;
	}

}
