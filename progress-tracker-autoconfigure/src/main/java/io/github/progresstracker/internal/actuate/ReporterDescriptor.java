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
import java.util.List;

import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.report.ReporterState;
import org.jspecify.annotations.Nullable;

/**
 * The status of a reporter, as the endpoint and the health show it.
 *
 * @param destination where it delivers to, without credentials
 * @param lastDelivery when it last delivered a report
 * @param failures the number of failed attempts since it last had nothing left to deliver
 * @param failure why the latest attempt failed
 * @param lastFailure when the latest attempt failed
 */
record ReporterDescriptor(String destination, @Nullable Instant lastDelivery, int failures, @Nullable String failure,
		@Nullable Instant lastFailure) {

	static List<ReporterDescriptor> of(Reporting reporting, Instant now) {
		return reporting.reporters().stream().map((state) -> of(state, now)).toList();
	}

	private static ReporterDescriptor of(ReporterState state, Instant now) {
		return new ReporterDescriptor(state.destination(), before(now, state.sinceDelivery()), state.failures(),
				state.failure(), before(now, state.sinceFailure()));
	}

	private static @Nullable Instant before(Instant now, @Nullable Duration since) {
		return (since != null) ? ShownTime.of(now.minus(since)) : null;
	}

}
