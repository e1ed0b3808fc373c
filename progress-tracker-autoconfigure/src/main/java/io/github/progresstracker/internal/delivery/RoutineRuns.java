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
import java.util.Objects;
import java.util.stream.Stream;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

/**
 * Tells the reports of a job that runs again and again and always ends alike from those
 * that somebody waits for. Not thread-safe: {@link PendingReports} has one for each job.
 */
final class RoutineRuns {

	/**
	 * Runs that are shorter and closer than this cannot be followed one by one.
	 */
	private static final Duration QUICK = Duration.ofSeconds(10);

	/** Who starts a job by hand may do so again and again until it works. */
	private static final int FEWEST = 5;

	private @Nullable Instant newestStart;

	private int quickRuns;

	/** No more of what was told: a snapshot is as large as the run has stages. */
	private @Nullable RunStatus toldStatus;

	private JobOutcomes toldOutcomes = JobOutcomes.NONE;

	/**
	 * Takes notice of a report, whether it will be delivered or not.
	 * @param progress the report
	 */
	void noted(JobProgress progress) {
		Instant start = progress.startedAt();
		if (this.newestStart != null && !start.isAfter(this.newestStart)) {
			return;
		}
		boolean quick = this.newestStart != null && start.isBefore(this.newestStart.plus(QUICK));
		this.quickRuns = quick ? this.quickRuns + 1 : 0;
		this.newestStart = start;
	}

	/**
	 * Takes notice that a report was delivered.
	 * @param progress the report
	 */
	void told(JobProgress progress) {
		this.toldStatus = progress.status();
		this.toldOutcomes = progress.outcomes();
	}

	/**
	 * Whether a report only shows what was to be expected after the one that was
	 * delivered last.
	 * @param progress the report
	 * @return whether nobody waits for it
	 */
	boolean covers(JobProgress progress) {
		return this.toldStatus != null && this.quickRuns >= FEWEST && progress.duration().compareTo(QUICK) < 0
				&& !endsWhatIsShown(progress) && !isNews(this.toldOutcomes, progress.outcomes());
	}

	/** Who sees that a run is going on must not see that for a minute after its end. */
	private boolean endsWhatIsShown(JobProgress progress) {
		return this.toldStatus == RunStatus.RUNNING && progress.status().isEnd();
	}

	private static boolean isNews(JobOutcomes told, JobOutcomes now) {
		Instant newest = newestEnd(told);
		return newest == null || isNews(newest, told.lastSuccess(), now.lastSuccess())
				|| isNews(newest, told.lastInterruption(), now.lastInterruption())
				|| isNews(newest, at(told.lastFailure()), at(now.lastFailure()))
				|| !isAlike(told.lastFailure(), now.lastFailure());
	}

	private static boolean isNews(Instant newest, @Nullable Instant told, @Nullable Instant now) {
		return !newest.equals(told) && !Objects.equals(told, now);
	}

	private static @Nullable Instant newestEnd(JobOutcomes outcomes) {
		return Stream.of(outcomes.lastSuccess(), at(outcomes.lastFailure()), outcomes.lastInterruption())
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.orElse(null);
	}

	private static @Nullable Instant at(@Nullable JobFailure failure) {
		return (failure != null) ? failure.at() : null;
	}

	static boolean isAlike(@Nullable JobFailure one, @Nullable JobFailure other) {
		if (one == null || other == null) {
			return Objects.equals(one, other);
		}
		return one.exception().equals(other.exception()) && Objects.equals(one.stage(), other.stage());
	}

	/**
	 * How far apart such reports may be: a success must be known before it is missed.
	 * @param progress a report
	 * @param longest the time unless the job has to succeed more often
	 * @return the time between two reports
	 */
	static Duration interval(JobProgress progress, Duration longest) {
		SuccessInterval success = progress.successInterval();
		Duration expected = (success != null) ? success.duration() : null;
		return (expected != null && expected.dividedBy(2).compareTo(longest) < 0) ? expected.dividedBy(2) : longest;
	}

}
