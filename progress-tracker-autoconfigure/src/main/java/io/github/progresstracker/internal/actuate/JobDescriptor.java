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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is. What is unknown is left out.
 *
 * @param job the name
 * @param labels what else tells it from other jobs: {@code app}, {@code namespace} and
 * further labels
 * @param status {@code running}, {@code completed}, {@code failed} or {@code interrupted}
 * @param startedAt when the newest run began
 * @param duration how long it has taken so far, or took in the end
 * @param maxDuration the longest time that it is expected to take
 * @param records what the run has processed, those of all stages included
 * @param pace how fast the run is, if that is known
 * @param stages the stages in the order of their first start
 * @param lastSuccess when a run last completed
 * @param lastFailure how a run last failed
 * @param lastInterruption when a run was last interrupted
 * @param success when the next success is expected
 */
public record JobDescriptor(String job, Map<String, String> labels, String status, Instant startedAt, Duration duration,
		@Nullable Duration maxDuration, RecordsDescriptor records, @Nullable PaceDescriptor pace,
		List<StageDescriptor> stages, @Nullable Instant lastSuccess, @Nullable FailureDescriptor lastFailure,
		@Nullable Instant lastInterruption, @Nullable SuccessDescriptor success) {

	static JobDescriptor of(JobProgress progress, Instant now) {
		IdentityDescriptor identity = IdentityDescriptor.of(progress.identity());
		return new JobDescriptor(identity.job(), identity.labels(), name(progress.status()), progress.startedAt(),
				progress.duration(), progress.job().maxDuration(), RecordsDescriptor.of(progress.records()),
				PaceDescriptor.of(progress.throughput()), progress.stages().stream().map(StageDescriptor::of).toList(),
				progress.outcomes().lastSuccess(), FailureDescriptor.of(progress.outcomes().lastFailure()),
				progress.outcomes().lastInterruption(), SuccessDescriptor.of(progress, now));
	}

	private static String name(RunStatus status) {
		return status.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * How a run failed.
	 *
	 * @param at when it failed
	 * @param exception the simple name of the exception's class, or another short reason
	 * @param stage the stage that was worked on
	 */
	public record FailureDescriptor(Instant at, String exception, @Nullable String stage) {

		static @Nullable FailureDescriptor of(@Nullable JobFailure failure) {
			return (failure != null) ? new FailureDescriptor(failure.at(), failure.exception(), failure.stage()) : null;
		}

	}

}
