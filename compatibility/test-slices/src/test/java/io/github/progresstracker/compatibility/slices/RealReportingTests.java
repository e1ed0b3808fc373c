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

package io.github.progresstracker.compatibility.slices;

import java.nio.file.Path;
import java.time.Duration;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.test.AutoConfigureProgressTracker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a Spring test reports if it asks for it.
 */
@SpringBootTest(properties = { "spring.main.web-application-type=none", "progress.tracker.job=nightly" })
@AutoConfigureProgressTracker
class RealReportingTests {

	@TempDir
	private static Path directory;

	@DynamicPropertySource
	static void reportTo(DynamicPropertyRegistry registry) {
		registry.add("progress.tracker.textfile.directory", () -> directory.toString());
	}

	@Test
	void theReportOfTheJobIsWritten() {
		await().atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(directory).isDirectoryContaining("glob:**.prom"));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> tracker.inc(3);
		}

	}

}
