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

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.ReporterState;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.ManagedRuns;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.testing.TestTime;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the answers in {@code docs/endpoint.md} with those of an application.
 */
class EndpointDocumentationTests {

	private static final Path DOCUMENTATION = Path.of("../docs/endpoint.md");

	private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

	private final Gate gate = new Gate();

	@Test
	void theAnswersAreAsDocumented() throws IOException {
		try (ConfigurableApplicationContext context = start(); this.gate) {
			Actuator actuator = new Actuator(context);
			work(context);
			Matcher documented = JSON.matcher(Files.readString(DOCUMENTATION));
			assertThat(documented.find()).isTrue();
			assertThat(new JsonContent(actuator.get("/actuator/progress/u/admin/import").body()))
				.isStrictlyEqualTo(documented.group(1));
			assertThat(documented.find()).isTrue();
			assertThat(new JsonContent(actuator.get("/actuator/progress").body())).extractingPath("$.notStarted")
				.asArray()
				.containsExactly(JsonParserFactory.getJsonParser().parseMap(documented.group(1)));
			assertThat(documented.find()).isTrue();
			assertThat(new JsonContent(actuator.get("/actuator/health/progressTracker").body()))
				.isStrictlyEqualTo(documented.group(1));
			assertThat(documented.find()).isFalse();
		}
	}

	private void work(ConfigurableApplicationContext context) {
		TestTime time = context.getBean(TestTime.class);
		ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
		Reporting reporting = context.getBean(Tracking.class).reporting();
		ManagedRun completed = begun(context, time.now().minus(Duration.ofMinutes(8)));
		completed.inc(10_000);
		completed.complete();
		await(reporting, (reporter) -> reporter.sinceDelivery() != null);
		time.pass(Duration.ofHours(23));
		ManagedRun failing = begun(context, time.now().minus(Duration.ofSeconds(200)));
		failing.startStage("load", 10_000).inc(4000);
		failing.fail(new IllegalStateException("disk is gone"));
		await(reporting, (reporter) -> Duration.ZERO.equals(reporter.sinceDelivery()));
		time.pass(Duration.ofMinutes(61));
		this.gate.gatewayIsGone = true;
		ProgressTracker tracker = trackers.start("u/admin/import");
		tracker.startStage("load", 10_000);
		for (int second = 0; second < 8; second++) {
			time.pass(Duration.ofSeconds(1));
			tracker.inc(512);
			((ProgressSource) tracker).sample();
		}
		tracker.markSkipped(12);
		this.gate.open.countDown();
		await(reporting, (reporter) -> Duration.ZERO.equals(reporter.sinceDelivery()) || reporter.failures() > 0);
		time.pass(Duration.ofMillis(250));
	}

	/** Begins a run in the past: no time passes in which it could be reported. */
	private static ManagedRun begun(ConfigurableApplicationContext context, Instant startedAt) {
		JobDefinition job = context.getBean(Tracking.class).jobs().named("u/admin/import");
		ManagedRun run = context.getBean(ManagedRuns.class).prepare(job);
		run.begin(startedAt);
		return run;
	}

	private static void await(Reporting reporting, Predicate<ReporterState> condition) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> reporting.reporters().stream().allMatch(condition));
	}

	private ConfigurableApplicationContext start() {
		SpringApplication application = new SpringApplication(DocumentedApplication.class);
		application.addInitializers((context) -> context.getBeanFactory().registerSingleton("gate", this.gate));
		application.setDefaultProperties(Map.of("server.port", "0", "progress.tracker.terminal.mode", "off",
				"progress.tracker.pushgateway.final-timeout", "1s", "progress.tracker.app", "shop",
				"progress.tracker.success-interval", "24h", "progress.tracker.max-duration", "2h",
				"progress.tracker.jobs.report.success-schedule.cron", "30 3 * * *",
				"progress.tracker.jobs.report.success-schedule.zone", "UTC", "management.endpoint.health.show-details",
				"always", "management.endpoints.web.exposure.include", "health,progress"));
		return application.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class DocumentedApplication {

		@Bean
		TestTime timeSource() {
			return new TestTime();
		}

		@Bean
		@Order(1)
		ProgressReporter gateway(Gate gate) {
			return new Gated("Pushgateway http://pushgateway:9091", gate, true);
		}

		@Bean
		@Order(2)
		ProgressReporter files(Gate gate) {
			return new Gated("text files in /var/lib/metrics", gate, false);
		}

	}

	/**
	 * Makes the status of the reporters depend on nothing but the test's clock.
	 */
	static final class Gate implements AutoCloseable {

		private final CountDownLatch open = new CountDownLatch(1);

		private volatile boolean gatewayIsGone;

		/**
		 * Opens the gate; the end would wait for a delivery forever on a stopped clock.
		 */
		@Override
		public void close() {
			this.gatewayIsGone = false;
			this.open.countDown();
		}

	}

	record Gated(String destination, Gate gate, boolean gateway) implements ProgressReporter {

		@Override
		public void report(JobProgress progress) throws Exception {
			if (this.gate.gatewayIsGone) {
				this.gate.open.await();
				if (this.gateway) {
					throw new ConnectException("Connection refused");
				}
			}
		}

	}

}
