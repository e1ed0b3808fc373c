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

package io.github.progresstracker.report;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The state of a reporter at one instant. Immutable.
 *
 * @param destination where the reporter delivers to, without credentials
 * @param sinceDelivery time since it last delivered a report, or {@code null} if it has
 * not delivered any
 * @param failures failed attempts, of all jobs together, since the reporter last worked;
 * 0 if nothing is wrong
 * @param failure why the newest of them failed, or {@code null} if none did
 * @param sinceFailure time since the newest of them failed, or {@code null} if none did
 */
public record ReporterState(String destination, @Nullable Duration sinceDelivery, int failures,
		@Nullable String failure, @Nullable Duration sinceFailure) {

}
