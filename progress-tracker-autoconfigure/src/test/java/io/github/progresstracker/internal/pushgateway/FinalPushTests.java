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

package io.github.progresstracker.internal.pushgateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.delivery.ReportingSettings;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a push that is in progress when the application ends. Its own timeouts are
 * longer than any test.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FinalPushTests {

	@AutoClose
	private final RecordingServer server = RecordingServer.start();

	@Test
	void aPushThatIsNeverAnsweredLeavesTimeForTheLastReports() {
		try (Reporting reporting = reporting(Duration.ofSeconds(6))) {
			ProgressTrackers trackers = trackers(reporting);
			pushInVain(trackers);
			this.server.answerWith(200, "", Map.of());
			trackers.run("second", ProgressTracker::inc);
		}
		assertThat(this.server.requests()).extracting(RecordingServer.Request::path)
			.hasSize(3)
			.last()
			.isEqualTo(this.server.requests().get(0).path());
	}

	@Test
	void aPushThatIsNeverAnsweredLeavesNoThread() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try (Reporting reporting = reporting(Duration.ofMillis(300))) {
			pushInVain(trackers(reporting));
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("progress-") && !before.contains(thread)));
	}

	private void pushInVain(ProgressTrackers trackers) {
		this.server.neverAnswer();
		trackers.run("first", ProgressTracker::inc);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !this.server.requests().isEmpty());
	}

	private Reporting reporting(Duration finalTimeout) {
		return new Reporting(
				List.of(new PushgatewayReporter(
						Settings.of(this.server.url()).withReadTimeout(Duration.ofMinutes(10)).get())),
				new ReportingSettings(Duration.ofSeconds(15), finalTimeout), TimeSource.SYSTEM);
	}

	private static ProgressTrackers trackers(Reporting reporting) {
		return new TestTrackers(TimeSource.SYSTEM, reporting);
	}

}
