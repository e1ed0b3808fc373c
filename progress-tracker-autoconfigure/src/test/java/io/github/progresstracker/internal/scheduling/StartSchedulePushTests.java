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
import java.time.Instant;
import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a real Pushgateway has of a job that is due at known times, when nothing is left
 * that could push. The wall clock stands still, and the reports go on.
 */
@UsesServers
class StartSchedulePushTests {

	private static final Map<String, String> NIGHTLY = Map.of("job", "nightly");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private volatile Instant now = Instant.parse("2026-06-05T02:30:00Z");

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
		.withPropertyValues("progress.tracker.pushgateway.url=" + this.gateway.url(),
				"progress.tracker.terminal.mode=off")
		.withBean(TimeSource.class, () -> new TimeSource() {

			@Override
			public Instant now() {
				return StartSchedulePushTests.this.now;
			}

			@Override
			public long nanoTime() {
				return System.nanoTime();
			}

		});

	private final ApplicationContextRunner scheduled = this.contextRunner.withPropertyValues(
			"progress.tracker.success-schedule.cron=0 30 2 * * MON-FRI", "progress.tracker.success-schedule.zone=UTC",
			"progress.tracker.start-grace=15m", "progress.tracker.jobs.nightly.failure-tolerance=2");

	@Test
	void theNextStartIsPushedWhileAJobRunsAndStaysAfterItsEnd() {
		this.scheduled.run((context) -> {
			ProgressTracker run = context.getBean(ProgressTrackers.class).start("nightly");
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.gateway.has("job_expected_next_start", NIGHTLY));
			assertThat(nextStart()).isEqualTo("2026-06-08T02:45:00Z");
			assertThat(this.gateway.value("job_running", NIGHTLY)).isOne();
			assertThat(this.gateway.has("job_failure_tolerance", NIGHTLY)).isFalse();
			run.fail(new IllegalStateException());
		});
		assertThat(this.gateway.value("job_running", NIGHTLY)).isZero();
		assertThat(nextStart()).isEqualTo("2026-06-08T02:45:00Z");
		assertThat(this.gateway.value("job_failure_tolerance", NIGHTLY)).isEqualTo(2);
	}

	@Test
	void aLaterRunMovesTheTimeAndAJobWithoutAScheduleTakesItBack() {
		this.scheduled.run((context) -> context.getBean(ProgressTrackers.class).start("nightly").complete());
		assertThat(nextStart()).isEqualTo("2026-06-08T02:45:00Z");
		this.now = Instant.parse("2026-06-08T02:30:01Z");
		this.scheduled.run((context) -> context.getBean(ProgressTrackers.class).start("nightly").complete());
		assertThat(nextStart()).isEqualTo("2026-06-09T02:45:00Z");
		this.contextRunner.run((context) -> context.getBean(ProgressTrackers.class).start("nightly").complete());
		assertThat(this.gateway.value("job_expected_next_start", NIGHTLY)).isZero();
	}

	private Instant nextStart() {
		return Instant.ofEpochSecond((long) this.gateway.value("job_expected_next_start", NIGHTLY));
	}

}
