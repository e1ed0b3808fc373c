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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.delivery.ReportingSettings;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProgressHealthIndicator}.
 */
class ProgressHealthIndicatorTests {

	private final TestTime time = new TestTime();

	private final AtomicReference<String> failure = new AtomicReference<>();

	private final Reporting reporting = new Reporting(List.of(new Gateway()),
			new ReportingSettings(Duration.ofSeconds(15), Duration.ofSeconds(20)), this.time);

	private final TestTrackers trackers = new TestTrackers(this.time, this.reporting);

	private final ProgressHealthIndicator indicator = new ProgressHealthIndicator(this.reporting, this.time);

	@AfterEach
	void close() {
		this.failure.set(null);
		this.reporting.close();
	}

	@Test
	void theHealthIsUpBeforeAJobStarts() {
		assertThat(this.indicator.health()).isEqualTo(Health.up()
			.withDetail("reporters", List.of(new ReporterDescriptor("a gateway", null, 0, null, null)))
			.build());
	}

	@Test
	void theHealthShowsTheLastDelivery() {
		this.trackers.run("nightly", (tracker) -> {
		});
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> reporter().lastDelivery() != null);
		this.time.pass(Duration.ofMinutes(5));
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
		assertThat(reporter()).isEqualTo(new ReporterDescriptor("a gateway", TestTime.START, 0, null, null));
	}

	@Test
	void failedDeliveriesDoNotMakeTheHealthDown() {
		this.failure.set("Connection refused");
		this.trackers.run("nightly", (tracker) -> {
		});
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> reporter().failures() > 0);
		this.time.pass(Duration.ofMillis(500));
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(reporter())
			.isEqualTo(new ReporterDescriptor("a gateway", null, 1, "Connection refused", TestTime.START));
	}

	@SuppressWarnings("unchecked")
	private ReporterDescriptor reporter() {
		List<ReporterDescriptor> reporters = (List<ReporterDescriptor>) this.indicator.health()
			.getDetails()
			.get("reporters");
		assertThat(reporters).hasSize(1);
		return reporters.get(0);
	}

	private final class Gateway implements ProgressReporter {

		@Override
		public void report(JobProgress progress) throws IOException {
			String reason = ProgressHealthIndicatorTests.this.failure.get();
			if (reason != null) {
				throw new IOException(reason);
			}
		}

		@Override
		public String destination() {
			return "a gateway";
		}

	}

}
