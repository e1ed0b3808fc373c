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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.Exposition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications with {@code spring.main.lazy-initialization=true}, whose beans
 * are created when something needs them.
 */
@ExtendWith(OutputCaptureExtension.class)
class LazyInitializationTests {

	@TempDir
	private Path directory;

	@Test
	void theJobOfAnApplicationIsReported(CapturedOutput output) throws IOException {
		start(ImportApplication.class, "--spring.main.web-application-type=none", "--progress.tracker.job=import")
			.close();
		Exposition metrics = files().get(0);
		assertThat(metrics.value("job_records_processed", Map.of("job", "import", "stage", "load"))).isEqualTo(3);
		assertThat(metrics.has("job_last_success", Map.of("job", "import"))).isTrue();
		assertThat(output).contains("Tracking job 'import'").doesNotContain("WARN", "ERROR");
	}

	@Test
	void scheduledMethodsAndBatchJobsAreReportedScrapedAndShown(CapturedOutput output) throws Exception {
		Map<String, String> settlement = Map.of("job", "Shop.settle", "app", "shop");
		Map<String, String> export = Map.of("job", "exportJob", "app", "shop");
		try (ConfigurableApplicationContext context = start(Shop.class, "--server.port=0",
				"--spring.application.name=shop", "--management.endpoints.web.exposure.include=progress,prometheus",
				"--progress.tracker.scheduling.enabled=true")) {
			context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters());
			Actuator actuator = new Actuator(context);
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(actuator.prometheus().has("job_last_success", settlement)).isTrue());
			assertThat(actuator.prometheus().value("job_records_processed", export)).isEqualTo(7);
			assertThat(new JsonContent(actuator.get("/actuator/progress").body())).extractingPath("$.jobs[*].job")
				.asArray()
				.containsExactlyInAnyOrder("Shop.settle", "exportJob");
		}
		assertThat(files()).anyMatch((metrics) -> metrics.has("job_last_success", settlement))
			.anyMatch((metrics) -> metrics.has("job_last_success", export));
		assertThat(output).doesNotContain("WARN", "ERROR");
	}

	private ConfigurableApplicationContext start(Class<?> source, String... arguments) {
		SpringApplication application = new SpringApplication(source);
		application.setDefaultProperties(Map.of("spring.main.lazy-initialization", "true",
				"progress.tracker.textfile.directory", this.directory.toString()));
		return application.run(arguments);
	}

	private List<Exposition> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map(LazyInitializationTests::metrics).toList();
		}
	}

	private static Exposition metrics(Path file) {
		try {
			return Exposition.parse(Files.readString(file));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class ImportApplication {

		@Bean
		CommandLineRunner load(ProgressTracker tracker) {
			return (args) -> tracker.startStage("load", 3).inc(3);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableBatchProcessing
	@EnableScheduling
	static class Shop {

		private final ProgressTrackers trackers;

		Shop(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		void settle() {
			this.trackers.current().inc(2);
		}

		@Bean
		static Job exportJob(JobRepository repository) {
			return new JobBuilder("exportJob", repository)
				.start(new StepBuilder("write", repository).tasklet((contribution, context) -> {
					contribution.incrementWriteCount(7);
					return RepeatStatus.FINISHED;
				}).build())
				.build();
		}

	}

}
