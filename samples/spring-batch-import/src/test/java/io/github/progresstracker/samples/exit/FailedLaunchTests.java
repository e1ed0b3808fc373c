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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for jobs that Spring Boot's own runner cannot launch. They never begin, and yet
 * they failed.
 */
class FailedLaunchTests {

	private final List<Class<?>> sources = new ArrayList<>(List.of(FailingJobApplication.class));

	@TempDir
	private Path folder;

	/** See spring-batch#4023. */
	@ParameterizedTest
	@MethodSource("applicationTypes")
	void aJobThatIsStillStartedAfterACrashFailsUntilItIsRecovered(String applicationType) throws Exception {
		leaveAnExecutionBehind();
		assertThatException().isThrownBy(() -> start(applicationType));
		assertThat(failures()).containsExactly("importJob JobExecutionAlreadyRunningException");
		recover();
		start().close();
		assertThat(texts()).singleElement()
			.asString()
			.containsPattern("(?m)^job_last_success\\{[^}]*job=\"importJob\"");
	}

	@ParameterizedTest
	@MethodSource("applicationTypes")
	void ifThereIsNoJobOfTheConfiguredNameTheJobsThatThereAreFail(String applicationType) throws IOException {
		assertThatException().isThrownBy(() -> start(applicationType, "--spring.batch.job.name=exportJob"));
		assertThat(failures()).containsExactly("importJob IllegalStateException");
	}

	@ParameterizedTest
	@MethodSource("applicationTypes")
	void beforeTheJobsAreCreatedTheConfiguredNameIsTrusted(String applicationType) throws IOException {
		assertThatException().isThrownBy(() -> start(applicationType, "--spring.batch.job.name=importJob2",
				"--spring.datasource.url=jdbc:h2:tcp://localhost:1/x"));
		assertThat(failures()).containsExactly("importJob2 ConnectException");
	}

	@ParameterizedTest
	@MethodSource("applicationTypes")
	void beforeAllBeansAreDefinedTheConfiguredNameIsTrusted(String applicationType) throws IOException {
		this.sources.add(0, BrokenDefinition.class);
		assertThatException().isThrownBy(() -> start(applicationType, "--spring.batch.job.name=importJob"));
		assertThat(failures()).containsExactly("importJob IllegalStateException");
	}

	@Test
	void oneOfSeveralJobsDoesNotHaveTheNameOfTheApplicationsJob() throws IOException {
		this.sources.addAll(List.of(OtherJob.class, BrokenDefinition.class));
		assertThatException()
			.isThrownBy(() -> start("--spring.batch.job.name=importJob", "--progress.tracker.job=nightly"));
		assertThat(failures()).containsExactly("importJob IllegalStateException");
	}

	@Test
	void theOnlyJobHasTheNameOfTheApplicationsJobEvenIfNotAllBeansAreDefined() throws IOException {
		this.sources.add(BrokenDefinition.class);
		assertThatException()
			.isThrownBy(() -> start("--spring.batch.job.name=importJob", "--progress.tracker.job=nightly"));
		assertThat(failures()).containsExactly("nightly IllegalStateException");
	}

	@Test
	void beforeAllBeansAreDefinedAWebApplicationThatLaunchesNoJobReportsNothing() throws IOException {
		this.sources.add(BrokenDefinition.class);
		assertThatException().isThrownBy(() -> start("--spring.main.web-application-type=servlet",
				"--spring.batch.job.name=importJob", "--spring.batch.job.enabled=false"));
		assertThat(texts()).isEmpty();
	}

	@Test
	void aWebApplicationWhoseStartLaunchesNoJobReportsNothing() throws IOException {
		assertThatException().isThrownBy(() -> start("--spring.main.web-application-type=servlet",
				"--spring.batch.job.enabled=false", "--spring.datasource.url=jdbc:h2:tcp://localhost:1/x"));
		assertThat(texts()).isEmpty();
	}

	/** The start of a web application launches Batch jobs, too. */
	static Stream<String> applicationTypes() {
		return Stream.of("none", "servlet").map((type) -> "--spring.main.web-application-type=" + type);
	}

	private void leaveAnExecutionBehind() throws Exception {
		try (ConfigurableApplicationContext context = start("--spring.batch.job.enabled=false")) {
			JobRepository repository = context.getBean(JobRepository.class);
			JobParameters parameters = new JobParameters();
			JobExecution execution = repository.createJobExecution(
					repository.createJobInstance("importJob", parameters), parameters, new ExecutionContext());
			execution.setStatus(BatchStatus.STARTED);
			execution.setStartTime(LocalDateTime.now(ZoneId.systemDefault()));
			repository.update(execution);
		}
	}

	private void recover() throws Exception {
		try (ConfigurableApplicationContext context = start("--spring.batch.job.enabled=false")) {
			JobOperator operator = context.getBean(JobOperator.class);
			String job = context.getBean(Job.class).getName();
			for (JobExecution execution : context.getBean(JobRepository.class).findRunningJobExecutions(job)) {
				operator.recover(execution);
			}
		}
	}

	private ConfigurableApplicationContext start(String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("--fail=false", "--server.port=0", "--progress.tracker.textfile.directory=" + this.folder));
		if (Stream.of(arguments).noneMatch((argument) -> argument.contains("datasource"))) {
			all.add("--spring.datasource.url=jdbc:h2:mem:" + this.folder.getFileName() + ";DB_CLOSE_DELAY=-1");
		}
		all.addAll(List.of(arguments));
		return new SpringApplicationBuilder(this.sources.toArray(Class<?>[]::new)).run(all.toArray(String[]::new));
	}

	private List<String> failures() throws IOException {
		return texts().stream()
			.flatMap(String::lines)
			.filter((line) -> line.startsWith("job_last_failure_info{"))
			.map((line) -> line.replaceFirst(".*exception=\"(\\w+)\".*[{,]job=\"(\\w+)\".*", "$2 $1"))
			.toList();
	}

	private List<String> texts() throws IOException {
		List<String> texts = new ArrayList<>();
		try (Stream<Path> files = Files.list(this.folder)) {
			for (Path file : files.toList()) {
				texts.add(Files.readString(file));
			}
		}
		return texts;
	}

	/** Fails while the definitions are read, in the order of the sources. */
	@Import(BrokenRegistrar.class)
	static class BrokenDefinition {

	}

	static class BrokenRegistrar implements ImportBeanDefinitionRegistrar {

		@Override
		public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
			throw new IllegalStateException("expected by the test");
		}

	}

	static class OtherJob {

		@Bean
		Job exportJob(JobRepository repository) {
			return new JobBuilder("exportJob", repository)
				.start(new StepBuilder("load", repository).tasklet((contribution, context) -> RepeatStatus.FINISHED)
					.build())
				.build();
		}

	}

}
