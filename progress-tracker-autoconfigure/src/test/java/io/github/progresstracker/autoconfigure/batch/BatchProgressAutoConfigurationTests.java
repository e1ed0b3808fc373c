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

package io.github.progresstracker.autoconfigure.batch;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.github.progresstracker.Estimate;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.configuration.annotation.JobScope;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BatchProgressAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, BatchProgressAutoConfiguration.class))
		.withPropertyValues("progress.tracker.reporting.enabled=false");

	@Test
	void jobAndStepScopedBeansAreTracked(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Import.class).run((context) -> {
			JobParameters parameters = new JobParametersBuilder().addString("names", "a,b,c").toJobParameters();
			context.getBean(JobOperator.class).start(context.getBean("importJob", Job.class), parameters);
			JobProgress run = only(context);
			assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(run.stage("load").orElseThrow().records().processed()).isEqualTo(3);
			assertThat(run.stage("load").orElseThrow().records().expected()).isEqualTo(3);
			assertThat(run.stage("check").orElseThrow().records().processed()).isEqualTo(1);
			assertThat(output).doesNotContain("could not be tracked");
		});
	}

	private static JobProgress only(ApplicationContext context) {
		assertThat(context.getBean(ProgressTrackers.class).progress()).hasSize(1);
		return context.getBean(ProgressTrackers.class).progress().get(0);
	}

	@Test
	void aJobNamedBySpringBatchHasTheLabelApp() {
		this.contextRunner.withUserConfiguration(Import.class)
			.withPropertyValues("spring.application.name=shop")
			.run((context) -> assertThat(identity(context, "importJob"))
				.isEqualTo(Map.of("job", "importJob", "app", "shop")));
		this.contextRunner.withUserConfiguration(Import.class)
			.withPropertyValues("spring.application.name=shop", "progress.tracker.app=store",
					"progress.tracker.namespace=eu")
			.run((context) -> assertThat(identity(context, "importJob"))
				.isEqualTo(Map.of("job", "importJob", "app", "store", "namespace", "eu")));
	}

	private static Map<String, String> identity(ApplicationContext context, String job) {
		return definition(context, job).identity().asLabels();
	}

	private static JobDefinition definition(ApplicationContext context, String job) {
		return context.getBean(BatchJobs.class).definition(job);
	}

	@Test
	void anExplicitNameIsGivenToTheOnlyJob() {
		this.contextRunner.withUserConfiguration(Import.class)
			.withPropertyValues("spring.application.name=shop", "progress.tracker.job=nightly")
			.run((context) -> {
				assertThat(identity(context, "importJob")).isEqualTo(Map.of("job", "nightly"));
				assertThat(identity(context, "another")).isEqualTo(Map.of("job", "another", "app", "shop"));
			});
		this.contextRunner.withUserConfiguration(Import.class)
			.withInitializer(Variables.of(Map.of("JOB_NAME", "nightly", "WM_JOB_PATH", "u/admin/x")))
			.run((context) -> assertThat(identity(context, "importJob")).isEqualTo(Map.of("job", "nightly")));
		this.contextRunner.withUserConfiguration(Import.class)
			.withInitializer(Variables.of("WM_JOB_PATH", "u/admin/x"))
			.run((context) -> assertThat(identity(context, "importJob")).isEqualTo(Map.of("job", "importJob")));
		this.contextRunner.withUserConfiguration(Import.class, Export.class)
			.withPropertyValues("progress.tracker.job=nightly")
			.run((context) -> assertThat(identity(context, "importJob")).isEqualTo(Map.of("job", "importJob")));
	}

	@Test
	void oneOfSeveralJobsCanHaveItsOwnProperties() {
		this.contextRunner.withUserConfiguration(Import.class, Export.class)
			.withPropertyValues("spring.application.name=shop", "progress.tracker.success-interval=25h",
					"progress.tracker.jobs.importJob.name=orders",
					"progress.tracker.jobs.importJob.success-interval=2h",
					"progress.tracker.jobs.importJob.labels.team=sales")
			.run((context) -> {
				assertThat(identity(context, "importJob"))
					.isEqualTo(Map.of("job", "orders", "app", "shop", "team", "sales"));
				assertThat(definition(context, "importJob").successExpectation())
					.isEqualTo(SuccessInterval.of(java.time.Duration.ofHours(2)));
				assertThat(identity(context, "exportJob")).isEqualTo(Map.of("job", "exportJob", "app", "shop"));
			});
	}

	@Test
	void withBatchDisabledNothingIsConfigured() {
		this.contextRunner.withUserConfiguration(Import.class)
			.withPropertyValues("progress.tracker.batch.enabled=false")
			.run((context) -> {
				assertThat(Arrays.stream(context.getBeanDefinitionNames())
					.filter((name) -> name.contains("progressBatch"))).isEmpty();
				JobParameters parameters = new JobParametersBuilder().addString("names", "a").toJobParameters();
				context.getBean(JobOperator.class).start(context.getBean("importJob", Job.class), parameters);
				assertThat(context.getBean(ProgressTrackers.class).progress()).isEmpty();
			});
		this.contextRunner.withUserConfiguration(Import.class)
			.withPropertyValues("progress.tracker.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BatchJobs.class));
	}

	@Test
	void withoutBatchNothingIsConfigured() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.batch"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BatchJobs.class));
	}

	@Test
	void theApplicationsOwnRunIsSilentIfThereIsABatchJob(CapturedOutput output) {
		try (ConfigurableApplicationContext context = start("progress.tracker.reporting.enabled=true",
				"progress.tracker.terminal.mode=off", "progress.tracker.textfile.directory=target/none",
				"progress.tracker.jobs.importJbo.success-interval=2h")) {
			JobProgress run = only(context);
			assertThat(run.identity().job()).isEqualTo("importJob");
			assertThat(run.identity().app()).isEqualTo("shop");
			assertThat(output).contains("Tracking 'importJob' {app=shop}, and 'importJbo' {app=shop} once it is used;");
		}
		try (ConfigurableApplicationContext context = start("progress.tracker.batch.enabled=false",
				"progress.tracker.reporting.enabled=false")) {
			assertThat(only(context).identity().job()).isEqualTo("shop");
		}
	}

	private static ConfigurableApplicationContext start(String... properties) {
		return new SpringApplicationBuilder(Import.class, Runner.class, Tracking.class).web(WebApplicationType.NONE)
			.properties("spring.application.name=shop")
			.properties(properties)
			.run();
	}

	@Test
	void aWorkerOfARemoteJobReportsNothingAndSaysSo(CapturedOutput output) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Tracking.class, Worker.class)
			.web(WebApplicationType.NONE)
			.properties("progress.tracker.reporting.enabled=true")
			.run();
		assertThat(context.getBean(ProgressTrackers.class).progress()).isEmpty();
		context.close();
		assertThat(output).containsOnlyOnce("Tracking no jobs: this application runs only steps")
			.doesNotContain("once it is used", "Nothing is pushed");
	}

	@Test
	void theLastSuccessIsReadFromTheJobRepository() {
		EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
			.generateUniqueName(true)
			.addScript("org/springframework/batch/core/schema-h2.sql")
			.build();
		ApplicationContextRunner withHistory = this.contextRunner.withUserConfiguration(Import.class)
			.withBean(DataSource.class, () -> new JdbcTemplate(database).getDataSource());
		try {
			JobProgress[] first = new JobProgress[1];
			withHistory.run((context) -> {
				run(context, "a");
				first[0] = only(context);
			});
			assertThat(first[0].outcomes().lastSuccessAt()).isNotNull();
			withHistory.run((context) -> {
				awaitHistory();
				run(context, "fail");
				JobProgress second = only(context);
				assertThat(second.status()).isEqualTo(RunStatus.FAILED);
				assertThat(second.outcomes().lastSuccessAt()).isCloseTo(first[0].outcomes().lastSuccessAt(),
						org.assertj.core.api.Assertions.within(10, java.time.temporal.ChronoUnit.SECONDS));
			});
			new JdbcTemplate(database).execute("alter table batch_job_execution rename to gone");
			withHistory.run((context) -> assertThat(context).hasNotFailed());
		}
		finally {
			database.shutdown();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 50, 100, 200 })
	void withAJobRepositoryEachRunAfterTheFirstSuccessIsJudgedByIt(int records) {
		EmbeddedDatabase database = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
			.generateUniqueName(true)
			.addScript("org/springframework/batch/core/schema-h2.sql")
			.build();
		ApplicationContextRunner withHistory = this.contextRunner.withUserConfiguration(WithoutTotals.class)
			.withBean(DataSource.class, () -> new JdbcTemplate(database).getDataSource());
		try {
			withHistory.run((context) -> {
				runWithoutTotals(context, 100);
				assertThat(context.getBean(WithoutTotals.class).seen)
					.allSatisfy((progress) -> assertThat(progress.estimate()).isEqualTo(Estimate.UNKNOWN));
			});
			withHistory.run((context) -> {
				awaitHistory();
				runWithoutTotals(context, records);
				List<JobProgress> seen = context.getBean(WithoutTotals.class).seen;
				assertThat(seen).hasSize(records / 10).allSatisfy((progress) -> {
					StageProgress load = progress.stage("load").orElseThrow();
					Estimate estimate = progress.estimate(load);
					assertThat(load.records().expected()).isNull();
					if (load.records().processed() < 100) {
						assertThat(estimate.fraction()).isEqualTo(load.records().processed() / 100.0);
						assertThat(estimate.asLastTime()).isTrue();
					}
					else {
						assertThat(estimate).isEqualTo(Estimate.UNKNOWN);
					}
				});
			});
		}
		finally {
			database.shutdown();
		}
	}

	private static void runWithoutTotals(ApplicationContext context, int records) throws Exception {
		JobParameters parameters = new JobParametersBuilder().addLong("records", (long) records)
			.addLong("time", System.nanoTime())
			.toJobParameters();
		context.getBean(JobOperator.class).start(context.getBean(Job.class), parameters);
	}

	@Test
	void theJobRepositoryIsNoLongerReadOnceTheApplicationIsClosed(CapturedOutput output) throws Exception {
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		AtomicInteger queries = new AtomicInteger();
		JobRepository repository = (JobRepository) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { JobRepository.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "getJobInstances" -> List.of(new JobInstance(1, "importJob"), new JobInstance(2, "importJob"));
					case "getJobExecutions" -> {
						queries.incrementAndGet();
						reading.countDown();
						closed.await();
						throw new IllegalStateException("The database is closed");
					}
					default -> null;
				});
		this.contextRunner.withBean("jobRepository", JobRepository.class, () -> repository)
			.withBean("importJob", Job.class, () -> named("importJob"))
			.run((context) -> assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue());
		closed.countDown();
		awaitHistory();
		assertThat(queries).hasValue(1);
		assertThat(output).doesNotContain("could not be read from the job repository");
	}

	private static Job named(String name) {
		return new Job() {

			@Override
			public String getName() {
				return name;
			}

			@Override
			public void execute(JobExecution execution) {
			}

		};
	}

	private static void awaitHistory() {
		Awaitility.await()
			.atMost(30, TimeUnit.SECONDS)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("progress-batch-history")));
	}

	private static void run(ApplicationContext context, String names) throws Exception {
		JobParameters parameters = new JobParametersBuilder().addString("names", names).toJobParameters();
		context.getBean(JobOperator.class).start(context.getBean("importJob", Job.class), parameters);
	}

	@Test
	void aJobThatIsRunningWhenTheApplicationClosesIsInterrupted() throws Exception {
		CountDownLatch working = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		ProgressTrackers[] trackers = new ProgressTrackers[1];
		Thread[] worker = new Thread[1];
		this.contextRunner.withUserConfiguration(Import.class).run((context) -> {
			trackers[0] = context.getBean(ProgressTrackers.class);
			JobRepository repository = context.getBean(JobRepository.class);
			Job endless = new JobBuilder("endless", repository)
				.start(new StepBuilder("work", repository).tasklet((contribution, chunk) -> {
					working.countDown();
					closed.await();
					return RepeatStatus.FINISHED;
				}, context.getBean(PlatformTransactionManager.class)).build())
				.build();
			context.getAutowireCapableBeanFactory().initializeBean(endless, "endless");
			Thread thread = new Thread(() -> {
				try {
					context.getBean(JobOperator.class).start(endless, new JobParameters());
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			thread.start();
			worker[0] = thread;
			working.await();
		});
		assertThat(trackers[0].progress()).singleElement()
			.satisfies((run) -> assertThat(run.status()).isEqualTo(RunStatus.INTERRUPTED));
		// Spring Batch identifies executions by their id only, in all of the JVM.
		closed.countDown();
		worker[0].join();
	}

	@Test
	void executorsOfJobsEndBeforeTheRunsButThoseOfReportersDoNot() {
		this.contextRunner.withUserConfiguration(Import.class, Executors.class)
			.run((context) -> assertThat(
					context.getSourceApplicationContext().getBeanFactory().getDependentBeans("progressBatchRuns"))
				.contains("executorOfJobs")
				.doesNotContain("executorOfReporter"));
	}

	@Test
	void aJobWhoseListenerThrowsEndsOnAThreadThatEndsWithTheApplication() {
		List<String> threads = new CopyOnWriteArrayList<>();
		this.contextRunner.withUserConfiguration(Import.class).withBean(RunListener.class, () -> new RunListener() {

			@Override
			public void runEnded(ProgressSource run) {
				threads.add(Thread.currentThread().getName());
			}

		}).run((context) -> {
			JobRepository repository = context.getBean(JobRepository.class);
			Job job = new JobBuilder("failing", repository).listener(new JobExecutionListener() {

				@Override
				public void afterJob(JobExecution execution) {
					throw new IllegalStateException("expected by the test");
				}

			}).start(context.getBean("load", Step.class)).build();
			context.getAutowireCapableBeanFactory().initializeBean(job, "failing");
			context.getBean(JobOperator.class)
				.start(job, new JobParametersBuilder().addString("names", "a").toJobParameters());
			Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !threads.isEmpty());
		});
		assertThat(threads).containsExactly("progress-later");
		Awaitility.await()
			.atMost(30, TimeUnit.SECONDS)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().equals("progress-later")));
	}

	@Configuration(proxyBeanMethods = false)
	static class Executors {

		@Bean
		ThreadPoolTaskExecutor executorOfJobs() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		ThreadPoolTaskExecutor executorOfReporter() {
			return new ThreadPoolTaskExecutor();
		}

		@Bean
		ProgressReporter reporter(@Qualifier("executorOfReporter") ThreadPoolTaskExecutor executor) {
			return (progress) -> executor.execute(() -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ProgressTrackerAutoConfiguration.class, BatchProgressAutoConfiguration.class })
	static class Tracking {

	}

	@Configuration(proxyBeanMethods = false)
	static class Runner {

		@Bean
		CommandLineRunner runner(JobOperator operator, Job job) {
			return (arguments) -> operator.start(job,
					new JobParametersBuilder().addString("names", "a").toJobParameters());
		}

	}

	/** Has a runner, as every Spring Boot application with Spring Batch does. */
	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	static class Worker {

		@Bean
		Step load(JobRepository repository) {
			return new StepBuilder("load", repository)
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, new ResourcelessTransactionManager())
				.build();
		}

		@Bean
		CommandLineRunner runner() {
			return (arguments) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Export {

		@Bean
		Job exportJob(JobRepository repository, PlatformTransactionManager transactions) {
			return new JobBuilder("exportJob", repository)
				.start(new StepBuilder("write", repository)
					.tasklet((contribution, context) -> RepeatStatus.FINISHED, transactions)
					.build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class WithoutTotals {

		private final List<JobProgress> seen = new CopyOnWriteArrayList<>();

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		Job nightlyJob(JobRepository repository, @Qualifier("load") Step load, @Qualifier("check") Step check) {
			return new JobBuilder("nightlyJob", repository).start(load).next(check).build();
		}

		@Bean
		@JobScope
		Step load(JobRepository repository, PlatformTransactionManager transactions, ProgressTrackers trackers,
				@Value("#{jobParameters['records']}") long records) {
			AtomicInteger read = new AtomicInteger();
			return new StepBuilder("load", repository).<Integer, Integer>chunk(10)
				.reader(() -> (read.get() < records) ? read.incrementAndGet() : null)
				.writer((chunk) -> this.seen.addAll(trackers.progress()))
				.transactionManager(transactions)
				.build();
		}

		@Bean
		Step check(JobRepository repository, PlatformTransactionManager transactions) {
			return new StepBuilder("check", repository)
				.tasklet((contribution, context) -> RepeatStatus.FINISHED, transactions)
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class Import {

		@Bean
		@org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.addScript("org/springframework/batch/core/schema-h2.sql")
				.build();
		}

		@Bean
		PlatformTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		Job importJob(JobRepository repository, Step load, Step check) {
			return new JobBuilder("importJob", repository).start(load).next(check).build();
		}

		@Bean
		Step load(JobRepository repository, PlatformTransactionManager transactions, ItemReader<String> names) {
			return new StepBuilder("load", repository).<String, String>chunk(2).reader(names).writer((chunk) -> {
				if (chunk.getItems().contains("fail")) {
					throw new IllegalStateException("expected by the test");
				}
			}).transactionManager(transactions).build();
		}

		@Bean
		@StepScope
		Names names(@Value("#{jobParameters['names']}") String names) {
			return new Names(names.split(",", -1));
		}

		@Bean
		@JobScope
		Step check(JobRepository repository, PlatformTransactionManager transactions,
				@Value("#{jobParameters['names']}") String names) {
			return new StepBuilder("check", repository).tasklet((contribution, context) -> {
				contribution.incrementWriteCount(names.isEmpty() ? 0 : 1);
				return RepeatStatus.FINISHED;
			}, transactions).build();
		}

	}

	static class Names extends ListItemReader<String> implements io.github.progresstracker.batch.ExpectedRecords {

		private final int count;

		Names(String... names) {
			super(Arrays.asList(names));
			this.count = names.length;
		}

		@Override
		public long expectedRecords() {
			return this.count;
		}

	}

}
