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
import java.util.function.Consumer;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Tests for applications that have meters of their own with the names of ours. Micrometer
 * issue #2399 is about what a registry for Prometheus makes of that.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class ApplicationMetersTests {

	private static final Map<String, String> NIGHTLY = Map.of("job", "nightly", "app", "shop");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theTimerOfTheApplicationWinsWhicheverComesFirst(boolean jobFirst, CapturedOutput output) {
		Exposition scraped = scrape(jobFirst,
				(registry) -> registry.timer("job.duration", "kind", "x").record(Duration.ofSeconds(2)));
		assertThat(scraped.value("job_duration_seconds_sum", Map.of("kind", "x"))).isEqualTo(2);
		assertThat(scraped.series("job_duration_seconds")).isEmpty();
		assertThat(scraped.value("job_records_processed", NIGHTLY)).isEqualTo(3);
		assertThat(output).containsOnlyOnce(" WARN ")
			.contains("'job.duration'")
			.contains("job_duration_seconds")
			.contains("progress.tracker.metrics.enabled=false");
		assertThat(this.gateway.has("job_duration_seconds", NIGHTLY)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theCounterOfTheApplicationWinsWhicheverComesFirst(boolean jobFirst, CapturedOutput output) {
		Exposition scraped = scrape(jobFirst, (registry) -> registry.counter("job.records.processed").increment(7));
		assertThat(scraped.value("job_records_processed_total", Map.of())).isEqualTo(7);
		assertThat(scraped.series("job_records_processed")).isEmpty();
		assertThat(scraped.has("job_duration_seconds", NIGHTLY)).isTrue();
		assertThat(output).containsOnlyOnce(" WARN ").contains("job_records_processed");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theMeterOfAnotherNameThatIsTheSameInPrometheusWins(boolean jobFirst, CapturedOutput output) {
		Exposition scraped = scrape(jobFirst, (registry) -> registry.gauge("job_running", 7));
		assertThat(scraped.value("job_running", Map.of())).isEqualTo(7);
		assertThat(scraped.series("job_running")).hasSize(1);
		assertThat(output).containsOnlyOnce(" WARN ").contains("'job_running'");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theTimerWithTheVeryTagsOfTheJobDoesNotMakeTheJobFail(boolean jobFirst, CapturedOutput output) {
		Exposition scraped = scrape(jobFirst,
				(registry) -> registry.timer("job.duration", "job", "nightly", "app", "shop")
					.record(Duration.ofSeconds(2)));
		assertThat(scraped.value("job_duration_seconds_sum", NIGHTLY)).isEqualTo(2);
		assertThat(scraped.value("job_records_processed", NIGHTLY)).isEqualTo(3);
		assertThat(output).containsOnlyOnce(" WARN ");
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theGaugeOfTheSameNameIsShownNextToOurs(boolean jobFirst, CapturedOutput output) {
		Exposition scraped = scrape(jobFirst, (registry) -> registry.gauge("job.running", 7));
		assertThat(scraped.value("job_running", Map.of())).isEqualTo(7);
		assertThat(scraped.value("job_running", NIGHTLY)).isZero();
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void aMeterThatIsOnlySimilarIsShownNextToOurs(CapturedOutput output) {
		Exposition scraped = scrape(true, (registry) -> {
			registry.timer("job.duration.of.import").record(Duration.ofSeconds(2));
			registry.counter("jobs.records.processed").increment();
			registry.timer("job.last.success").record(Duration.ofSeconds(1));
		});
		assertThat(scraped.has("job_duration_of_import_seconds_sum", Map.of())).isTrue();
		assertThat(scraped.has("jobs_records_processed_total", Map.of())).isTrue();
		assertThat(scraped.has("job_duration_seconds", NIGHTLY)).isTrue();
		assertThat(scraped.has("job_records_processed", NIGHTLY)).isTrue();
		assertThat(output).doesNotContain("job.duration").doesNotContain("job.records");
	}

	@Test
	void withOurGaugesTurnedOffTheMetersOfTheApplicationAreAllThatIsShown(CapturedOutput output) {
		Exposition scraped = scrape(true, (registry) -> registry.timer("job.duration").record(Duration.ofSeconds(2)),
				"--progress.tracker.metrics.enabled=false");
		assertThat(scraped.value("job_duration_seconds_sum", Map.of())).isEqualTo(2);
		assertThat(scraped.series()).noneMatch((series) -> series.labels().containsKey("job"));
		assertThat(this.gateway.has("job_duration_seconds", NIGHTLY)).isTrue();
		assertThat(output).doesNotContain(" WARN ");
	}

	/**
	 * Runs the job twice, and registers the application's meter before the first run or
	 * in it.
	 */
	private Exposition scrape(boolean jobFirst, Consumer<MeterRegistry> registering, String... arguments) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setDefaultProperties(Map.of("server.port", "0", "spring.application.name", "shop",
				"management.endpoints.web.exposure.include", "prometheus", "progress.tracker.pushgateway.url",
				this.gateway.url(), "progress.tracker.terminal.mode", "off"));
		Exposition scraped;
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			if (!jobFirst) {
				registering.accept(registry);
			}
			trackers.run("nightly", (tracker) -> {
				tracker.inc(2);
				if (jobFirst) {
					assertThatCode(() -> registering.accept(registry)).doesNotThrowAnyException();
				}
			});
			trackers.run("nightly", (tracker) -> tracker.inc(3));
			scraped = new Actuator(context).prometheus();
		}
		return scraped;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
