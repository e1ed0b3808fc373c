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

package io.github.progresstracker.samples.exit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for what an application knows about earlier runs from the job repository that
 * Spring Boot configures.
 */
class HistoryTests {

	@Test
	void aRunThatFailsStillKnowsTheLastSuccess() throws Exception {
		Instant success;
		try (ConfigurableApplicationContext context = start("--fail=false")) {
			success = only(context).outcomes().lastSuccessAt();
			assertThat(success).isNotNull();
		}
		try (ConfigurableApplicationContext context = start("--fail=true", "--spring.batch.job.enabled=false")) {
			awaitHistory();
			context.getBean(JobOperator.class)
				.start(context.getBean(Job.class), new JobParametersBuilder().addLong("run", 2L).toJobParameters());
			JobProgress run = only(context);
			assertThat(run.status()).isEqualTo(RunStatus.FAILED);
			assertThat(run.outcomes().lastSuccessAt()).isCloseTo(success, within(30, ChronoUnit.SECONDS));
		}
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		String[] all = Stream.concat(Stream.of("--spring.datasource.url=jdbc:h2:mem:history;DB_CLOSE_DELAY=-1",
				"--progress.tracker.reporting.enabled=false"), Stream.of(arguments))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(FailingJobApplication.class).run(all);
	}

	private static JobProgress only(ConfigurableApplicationContext context) {
		assertThat(context.getBean(ProgressTrackers.class).progress()).hasSize(1);
		return context.getBean(ProgressTrackers.class).progress().get(0);
	}

	private static void awaitHistory() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("progress-batch-history")));
	}

}
