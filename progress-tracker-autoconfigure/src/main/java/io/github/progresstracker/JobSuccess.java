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

package io.github.progresstracker;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A run that completed, as it is remembered: the next run will probably be like it.
 *
 * @param at when the run completed
 * @param work what the run did, or {@code null} if nothing but its end is known
 * @param stages what its stages did, by name; empty if that is unknown
 * @param inOrder whether the stages are in the order in which they first started
 */
public record JobSuccess(Instant at, @Nullable WorkDone work, Map<String, WorkDone> stages, boolean inOrder) {

	/**
	 * Creates a success.
	 */
	public JobSuccess {
		stages = stages.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(stages));
	}

	/**
	 * Creates a success of which nothing but its end is known.
	 * @param at when the run completed
	 * @return the success
	 */
	public static JobSuccess at(Instant at) {
		return new JobSuccess(at, null, Map.of(), true);
	}

}
