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

package io.github.progresstracker.benchmarks.application;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayCredentials;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;

/**
 * Reports a run. Arguments: the URL of the gateway, the number of stages, and the number
 * of reports.
 */
public final class TrackerPushes {

	private TrackerPushes() {
	}

	public static void main(String[] args) throws IOException {
		ProgressTracker tracker = Pushes.runWithStages("tracker", Integer.parseInt(args[1]));
		PushgatewayReporter reporter = reporterTo(args[0], Duration.ZERO);
		Pushes.measure(Integer.parseInt(args[2]), () -> reporter.report(tracker.progress()));
		Pushes.printSize(PrometheusSnapshots.of(tracker.progress(), false, Map.of()));
	}

	static PushgatewayReporter reporterTo(String url, Duration minInterval) {
		return new PushgatewayReporter(
				new PushgatewaySettings(PushgatewayAddress.parse(url), PushgatewayCredentials.NONE,
						Duration.ofSeconds(2), Duration.ofSeconds(5), minInterval, null, false, true));
	}

}
