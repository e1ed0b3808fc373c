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

import io.github.progresstracker.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * How fast it goes at present. There is none while there is too little to go by, and
 * after the end.
 *
 * @param recordsPerSecond records per second lately, 0 while nothing moves
 * @param timeLeft the time that is left if it goes on like this
 * @param stalledFor for how long nothing has been counted, if that is unusual
 */
public record PaceDescriptor(@Nullable Double recordsPerSecond, @Nullable Duration timeLeft,
		@Nullable Duration stalledFor) {

	static @Nullable PaceDescriptor of(Throughput throughput) {
		return throughput.equals(Throughput.UNKNOWN) ? null
				: new PaceDescriptor(throughput.recordsPerSecond(), throughput.timeLeft(), throughput.stalledFor());
	}

}
