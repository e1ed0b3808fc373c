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
import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the thread that looks at the runs samples them.
 */
class SamplingTests {

	private final TestTime time = new TestTime();

	@Test
	void eachLookIsASample() {
		ReportSchedule schedule = new ReportSchedule(Duration.ofSeconds(15));
		ProgressTracker tracker = new TestTrackers(this.time, new RunListener() {

			@Override
			public void runStarted(ProgressSource run) {
				schedule.started(run, SamplingTests.this.time.nanoTime());
			}

		}).start("import");
		tracker.expect(1000);
		for (int second = 0; second < 4; second++) {
			this.time.pass(Duration.ofSeconds(1));
			tracker.inc(100);
			schedule.look(this.time.nanoTime());
		}
		assertThat(tracker.progress().throughput()).isEqualTo(new Throughput(100.0, Duration.ofSeconds(6), null));
	}

	/** An endpoint or a page of the application may show the runs all the same. */
	@Test
	void runsAreSampledEvenIfThereIsNoReporter() {
		try (Reporting reporting = new Reporting(List.of(),
				new ReportingSettings(Duration.ofSeconds(15), Duration.ZERO), this.time)) {
			ProgressTracker tracker = new TestTrackers(this.time, reporting).start("import");
			tracker.expect(1_000_000);
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
				this.time.pass(Duration.ofSeconds(1));
				tracker.inc(100);
				reporting.stageChanged((ProgressSource) tracker);
				return tracker.progress().throughput().timeLeft() != null;
			});
		}
	}

}
