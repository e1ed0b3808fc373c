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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.SuccessInterval;
import org.jspecify.annotations.Nullable;

/**
 * When the next success is expected.
 *
 * @param interval the expected maximum time between two successes
 * @param dueAt when the next success is due: one interval after the last success or, if
 * this process knows of none, after the start of the newest run
 * @param overdue whether that time has passed
 */
record SuccessDescriptor(Duration interval, Instant dueAt, boolean overdue) {

	SuccessDescriptor {
		interval = ShownTime.of(interval);
		dueAt = ShownTime.of(dueAt);
	}

	static @Nullable SuccessDescriptor of(JobProgress progress, Instant now) {
		SuccessInterval interval = progress.successInterval();
		if (interval == null || interval.duration() == null) {
			return null;
		}
		Instant last = progress.outcomes().lastSuccessAt();
		Instant dueAt = after((last != null) ? last : progress.startedAt(), interval.duration());
		return new SuccessDescriptor(interval.duration(), dueAt, now.isAfter(dueAt));
	}

	private static Instant after(Instant start, Duration interval) {
		try {
			return start.plus(interval);
		}
		catch (DateTimeException | ArithmeticException ex) {
			return Instant.MAX;
		}
	}

}
