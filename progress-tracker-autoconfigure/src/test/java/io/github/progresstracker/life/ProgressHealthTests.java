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

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.report.ProgressReporter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the reporters in the health of an application.
 */
class ProgressHealthTests {

	@Test
	void anUnreachableGatewayIsShownAndLeavesTheApplicationUp() {
		try (ConfigurableApplicationContext context = start()) {
			context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> {
			});
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> health(context, "/progressTracker"),
						(json) -> json.getJson().contains("Connection refused"));
			assertThat(health(context, "/progressTracker")).extractingPath("$.status").isEqualTo("UNKNOWN");
			assertThat(health(context, "/progressTracker")).extractingPath("$.details.reporters[0].destination")
				.isEqualTo("a gateway");
			assertThat(health(context, "")).extractingPath("$.status").isEqualTo("UP");
			assertThat(health(context, "")).extractingPath("$.components.progressTracker.status").isEqualTo("UNKNOWN");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.health.progressTracker.enabled", "management.health.progress-tracker.enabled",
			"management.health.progresstracker.enabled", "management.health.defaults.enabled",
			"progress.tracker.enabled" })
	void theHealthDoesNotShowReportersIfTurnedOff(String property) {
		try (ConfigurableApplicationContext context = start("--" + property + "=false")) {
			assertThat(new Actuator(context).get("/actuator/health/progressTracker").statusCode()).isEqualTo(404);
			assertThat(new Actuator(context).get("/actuator/health").statusCode()).isEqualTo(200);
		}
	}

	private static JsonContent health(ConfigurableApplicationContext context, String component) {
		return new JsonContent(new Actuator(context).get("/actuator/health" + component).body());
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(WebApplication.class);
		application.setDefaultProperties(Map.of("server.port", "0", "progress.tracker.terminal.mode", "off",
				"progress.tracker.pushgateway.final-timeout", "1ms", "management.endpoint.health.show-details",
				"always", "spring.main.banner-mode", "off"));
		return application.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebApplication {

		@Bean
		ProgressReporter deadGateway() {
			return new DeadGateway("a gateway");
		}

	}

}
