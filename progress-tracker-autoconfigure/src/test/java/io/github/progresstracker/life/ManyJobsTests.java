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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that have an id in the names of their jobs, so that there is a
 * new job for each run.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class ManyJobsTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@TempDir
	private Path directory;

	@Test
	void anIdInTheNameOfAJobLeavesNoMoreThanTheMaximumNumberOfJobsBehind(CapturedOutput output) throws IOException {
		try (ConfigurableApplicationContext context = start()) {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			for (int id = 0; id < 250; id++) {
				trackers.run("import-" + id, ProgressTracker::inc);
			}
			awaitPushOf("import-199");
			assertThat(trackers.progress()).hasSize(200);
			assertThat(jobs(context.getBean(MeterRegistry.class))).hasSize(200);
			assertThat(output).containsOnlyOnce("max-jobs")
				.containsOnlyOnce(" WARN ")
				.contains("'import-200' {app=shop} is not reported");
		}
		assertThat(jobs(this.gateway.exposition())).hasSize(200).contains("import-0", "import-199");
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).hasSize(200);
		}
	}

	@Test
	void theApplicationsOwnJobAndThoseOfItsConfigurationAreReportedInAnyCase() {
		try (ConfigurableApplicationContext context = start("--progress.tracker.max-jobs=3",
				"--progress.tracker.jobs.nightly.max-duration=1h")) {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			for (int id = 0; id < 5; id++) {
				trackers.run("import-" + id, ProgressTracker::inc);
			}
			trackers.run("nightly", ProgressTracker::inc);
			ProgressTracker own = context.getBean(ProgressTracker.class);
			own.inc();
			own.complete();
		}
		assertThat(jobs(this.gateway.exposition())).containsExactlyInAnyOrder("import-0", "import-1", "import-2",
				"nightly", "shop");
	}

	@Test
	void theEndpointSaysHowManyRunsWereNotReported() {
		try (ConfigurableApplicationContext context = start("--progress.tracker.max-jobs=1",
				"--progress.tracker.reporting.enabled=false", "--management.endpoints.web.exposure.include=progress")) {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			for (String job : List.of("import-1", "import-1", "import-2", "import-3", "import-2")) {
				trackers.run(job, ProgressTracker::inc);
			}
			assertThat(new JsonContent(new Actuator(context).get("/actuator/progress").body())).isLenientlyEqualTo("""
					{"jobs": [{"job": "import-1"}], "unreportedRuns": 3}
					""");
		}
	}

	private void awaitPushOf(String job) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.gateway.has("job_last_success", Map.of("job", job, "app", "shop")));
	}

	private static Set<String> jobs(MeterRegistry registry) {
		Set<String> jobs = new HashSet<>();
		registry.find("job.running").gauges().forEach((gauge) -> jobs.add(gauge.getId().getTag("job")));
		return jobs;
	}

	private static Set<String> jobs(Exposition exposition) {
		Set<String> jobs = new HashSet<>();
		exposition.series("push_time_seconds").forEach((series) -> jobs.add(series.labels().get("job")));
		return jobs;
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setDefaultProperties(
				Map.of("server.port", "0", "spring.application.name", "shop", "progress.tracker.pushgateway.url",
						this.gateway.url(), "progress.tracker.textfile.directory", this.directory.toString(),
						"progress.tracker.terminal.mode", "off", "progress.tracker.pushgateway.final-timeout", "60s"));
		return application.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

}
