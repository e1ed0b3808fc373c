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
package io.github.progresstracker.internal.scheduling;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The times at which runs of a job are due to begin. Implementations are thread-safe, and
 * quick: they are asked for each snapshot.
 */
@FunctionalInterface
public interface DueTimes {

	/**
	 * Finds the first due time after an instant.
	 * @param instant the instant
	 * @return the due time, or {@code null} if there is none
	 */
	@Nullable Instant after(Instant instant);

	/**
	 * Joins the due times of a job that has several schedules.
	 * @param each the due times of each schedule
	 * @return the due times of all of them, or {@code null} if there is no schedule
	 */
	static @Nullable DueTimes ofAll(List<DueTimes> each) {
		if (each.size() <= 1) {
			return each.isEmpty() ? null : each.get(0);
		}
		return (instant) -> {
			Instant earliest = null;
			for (DueTimes times : each) {
				Instant due = times.after(instant);
				if (due != null && (earliest == null || due.isBefore(earliest))) {
					earliest = due;
				}
			}
			return earliest;
		};
	}

}
