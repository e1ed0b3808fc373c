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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import org.awaitility.Awaitility;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.json.JsonContent;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the last runs of Spring Batch jobs, as the endpoint shows them over HTTP:
 * each context is a process, and all of them share a database.
 */
class BatchRunHistoryTests {

	private static final AtomicInteger NUMBER = new AtomicInteger();

	private final SimpleDriverDataSource database = new SimpleDriverDataSource(new Driver(),
			"jdbc:h2:mem:history%d;DB_CLOSE_DELAY=-1".formatted(NUMBER.incrementAndGet()));

	private final Faults faults = new Faults();

	private final Watch watch = new Watch();

	@BeforeEach
	void createTables() {
		new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
			.execute(this.database);
	}

	@AfterEach
	void dropDatabase() {
		this.watch.go.countDown();
		new JdbcTemplate(this.database).execute("shutdown");
	}

	@Test
	void theRunsOfAnEarlierProcessAreShownByTheNextOne() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "importJob", 1);
			run(context, "importJob", 2);
			run(context, "partitionedJob", 1);
			assertThat(processed(context, "importJob")).isEqualTo(23);
			assertThat(processed(context, "partitionedJob")).isEqualTo(30);
		}
		try (ConfigurableApplicationContext context = start()) {
			assertThat(ask(context, "importJob")).isLenientlyEqualTo("""
					{"jobs": [], "notStarted": [{"job": "importJob", "labels": {"app": "shop"}, "history": [
						{"status": "completed", "records": {"processed": 23, "skipped": 1}},
						{"status": "completed", "records": {"processed": 23, "skipped": 1}}
					]}]}
					""");
			assertThat(ask(context, "partitionedJob")).isLenientlyEqualTo("""
					{"notStarted": [{"history": [{"status": "completed", "records": {"processed": 30, "skipped": 0}}]}]}
					""");
			run(context, "importJob", 3);
			JsonContent answer = ask(context, "importJob");
			assertThat(answer).extractingPath("$.notStarted").asArray().isEmpty();
			assertThat(answer).extractingPath("$.jobs[0].history.length()").isEqualTo(3);
			assertThat(answer).doesNotHavePath("$.jobs[0].historyProblem");
			assertThat(answer).extractingPath("$.jobs[0].history[*].startedAt")
				.asArray()
				.extracting((at) -> Instant.parse((String) at))
				.doesNotHaveDuplicates()
				.isSortedAccordingTo(Comparator.reverseOrder());
		}
	}

	@Test
	void aFailureIsShownWithItsMessageAndARestartIsARunOfItsOwn() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			this.faults.failing.set(true);
			run(context, "exportJob", 1);
			run(context, "importJob", 1);
			assertThat(processed(context, "importJob")).isEqualTo(10);
			this.faults.failing.set(false);
			run(context, "exportJob", 1);
			run(context, "importJob", 1);
			assertThat(processed(context, "importJob")).isEqualTo(13);
		}
		try (ConfigurableApplicationContext context = start()) {
			JsonContent export = ask(context, "exportJob");
			assertThat(export).isLenientlyEqualTo(
					"""
							{"notStarted": [{"history": [
								{"status": "completed", "records": {"processed": 7}},
								{"status": "failed", "records": {"processed": 0}, "failure": {"exception": "IllegalStateException",
									"stage": "write", "message": "no login with password=***"}}
							]}]}
							""");
			assertThat(export).extractingPath("$.notStarted[0].history[1].failure.at")
				.satisfies(
						(at) -> assertThat(export).extractingPath("$.notStarted[0].history[1].endedAt").isEqualTo(at));
			assertThat(export).extractingPath("$.notStarted[0].history[0].duration").asString().startsWith("PT");
			// Spring Batch also stores the record that the chunk filtered which failed
			assertThat(ask(context, "importJob")).isLenientlyEqualTo("""
					{"notStarted": [{"history": [
						{"status": "completed", "records": {"processed": 13, "skipped": 0}},
						{"status": "failed", "records": {"processed": 11, "skipped": 1}, "failure": {"stage": "load"}}
					]}]}
					""");
		}
	}

	@Test
	void aFailureOfAWorkerIsThatOfItsStage() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			this.faults.failing.set(true);
			run(context, "partitionedJob", 1);
		}
		try (ConfigurableApplicationContext context = start()) {
			assertThat(ask(context, "partitionedJob")).isLenientlyEqualTo(
					"""
							{"notStarted": [{"history": [{"status": "failed", "records": {"processed": 20},
								"failure": {"exception": "IllegalStateException", "stage": "worker", "message": "no part 1"}}]}]}
							""");
		}
	}

	@Test
	void aRunOfAnotherProcessThatHasNotEndedIsShownWithoutAnEnd() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "importJob", 1);
			new JdbcTemplate(this.database)
				.update("update batch_job_execution set status = 'STARTED', exit_code = 'UNKNOWN', end_time = null");
		}
		try (ConfigurableApplicationContext context = start()) {
			JsonContent answer = ask(context, "importJob");
			assertThat(answer).extractingPath("$.notStarted[0].history[0].status").isEqualTo("running");
			assertThat(answer).doesNotHavePath("$.notStarted[0].history[0].endedAt")
				.doesNotHavePath("$.notStarted[0].history[0].duration");
		}
	}

	@Test
	void aRunThatIsOpenInThisProcessIsNotPartOfItsHistory() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			this.faults.waiting = new CountDownLatch(1);
			Thread thread = new Thread(() -> run(context, "exportJob", 1));
			thread.start();
			assertThat(this.faults.reached.await(30, TimeUnit.SECONDS)).isTrue();
			JsonContent answer = ask(context, "exportJob");
			this.faults.waiting.countDown();
			thread.join();
			assertThat(answer).extractingPath("$.jobs[0].status").isEqualTo("running");
			assertThat(answer).extractingPath("$.jobs[0].history").asArray().isEmpty();
			assertThat(this.watch.calls).hasPositiveValue();
			assertThat(ask(context, "exportJob")).extractingPath("$.jobs[0].history[*].status")
				.asArray()
				.containsExactly("completed");
		}
	}

	@Test
	void aJobIsFoundUnderTheNameThatItIsReportedWith() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "importJob", 1);
			run(context, "exportJob", 1);
		}
		try (ConfigurableApplicationContext context = start("--progress.tracker.jobs.importJob.name=u/admin/orders")) {
			assertThat(ask(context, "u/admin/orders")).isLenientlyEqualTo("""
					{"notStarted": [{"job": "u/admin/orders", "history": [{"records": {"processed": 23}}]}]}
					""");
			assertThat(new Actuator(context).get("/actuator/progress/importJob").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void aNameIsNotTakenForAPattern() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "load_a", 1);
			for (int number = 1; number <= 3; number++) {
				run(context, "load-a", number);
			}
		}
		try (ConfigurableApplicationContext context = start("--progress.tracker.history=2")) {
			assertThat(ask(context, "load_a")).extractingPath("$.notStarted[0].history.length()").isEqualTo(1);
			assertThat(ask(context, "load-a")).extractingPath("$.notStarted[0].history.length()").isEqualTo(2);
		}
	}

	@Test
	void noMoreRunsAreShownThanConfigured() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			for (int number = 1; number <= 4; number++) {
				run(context, "exportJob", number);
			}
		}
		try (ConfigurableApplicationContext context = start("--progress.tracker.history=3")) {
			assertThat(ask(context, "exportJob")).extractingPath("$.notStarted[0].history.length()").isEqualTo(3);
			run(context, "exportJob", 5);
			assertThat(ask(context, "exportJob")).extractingPath("$.jobs[0].history.length()").isEqualTo(3);
		}
	}

	@Test
	void nothingIsReadBeforeSomebodyAsksForOneJob() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "exportJob", 1);
			assertThat(new JsonContent(new Actuator(context).get("/actuator/progress").body()))
				.doesNotHavePath("$.jobs[0].history");
			assertThat(this.watch.calls).hasValue(0);
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain(Watch.READER);
			ask(context, "exportJob");
			assertThat(this.watch.calls).hasPositiveValue();
		}
	}

	@Test
	void withoutAHistoryNothingIsReadOrShown() throws Exception {
		try (ConfigurableApplicationContext context = start("--progress.tracker.history=0")) {
			run(context, "exportJob", 1);
			assertThat(ask(context, "exportJob")).extractingPath("$.jobs[0].status").isEqualTo("completed");
			assertThat(ask(context, "exportJob")).doesNotHavePath("$.jobs[0].history");
			assertThat(this.watch.calls).hasValue(0);
		}
	}

	@Test
	void aSlowRepositoryDelaysTheAnswerForAShortTimeAndIsSeenInTheNextOne() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "exportJob", 1);
		}
		try (ConfigurableApplicationContext context = start()) {
			this.watch.slow = true;
			run(context, "exportJob", 2);
			assertThat(ask(context, "exportJob")).isLenientlyEqualTo("""
					{"jobs": [{"history": [{"status": "completed"}],
						"historyProblem": "The job repository has not answered yet"}]}
					""");
			this.watch.go.countDown();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(ask(context, "exportJob")).extractingPath("$.jobs[0].history.length()")
					.isEqualTo(2));
		}
	}

	@Test
	void aBrokenRepositoryLeavesTheRunsOfThisProcess() throws Exception {
		try (ConfigurableApplicationContext context = start()) {
			run(context, "exportJob", 1);
			this.watch.broken = true;
			assertThat(ask(context, "exportJob")).isLenientlyEqualTo("""
					{"jobs": [{"history": [{"status": "completed", "records": {"processed": 7}}], "historyProblem":
						"The job repository could not be read: IllegalStateException: jdbc://***@db refused"}]}
					""");
		}
	}

	private JsonContent ask(ConfigurableApplicationContext context, String job) {
		return new JsonContent(new Actuator(context).get("/actuator/progress/" + job).body());
	}

	private static JobExecution run(ConfigurableApplicationContext context, String job, long number) {
		try {
			return context.getBean(JobOperator.class)
				.start(context.getBean(job, Job.class),
						new JobParametersBuilder().addLong("number", number).toJobParameters());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long processed(ConfigurableApplicationContext context, String job) {
		List<JobProgress> runs = context.getBean(ProgressTrackers.class).progress();
		return runs.stream()
			.filter((run) -> run.identity().job().equals(job))
			.mapToLong((run) -> run.records().processed())
			.sum();
	}

	private ConfigurableApplicationContext start(String... arguments) {
		SpringApplication application = new SpringApplication(Shop.class);
		application.addInitializers((context) -> {
			context.getBeanFactory().registerSingleton("dataSource", this.database);
			context.getBeanFactory().registerSingleton("faults", this.faults);
			context.getBeanFactory().addBeanPostProcessor(this.watch);
		});
		application.setDefaultProperties(
				Map.of("server.port", "0", "spring.application.name", "shop", "progress.tracker.terminal.mode", "off",
						"progress.tracker.reporting.enabled", "false", "management.endpoints.web.exposure.include",
						"progress", "logging.level.org.springframework.batch", "off"));
		return application.run(arguments);
	}

	/** What goes wrong in the jobs. */
	static final class Faults {

		private final AtomicBoolean failing = new AtomicBoolean();

		private final CountDownLatch reached = new CountDownLatch(1);

		private volatile @Nullable CountDownLatch waiting;

		void fail(String message) {
			if (this.failing.get()) {
				throw new IllegalStateException(message);
			}
		}

		void await() throws InterruptedException {
			this.reached.countDown();
			CountDownLatch waiting = this.waiting;
			if (waiting != null) {
				waiting.await();
			}
		}

	}

	/** Counts what the thread for the history reads, and makes that slow or fail. */
	static final class Watch implements BeanPostProcessor {

		private static final String READER = "progress-history";

		private final AtomicInteger calls = new AtomicInteger();

		private final CountDownLatch go = new CountDownLatch(1);

		private volatile boolean slow;

		private volatile boolean broken;

		@Override
		public Object postProcessAfterInitialization(Object bean, String name) {
			return (bean instanceof JobRepository repository)
					? Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { JobRepository.class },
							(proxy, method, arguments) -> call(repository, method, arguments))
					: bean;
		}

		private Object call(JobRepository repository, Method method, Object[] arguments) throws Throwable {
			if (Thread.currentThread().getName().equals(READER)) {
				this.calls.incrementAndGet();
				if (this.slow) {
					this.go.await();
				}
				if (this.broken) {
					throw new IllegalStateException("jdbc://shop:geheim@db refused");
				}
			}
			try {
				return method.invoke(repository, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Configuration(proxyBeanMethods = false)
		@EnableBatchProcessing
		@EnableJdbcJobRepository
		static class Jobs {

			@Bean
			PlatformTransactionManager transactionManager(DataSource dataSource) {
				return new JdbcTransactionManager(dataSource);
			}

			/**
			 * Processes 20 records, of which 4 are filtered and one is skipped, and 3.
			 */
			@Bean
			Job importJob(JobRepository repository, PlatformTransactionManager transactions, Faults faults) {
				Step load = new StepBuilder("load", repository).<Integer, Integer>chunk(5)
					.reader(new Numbers(20))
					.processor((number) -> {
						if (number == 7) {
							throw new IllegalArgumentException("expected by the test");
						}
						return (number % 5 == 0) ? null : number;
					})
					.writer((chunk) -> {
						if (chunk.getItems().contains(12)) {
							faults.fail("no connection");
						}
					})
					.faultTolerant()
					.skip(IllegalArgumentException.class)
					.skipLimit(5)
					.transactionManager(transactions)
					.build();
				return new JobBuilder("importJob", repository).start(load)
					.next(new StepBuilder("check", repository).tasklet((contribution, context) -> {
						contribution.incrementWriteCount(3);
						return RepeatStatus.FINISHED;
					}, transactions).build())
					.build();
			}

			@Bean
			Job exportJob(JobRepository repository, PlatformTransactionManager transactions, Faults faults) {
				return new JobBuilder("exportJob", repository)
					.start(new StepBuilder("write", repository).tasklet((contribution, context) -> {
						faults.await();
						faults.fail("no login with password=geheim");
						contribution.incrementWriteCount(7);
						return RepeatStatus.FINISHED;
					}, transactions).build())
					.build();
			}

			@Bean
			Job partitionedJob(JobRepository repository, PlatformTransactionManager transactions, Faults faults) {
				Step worker = new StepBuilder("worker", repository).tasklet((contribution, context) -> {
					if (contribution.getStepExecution().getExecutionContext().getInt("part") == 1) {
						faults.fail("no part 1");
					}
					contribution.incrementWriteCount(10);
					return RepeatStatus.FINISHED;
				}, transactions).build();
				return new JobBuilder("partitionedJob", repository)
					.start(new StepBuilder("manager", repository)
						.partitioner("worker",
								(size) -> IntStream.range(0, 3)
									.boxed()
									.collect(Collectors.toMap((part) -> "p" + part,
											(part) -> new ExecutionContext(Map.of("part", part)))))
						.step(worker)
						.build())
					.build();
			}

			@Bean("load_a")
			Job loadUnderscore(JobRepository repository, PlatformTransactionManager transactions) {
				return empty("load_a", repository, transactions);
			}

			@Bean("load-a")
			Job loadDash(JobRepository repository, PlatformTransactionManager transactions) {
				return empty("load-a", repository, transactions);
			}

			private static Job empty(String name, JobRepository repository, PlatformTransactionManager transactions) {
				return new JobBuilder(name, repository)
					.start(new StepBuilder("only", repository)
						.tasklet((contribution, context) -> RepeatStatus.FINISHED, transactions)
						.build())
					.build();
			}

		}

	}

	/** Reads numbers, starting at 1, and continues at its position after a restart. */
	private static final class Numbers extends AbstractItemCountingItemStreamItemReader<Integer> {

		private final int count;

		private int last;

		Numbers(int count) {
			this.count = count;
			setName("numbers");
		}

		@Override
		protected @Nullable Integer doRead() {
			return (this.last < this.count) ? ++this.last : null;
		}

		@Override
		protected void doOpen() {
			this.last = 0;
		}

		@Override
		protected void doClose() {
		}

	}

}
