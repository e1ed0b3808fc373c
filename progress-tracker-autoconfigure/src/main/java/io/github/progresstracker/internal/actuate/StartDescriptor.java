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

package io.github.progresstracker.internal.actuate;

import java.time.Instant;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.StartExpectation;
import org.jspecify.annotations.Nullable;

/**
 * When the next run is expected to begin. There is none while a run is open: it is what
 * was due, and due times that pass until its end are skipped.
 *
 * @param dueAt the time by which it has to begin: a due time and the grace after it
 * @param overdue whether that time has passed, and no run has begun in this process
 */
record StartDescriptor(Instant dueAt, boolean overdue) {

	StartDescriptor {
		dueAt = ShownTime.of(dueAt);
	}

	/**
	 * Describes the next start of a job that has run in this process.
	 * @param progress its newest run
	 * @param discarded when a run last began that did not take place, or {@code null} if
	 * there was none
	 * @param now the time
	 * @return the next start, or {@code null} if it is unknown when the job is due
	 */
	static @Nullable StartDescriptor of(JobProgress progress, @Nullable Instant discarded, Instant now) {
		StartExpectation expectation = progress.job().startExpectation();
		if (expectation == null || !progress.status().isEnd()) {
			return null;
		}
		if (discarded != null && discarded.isAfter(progress.startedAt())) {
			return of(expectation.nextStart(discarded, discarded), now);
		}
		return of(progress.expectedNextStart(), now);
	}

	/**
	 * Describes the next start of a job that has not run in this process.
	 * @param job the job
	 * @param since from when on it would be known that the job has run
	 * @param discarded when a run last began that did not take place, or {@code null} if
	 * there was none
	 * @param now the time
	 * @return the next start, or {@code null} if it is unknown when the job is due
	 */
	static @Nullable StartDescriptor of(JobDefinition job, Instant since, @Nullable Instant discarded, Instant now) {
		StartExpectation expectation = job.startExpectation();
		if (expectation == null) {
			return null;
		}
		return of((discarded != null) ? expectation.nextStart(discarded, discarded) : expectation.firstStart(since),
				now);
	}

	private static @Nullable StartDescriptor of(@Nullable Instant dueAt, Instant now) {
		return (dueAt != null) ? new StartDescriptor(dueAt, now.isAfter(dueAt)) : null;
	}

}
