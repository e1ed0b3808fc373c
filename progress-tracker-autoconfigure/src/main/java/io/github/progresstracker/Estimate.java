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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How much of a run or a stage is done, and how long the rest will take.
 *
 * @param fraction the share that is done, from 0 to 1, or {@code null} if unknown
 * @param timeLeft the time that the rest will take, or {@code null} if unknown
 * @param asLastTime whether this is judged by the job's last success, because the total
 * is not known
 */
public record Estimate(@Nullable Double fraction, @Nullable Duration timeLeft, boolean asLastTime) {

	/** Nothing is known. */
	public static final Estimate UNKNOWN = new Estimate(null, null, false);

	/**
	 * The share that is done in percent, rounded down to a tenth.
	 * @return a number from 0 to 100, or {@code null} if unknown
	 */
	public @Nullable Double percent() {
		return (this.fraction != null) ? Math.floor(this.fraction * 1000) / 10 : null;
	}

}
