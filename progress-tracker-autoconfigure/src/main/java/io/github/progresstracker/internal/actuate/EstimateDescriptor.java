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

import io.github.progresstracker.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * How far a run or a stage is whose total is not known, judged by the job's last success.
 *
 * @param percent how much is done, in percent
 * @param timeLeft the time that the rest will take
 * @param doneAt when it will be done
 */
record EstimateDescriptor(@Nullable Double percent, @Nullable Duration timeLeft, @Nullable Instant doneAt) {

	EstimateDescriptor {
		timeLeft = ShownTime.ofKnown(timeLeft);
		doneAt = ShownTime.ofKnown(doneAt);
	}

	static @Nullable EstimateDescriptor of(Estimate estimate, Instant now) {
		if (!estimate.asLastTime()) {
			return null;
		}
		Duration timeLeft = estimate.timeLeft();
		return new EstimateDescriptor(estimate.percent(), timeLeft, (timeLeft != null) ? now.plus(timeLeft) : null);
	}

}
