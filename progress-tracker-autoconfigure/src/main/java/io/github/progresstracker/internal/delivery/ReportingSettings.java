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

package io.github.progresstracker.internal.delivery;

import java.time.Duration;

/**
 * When reports are due, and how long the last ones may take. Immutable.
 *
 * @param heartbeat the time after which a report of an open run is due even if nothing
 * moved
 * @param finalTimeout the longest time to wait for the last reports when the application
 * ends, for all jobs and reporters together; zero for no wait
 */
public record ReportingSettings(Duration heartbeat, Duration finalTimeout) {

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if the heartbeat is not positive or the final
	 * timeout is negative
	 */
	public ReportingSettings {
		if (heartbeat.isNegative() || heartbeat.isZero()) {
			throw new IllegalArgumentException("The heartbeat must be positive, but was " + heartbeat);
		}
		if (finalTimeout.isNegative()) {
			throw new IllegalArgumentException("The final timeout must not be negative, but was " + finalTimeout);
		}
	}

}
