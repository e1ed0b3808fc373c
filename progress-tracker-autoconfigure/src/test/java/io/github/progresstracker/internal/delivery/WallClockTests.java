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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that setting the wall clock during a run does not stop the reports.
 */
@Timeout(120)
class WallClockTests {

	private final List<JobProgress> reports = new CopyOnWriteArrayList<>();

	private volatile Duration shift = Duration.ZERO;

	private final TimeSource time = new TimeSource() {

		@Override
		public Instant now() {
			return Instant.now().plus(WallClockTests.this.shift);
		}

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

	};

	@Test
	void settingTheClockByHoursStopsNoReportAndTheSuccessHasTheTimeThatTheClockShowsInTheEnd() {
		try (Reporting reporting = new Reporting(List.of(this.reports::add),
				new ReportingSettings(Duration.ofMillis(100), Duration.ofSeconds(20)), this.time)) {
			ProgressTracker tracker = new TestTrackers(this.time, reporting).start("nightly");
			awaitReport();
			this.shift = Duration.ofHours(-5);
			awaitReport();
			this.shift = Duration.ofHours(7);
			awaitReport();
			tracker.complete();
		}
		assertThat(this.reports).extracting(JobProgress::duration)
			.isSorted()
			.allMatch((duration) -> duration.compareTo(Duration.ofMinutes(2)) < 0);
		JobProgress end = this.reports.get(this.reports.size() - 1);
		assertThat(end.startedAt()).isBetween(Instant.now().minusSeconds(120), Instant.now());
		assertThat(end.outcomes().lastSuccessAt()).isBetween(this.time.now().minusSeconds(120), this.time.now());
	}

	private void awaitReport() {
		int soFar = this.reports.size();
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.reports.size() > soFar);
	}

}
