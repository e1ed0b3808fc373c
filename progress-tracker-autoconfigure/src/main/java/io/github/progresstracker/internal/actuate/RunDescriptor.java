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

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.internal.history.PastRun;
import io.github.progresstracker.internal.history.PastRuns;
import org.jspecify.annotations.Nullable;

/**
 * One of the last runs of a job. Unknown values are left out.
 *
 * @param status {@code completed}, {@code failed} or {@code interrupted}; {@code running}
 * if no end is known, because the run is that of another process, which may have died
 * @param startedAt when the run started
 * @param endedAt when it ended
 * @param duration how long it took
 * @param records the records of the run, including those of all stages
 * @param failure how the run failed
 */
record RunDescriptor(String status, Instant startedAt, @Nullable Instant endedAt, @Nullable Duration duration,
		RecordsDescriptor records, @Nullable JobFailure failure) {

	RunDescriptor {
		startedAt = ShownTime.of(startedAt);
		endedAt = ShownTime.ofKnown(endedAt);
		duration = ShownTime.ofKnown(duration);
		failure = ShownTime.ofKnown(failure);
	}

	static @Nullable List<RunDescriptor> of(@Nullable PastRuns past) {
		return (past != null) ? past.runs().stream().map(RunDescriptor::of).toList() : null;
	}

	private static RunDescriptor of(PastRun run) {
		return new RunDescriptor(run.status().name().toLowerCase(Locale.ROOT), run.startedAt(), run.endedAt(),
				run.duration(), RecordsDescriptor.of(run.records()), run.failure());
	}

	static @Nullable String problem(@Nullable PastRuns past) {
		return (past != null) ? past.problem() : null;
	}

}
