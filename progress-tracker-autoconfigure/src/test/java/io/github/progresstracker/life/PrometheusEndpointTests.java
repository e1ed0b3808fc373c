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

package io.github.progresstracker.life;

import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.Exposition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for scraping the jobs of a web application.
 */
class PrometheusEndpointTests {

	@AutoClose
	private final ConfigurableApplicationContext context = SpringApplication.run(WebApplication.class,
			"--server.port=0", "--management.endpoints.web.exposure.include=prometheus",
			"--progress.tracker.terminal.mode=off", "--progress.tracker.pushgateway.url=http://127.0.0.1:1");

	private final ProgressTrackers trackers = this.context.getBean(ProgressTrackers.class);

	@Test
	void aScrapeShowsTheSameAsAPush() {
		try (ProgressTracker tracker = this.trackers.start("nightly")) {
			tracker.startStage("load", 10);
			tracker.inc(4);
			tracker.markSkipped(1);
			awaitSeries("job_running", Map.of("job", "nightly"));
			Exposition metrics = scrape();
			assertThat(metrics.value("job_records_processed", Map.of("job", "nightly"))).isEqualTo(4);
			assertThat(metrics.value("job_records_processed", load())).isEqualTo(4);
			assertThat(metrics.value("job_records_expected", load())).isEqualTo(10);
			assertThat(metrics.value("job_records_skipped", load())).isEqualTo(1);
			assertThat(metrics.value("job_duration_seconds", load())).isPositive();
			assertThat(metrics.value("job_running", Map.of("job", "nightly"))).isEqualTo(1);
			assertThat(metrics.has("job_last_success", Map.of("job", "nightly"))).isFalse();
		}
	}

	@Test
	void aScrapeIsUpToDate() {
		try (ProgressTracker tracker = this.trackers.start("nightly")) {
			awaitSeries("job_running", Map.of("job", "nightly"));
			tracker.inc(3);
			awaitValue(3);
			tracker.inc(4);
			awaitValue(7);
		}
	}

	@Test
	void stagesDisappearWithTheNextRun() {
		this.trackers.run("nightly", (tracker) -> tracker.startStage("load", 10).inc());
		awaitSeries("job_last_success", Map.of("job", "nightly"));
		assertThat(scrape().has("job_records_processed", load())).isTrue();
		this.trackers.run("nightly", (tracker) -> tracker.startStage("index").inc());
		awaitSeries("job_records_processed", Map.of("job", "nightly", "stage", "index"));
		assertThat(scrape().has("job_records_processed", load())).isFalse();
	}

	private static Map<String, String> load() {
		return Map.of("job", "nightly", "stage", "load");
	}

	private void awaitValue(double records) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> scrape().value("job_records_processed", Map.of("job", "nightly")) == records);
	}

	private void awaitSeries(String metric, Map<String, String> labels) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> scrape().has(metric, labels));
	}

	private Exposition scrape() {
		return new Actuator(this.context).prometheus();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebApplication {

	}

}
