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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that use virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
@UsesServers
class VirtualThreadsTests {

	private static final String TIDY = "VirtualApplication.tidy";

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void workOfVirtualThreadsIsCountedAndPushed() {
		SpringApplication application = new SpringApplication(VirtualApplication.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("spring.threads.virtual.enabled", "true", "progress.tracker.job",
				"nightly", "progress.tracker.scheduling.enabled", "true", "progress.tracker.pushgateway.url",
				this.gateway.url(), "progress.tracker.terminal.mode", "off"));
		try (ConfigurableApplicationContext context = application.run()) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> context.getBean(ProgressTrackers.class)
					.progress()
					.stream()
					.anyMatch((run) -> run.identity().job().equals(TIDY) && run.status().isEnd()));
			assertThat(context.getBean(VirtualApplication.class).threads).hasSize(101).containsOnly(true);
		}
		assertThat(this.gateway.exposition().value("job_records_processed", Map.of("job", "nightly", "stage", "load")))
			.isEqualTo(100);
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
		assertThat(this.gateway.exposition().series("job_last_success"))
			.anyMatch((series) -> TIDY.equals(series.labels().get("job")));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	static class VirtualApplication {

		private final Queue<Boolean> threads = new ConcurrentLinkedQueue<>();

		@Bean
		CommandLineRunner job(ProgressTracker tracker, AsyncTaskExecutor applicationTaskExecutor) {
			return (args) -> {
				tracker.startStage("load", 100);
				List<Future<?>> tasks = new ArrayList<>();
				for (int i = 0; i < 100; i++) {
					tasks.add(applicationTaskExecutor.submit(() -> {
						note();
						tracker.inc();
					}));
				}
				for (Future<?> task : tasks) {
					task.get();
				}
			};
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		void tidy() {
			note();
		}

		/**
		 * Goes by the name because the code is compiled for a JDK without virtual
		 * threads.
		 */
		private void note() {
			this.threads.add(Thread.currentThread().toString().startsWith("VirtualThread"));
		}

	}

}
