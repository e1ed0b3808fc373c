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

import java.time.Duration;
import java.util.function.Function;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.SuccessExpectation;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration of a scheduled method.
 */
@FunctionalInterface
public interface JobDefiner {

	/**
	 * Defines a job.
	 * @param name the name of the method
	 * @param dueTimes returns the expectation that follows from the method's due times,
	 * given the grace that is configured for the job; {@code null} if they are unknown
	 * @return its definition
	 */
	JobDefinition define(String name, Function<Duration, @Nullable SuccessExpectation> dueTimes);

}
