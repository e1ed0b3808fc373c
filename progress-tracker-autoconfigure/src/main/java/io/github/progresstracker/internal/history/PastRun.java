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

package io.github.progresstracker.internal.history;

import java.time.Duration;
import java.time.Instant;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run that has ended: neither its stages nor any object of the job or
 * its framework, so that its size is limited. Immutable.
 *
 * @param execution the id under which a framework remembers the run as well, or
 * {@code null}
 * @param status how the run ended; {@link RunStatus#RUNNING} if no end is known, because
 * the run is that of another process, which may have died
 * @param startedAt when the run began
 * @param endedAt when it ended, or {@code null} if that is unknown
 * @param duration how long it took, or {@code null} if that is unknown; by another clock
 * than the two instants, so it need not be the difference between them
 * @param records the records of the whole run
 * @param failure why the run failed, or {@code null} if it did not
 */
public record PastRun(@Nullable Long execution, RunStatus status, Instant startedAt, @Nullable Instant endedAt,
		@Nullable Duration duration, RecordCounts records, @Nullable JobFailure failure) {

}
