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

package io.github.progresstracker.autoconfigure.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.metrics.ProgressGauges;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProgressMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, ProgressMetricsAutoConfiguration.class));

	/** Named as a text, because the class may be missing. */
	@Test
	void theRegistryOfSpringBootIsThereBefore() {
		assertThat(ProgressMetricsAutoConfiguration.class.getAnnotation(AutoConfiguration.class).afterName())
			.containsExactly(CompositeMeterRegistryAutoConfiguration.class.getName());
	}

	@Test
	void aWebApplicationExposesTheMetricsToScrapes() throws Exception {
		SpringApplication application = new SpringApplication(Shop.class);
		application.addInitializers(Variables.none());
		try (ConfigurableApplicationContext context = application.run("--server.port=0",
				"--management.endpoints.web.exposure.include=prometheus", "--progress.tracker.job=ignored",
				"--progress.tracker.terminal.mode=off", "--progress.tracker.reporting.enabled=false")) {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			trackers.run("nightly", (tracker) -> {
				tracker.startStage("load", 10);
				tracker.inc(4);
				Awaitility.await()
					.untilAsserted(() -> assertThat(scrape(context.getEnvironment()))
						.contains("job_records_processed{job=\"nightly\",stage=\"load\"} 4.0")
						.contains("job_running{job=\"nightly\"} 1.0"));
			});
			assertThat(scrape(context.getEnvironment())).contains("job_records_processed{job=\"nightly\"} 4.0")
				.contains("job_running{job=\"nightly\"} 0.0")
				.contains("job_last_success{job=\"nightly\"} ");
			trackers.run("nightly", (tracker) -> tracker.startStage("index"));
			assertThat(scrape(context.getEnvironment())).contains("stage=\"index\"").doesNotContain("stage=\"load\"");
		}
	}

	@Test
	void theMessageOfAFailureIsATagIfConfigured() {
		ApplicationContextRunner withRegistry = this.contextRunner.withUserConfiguration(Registry.class);
		withRegistry.run((context) -> assertThat(failureInfo(context).getTag("message")).isNull());
		withRegistry.withPropertyValues("progress.tracker.failure-message=true")
			.run((context) -> assertThat(failureInfo(context).getTag("message")).isEqualTo("disk full"));
	}

	private static Meter.Id failureInfo(ApplicationContext context) {
		context.getBean(ProgressTrackers.class).start("nightly").fail(new IllegalStateException("disk full"));
		return context.getBean(MeterRegistry.class).get("job.last.failure.info").gauge().getId();
	}

	@Test
	void theEndIsVisibleAtOnce() {
		this.contextRunner.withUserConfiguration(Registry.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			AtomicReference<Double> running = new AtomicReference<>();
			context.getBean(ProgressTrackers.class)
				.run("nightly", (tracker) -> running.set(registry.get("job.running").gauge().value()));
			assertThat(running.get()).isOne();
			assertThat(registry.get("job.running").gauge().value()).isZero();
		});
	}

	@Test
	void gaugesNeedARegistry() {
		this.contextRunner.run((context) -> assertThat(context.getBeanProvider(ProgressGauges.class)).isEmpty());
	}

	@Test
	void micrometerIsOptional() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ProgressTrackers.class));
	}

	@Test
	void withTrackingOffThereAreNoGauges() {
		this.contextRunner.withUserConfiguration(Registry.class)
			.withPropertyValues("progress.tracker.enabled=false")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(ProgressGauges.class);
				assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
			});
	}

	private static String scrape(Environment environment) throws IOException {
		String port = environment.getRequiredProperty("local.server.port");
		try (InputStream body = URI.create("http://localhost:" + port + "/actuator/prometheus").toURL().openStream()) {
			return new String(body.readAllBytes(), UTF_8);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Registry {

		@Bean
		SimpleMeterRegistry simpleMeterRegistry() {
			return new SimpleMeterRegistry();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
