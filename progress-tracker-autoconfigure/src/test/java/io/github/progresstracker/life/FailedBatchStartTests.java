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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.testing.Exposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for applications with Spring Batch whose start fails before a job begins.
 */
@ExtendWith(OutputCaptureExtension.class)
class FailedBatchStartTests {

	@TempDir
	private Path folder;

	@Test
	void beforeTheJobWasCreatedItHasTheNameOfItsBean() throws IOException {
		fail(List.of(BrokenBean.class, OrdersJob.class, Launcher.class));
		assertThat(failures()).containsExactly("ordersJob: ConnectException");
	}

	@Test
	void oneThatWasCreatedHasItsName() throws IOException {
		fail(List.of(OrdersJob.class, BrokenBean.class, Launcher.class));
		assertThat(failures()).containsExactly("orders: ConnectException");
	}

	@Test
	void theOnlyOneHasTheConfiguredNameBeforeAndAfterItWasCreated() throws IOException {
		fail(List.of(BrokenBean.class, OrdersJob.class, Launcher.class), "--progress.tracker.job=nightly");
		fail(List.of(OrdersJob.class, BrokenBean.class, Launcher.class), "--progress.tracker.job=nightly");
		assertThat(failures()).containsExactly("nightly: ConnectException");
	}

	@Test
	void ofSeveralItIsUnknownWhichOneARunnerWouldHaveLaunched(CapturedOutput output) throws IOException {
		fail(List.of(OrdersJob.class, OtherJob.class, BrokenBean.class, Launcher.class));
		assertThat(failures()).isEmpty();
		assertThat(output).contains("this is not reported: it is unknown which jobs it would have run");
	}

	@Test
	void aJobThatCannotBeLaunchedFails() throws IOException {
		fail(List.of(OrdersJob.class, Launcher.class), "--parameters=wrong");
		assertThat(failures()).containsExactly("orders: InvalidJobParametersException");
	}

	@Test
	void aRunnerThatThrowsBeforeTheJobIsLaunchedIsAFailureOfTheJob() throws IOException {
		fail(List.of(OrdersJob.class, BrokenRunner.class, Launcher.class));
		assertThat(failures()).containsExactly("orders: ConnectException");
	}

	@Test
	void aJobThatBeganFailsForItsOwnReasonOnly() throws IOException {
		fail(List.of(OrdersJob.class, Launcher.class), "--step=fails");
		assertThat(failures()).containsExactly("orders: IllegalArgumentException");
	}

	@Test
	void aJobThatIsTurnedOffIsNotReported() throws IOException {
		fail(List.of(OrdersJob.class, BrokenBean.class, Launcher.class), "--progress.tracker.batch.enabled=false",
				"--progress.tracker.application-job=off");
		assertThat(failures()).isEmpty();
	}

	@Test
	void nothingIsSaidOfAJobThatIsNotTracked(CapturedOutput output) throws IOException {
		fail(List.of(OrdersJob.class, BrokenBean.class, Launcher.class), "--progress.tracker.jobs.orders.enabled=false",
				"--progress.tracker.jobs.ordersJob.enabled=false");
		assertThat(failures()).isEmpty();
		assertThat(output).doesNotContain("is not reported");
	}

	@Test
	void aJobThatSpringBootDoesNotLaunchIsNotReportedForAWebApplication(CapturedOutput output) throws IOException {
		fail(WebApplicationType.SERVLET, List.of(OrdersJob.class, BrokenBean.class, Launcher.class));
		assertThat(failures()).isEmpty();
		assertThat(output).doesNotContain("is not reported");
	}

	private void fail(List<Class<?>> configuration, String... arguments) {
		fail(WebApplicationType.NONE, configuration, arguments);
	}

	private void fail(WebApplicationType type, List<Class<?>> configuration, String... arguments) {
		SpringApplication application = new SpringApplication(configuration.toArray(Class<?>[]::new));
		application.setWebApplicationType(type);
		List<String> all = new ArrayList<>(
				List.of("--server.port=0", "--progress.tracker.textfile.directory=" + this.folder));
		all.addAll(List.of(arguments));
		assertThatException().isThrownBy(() -> application.run(all.toArray(String[]::new)));
	}

	private List<String> failures() throws IOException {
		List<String> failures = new ArrayList<>();
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.toList()) {
				Exposition.parse(Files.readString(file))
					.series("job_last_failure_info")
					.forEach((series) -> failures
						.add(series.labels().get("job") + ": " + series.labels().get("exception")));
			}
		}
		return failures;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableBatchProcessing
	static class OrdersJob {

		@Bean
		Job ordersJob(JobRepository repository, Environment environment) {
			return new JobBuilder("orders", repository).validator((parameters) -> {
				if (environment.containsProperty("parameters")) {
					throw new InvalidJobParametersException("as told");
				}
			}).start(new StepBuilder("load", repository).tasklet((contribution, context) -> {
				if (environment.containsProperty("step")) {
					throw new IllegalArgumentException("as told");
				}
				return RepeatStatus.FINISHED;
			}).build()).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherJob {

		@Bean
		Job otherJob(JobRepository repository) {
			return new JobBuilder("other", repository)
				.start(new StepBuilder("load", repository).tasklet((contribution, context) -> RepeatStatus.FINISHED)
					.build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenBean {

		@Bean
		Object broken() {
			throw new IllegalStateException(new ConnectException("Connection refused"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BrokenRunner {

		@Bean
		@Order(1)
		CommandLineRunner checkConnection() {
			return (args) -> {
				throw new ConnectException("Connection refused");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Launcher {

		@Bean
		@Order(2)
		CommandLineRunner launcher(JobOperator operator, ObjectProvider<Job> jobs) {
			return (args) -> {
				if (!operator.start(jobs.getObject(), new JobParameters()).getStatus().name().equals("COMPLETED")) {
					throw new IllegalStateException("the job failed");
				}
			};
		}

	}

}
