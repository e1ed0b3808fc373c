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
 * Recognizes the routine reports of a job that runs again and again and always ends the
 * same way. Nobody waits for those. Not thread-safe: {@link ReportPacing} has one for
 * each job.
 */
final class RoutineRuns {

	/**
	 * Nobody can follow runs one by one if they are shorter than this and start closer
	 * together.
	 */
	private static final Duration MAX_DURATION = Duration.ofSeconds(10);

	/** If you start a job by hand, you may do so several times until it works. */
	private static final int MIN_RUNS = 5;

	private @Nullable Instant newestStart;

	private int quickRuns;

	/** Only what is needed of the delivered report: snapshots may have many stages. */
	private @Nullable RunStatus deliveredStatus;

	private JobOutcomes deliveredOutcomes = JobOutcomes.NONE;

	/**
	 * Notes a report, whether it will be delivered or not.
	 * @param progress the report
	 */
	void added(JobProgress progress) {
		Instant start = progress.startedAt();
		if (this.newestStart != null && !start.isAfter(this.newestStart)) {
			return;
		}
		boolean quick = this.newestStart != null && start.isBefore(this.newestStart.plus(MAX_DURATION));
		this.quickRuns = quick ? this.quickRuns + 1 : 0;
		this.newestStart = start;
	}

	/**
	 * Notes that a report was delivered.
	 * @param progress the report
	 */
	void delivered(JobProgress progress) {
		this.deliveredStatus = progress.status();
		this.deliveredOutcomes = progress.outcomes();
	}

	/**
	 * Whether a report shows nothing unexpected after the one that was delivered last.
	 * @param progress the report
	 * @return whether it is routine
	 */
	boolean isRoutine(JobProgress progress) {
		return this.deliveredStatus != null && this.quickRuns >= MIN_RUNS
				&& progress.duration().compareTo(MAX_DURATION) < 0 && !endsWhatIsShown(progress)
				&& !isNews(this.deliveredOutcomes, progress.outcomes());
	}

	/** A run that is shown as running must not stay so for a minute after its end. */
	private boolean endsWhatIsShown(JobProgress progress) {
		return this.deliveredStatus == RunStatus.RUNNING && progress.status().isEnd();
	}

	private static boolean isNews(JobOutcomes delivered, JobOutcomes now) {
		Instant newest = newestEnd(delivered);
		return newest == null || isNews(newest, delivered.lastSuccessAt(), now.lastSuccessAt())
				|| isNews(newest, delivered.lastInterruption(), now.lastInterruption())
				|| isNews(newest, at(delivered.lastFailure()), at(now.lastFailure()))
				|| !isSameFailure(delivered.lastFailure(), now.lastFailure());
	}

	private static boolean isNews(Instant newest, @Nullable Instant delivered, @Nullable Instant now) {
		return !newest.equals(delivered) && !Objects.equals(delivered, now);
	}

	private static @Nullable Instant newestEnd(JobOutcomes outcomes) {
		return Stream.of(outcomes.lastSuccessAt(), at(outcomes.lastFailure()), outcomes.lastInterruption())
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.orElse(null);
	}

	private static @Nullable Instant at(@Nullable JobFailure failure) {
		return (failure != null) ? failure.at() : null;
	}

	static boolean isSameFailure(@Nullable JobFailure one, @Nullable JobFailure other) {
		if (one == null || other == null) {
			return Objects.equals(one, other);
		}
		return one.exception().equals(other.exception()) && Objects.equals(one.stage(), other.stage());
	}

	/**
	 * The time between two routine reports. A success has to be delivered before it is
	 * missed.
	 * @param progress a report
	 * @param longest the time, unless the job has to succeed more often
	 * @return the time between two reports
	 */
	static Duration interval(JobProgress progress, Duration longest) {
		SuccessInterval success = progress.successInterval();
		Duration expected = (success != null) ? success.duration() : null;
		return (expected != null && expected.dividedBy(2).compareTo(longest) < 0) ? expected.dividedBy(2) : longest;
	}

}
