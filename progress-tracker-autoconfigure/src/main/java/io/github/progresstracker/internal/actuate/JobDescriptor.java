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
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.internal.history.PastRuns;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a job. Unknown values are left out.
 *
 * @param job the name
 * @param labels the other labels of its identity: {@code app}, {@code namespace} and
 * extra labels
 * @param status {@code running}, {@code completed}, {@code failed} or {@code interrupted}
 * @param startedAt when the newest run started
 * @param duration how long it has taken so far, or took in the end
 * @param maxDuration how long it is expected to take at most
 * @param records the records of the run, including those of all stages
 * @param pace how fast the run is
 * @param estimate how far the run is, judged by the last success
 * @param stages the stages in the order of their first start
 * @param lastSuccess when a run last completed
 * @param lastFailure how a run last failed
 * @param lastInterruption when a run was last interrupted
 * @param success when the next success is expected
 * @param start when the next run is expected to begin
 * @param history the last runs that have ended, newest first; only if one job is shown
 * @param historyProblem why runs may be missing there
 */
record JobDescriptor(String job, Map<String, String> labels, String status, Instant startedAt, Duration duration,
		@Nullable Duration maxDuration, RecordsDescriptor records, @Nullable Throughput pace,
		@Nullable EstimateDescriptor estimate, List<StageDescriptor> stages, @Nullable Instant lastSuccess,
		@Nullable JobFailure lastFailure, @Nullable Instant lastInterruption, @Nullable SuccessDescriptor success,
		@Nullable StartDescriptor start, @Nullable List<RunDescriptor> history, @Nullable String historyProblem) {

	JobDescriptor {
		startedAt = ShownTime.of(startedAt);
		duration = ShownTime.of(duration);
		lastSuccess = ShownTime.ofKnown(lastSuccess);
		lastFailure = ShownTime.ofKnown(lastFailure);
		lastInterruption = ShownTime.ofKnown(lastInterruption);
	}

	static JobDescriptor of(JobProgress progress, @Nullable Instant discarded, Instant now, @Nullable PastRuns past) {
		JobIdentity identity = progress.identity();
		JobOutcomes outcomes = progress.outcomes();
		return new JobDescriptor(identity.job(), IdentityDescriptor.labels(identity),
				progress.status().name().toLowerCase(Locale.ROOT), progress.startedAt(), progress.duration(),
				progress.job().maxDuration(), RecordsDescriptor.of(progress.records()),
				ShownTime.ofKnown(progress.throughput()), EstimateDescriptor.of(progress.estimate(), now),
				progress.stages().stream().map((stage) -> StageDescriptor.of(stage, progress, now)).toList(),
				outcomes.lastSuccessAt(), outcomes.lastFailure(), outcomes.lastInterruption(),
				SuccessDescriptor.of(progress, now), StartDescriptor.of(progress, discarded, now),
				RunDescriptor.of(past), RunDescriptor.problem(past));
	}

}
