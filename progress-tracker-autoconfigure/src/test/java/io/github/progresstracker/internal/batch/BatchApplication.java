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

package io.github.progresstracker.internal.batch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.autoconfigure.batch.BatchProgressAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import org.awaitility.Awaitility;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.AbstractItemCountingItemStreamItemReader;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring Batch, a database and a Pushgateway of its own. Jobs write
 * numbers to a table, and the gateway has to show the counts of that table.
 */
final class BatchApplication implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RealPushgateway gateway;

	private final ConfigurableApplicationContext context;

	private BatchApplication(RealPushgateway gateway, ConfigurableApplicationContext context) {
		this.gateway = gateway;
		this.context = context;
	}

	static BatchApplication start(Class<?> repository, String... properties) {
		RealPushgateway gateway = RealPushgateway.start();
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Tracking.class, repository)
			.web(WebApplicationType.NONE)
			.bannerMode(org.springframework.boot.Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties("progress.tracker.pushgateway.url=" + gateway.url(),
					"progress.tracker.pushgateway.min-interval=0", "progress.tracker.terminal.mode=off",
					// Most jobs of the tests are to fail. The stack traces of that would
					// be
					// two thirds of all that the build prints
					"logging.level.org.springframework.batch=off")
			.properties(properties)
			.run();
		return new BatchApplication(gateway, context);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	JobRepository repository() {
		return this.context.getBean(JobRepository.class);
	}

	PlatformTransactionManager transactions() {
		return this.context.getBean(PlatformTransactionManager.class);
	}

	JobBuilder job(String name) {
		return new JobBuilder(name, repository());
	}

	StepBuilder step(String name) {
		return new StepBuilder(name, repository());
	}

	/**
	 * Initializes a job that a test has built, as the bean factory does with beans.
	 */
	<T> T bean(T object, String name) {
		Object bean = this.context.getAutowireCapableBeanFactory().initializeBean(object, name);
		@SuppressWarnings("unchecked")
		T same = (T) bean;
		return same;
	}

	JobExecution run(Job job, JobParameters parameters) throws Exception {
		return this.context.getBean(JobOperator.class).start(bean(job, job.getName()), parameters);
	}

	JobExecution run(Job job) throws Exception {
		return run(job, new JobParameters());
	}

	/**
	 * A writer that inserts records into the table.
	 */
	ItemWriter<Integer> writer(String job) {
		JdbcTemplate jdbc = this.context.getBean(JdbcTemplate.class);
		return (chunk) -> chunk.getItems()
			.forEach((number) -> jdbc.update("insert into written (job, number) values (?, ?)", job, number));
	}

	int written(String job) {
		Integer rows = this.context.getBean(JdbcTemplate.class)
			.queryForObject("select count(*) from written where job = ?", Integer.class, job);
		return (rows != null) ? rows : 0;
	}

	/**
	 * A reader that continues at its position after a restart.
	 */
	static Numbers numbers(int count) {
		return new Numbers(count);
	}

	JobProgress progress(String job) {
		List<JobProgress> runs = this.context.getBean(ProgressTrackers.class)
			.progress()
			.stream()
			.filter((run) -> run.identity().job().equals(job))
			.toList();
		return runs.get(runs.size() - 1);
	}

	StageProgress stage(String job, String stage) {
		return progress(job).stage(stage).orElseThrow();
	}

	/**
	 * Returns what the gateway shows once the job has ended.
	 */
	Exposition awaitEnd(String job) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(this.gateway::exposition, (exposition) -> exposition.has("job_running", Map.of("job", job))
					&& exposition.value("job_running", Map.of("job", job)) == 0);
	}

	/**
	 * Returns the values that the gateway shows once the job has ended, by stage; that of
	 * the run itself has an empty name.
	 */
	Map<String, Integer> pushed(String metric, String job) {
		Map<String, Integer> values = new TreeMap<>();
		awaitEnd(job).series(metric)
			.stream()
			.filter((series) -> job.equals(series.labels().get("job")))
			.forEach((series) -> values.put(series.labels().getOrDefault("stage", ""), (int) series.value()));
		return values;
	}

	Map<String, Integer> pushed(String job) {
		return pushed("job_records_processed", job);
	}

	/**
	 * Waits until all that was to be read from the job repository so far has been read.
	 */
	void awaitReader() {
		CountDownLatch reached = new CountDownLatch(1);
		this.context.getBean("progressBatchReader", DelayedTasks.class).after(Duration.ZERO, reached::countDown);
		try {
			assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	RealPushgateway gateway() {
		return this.gateway;
	}

	@Override
	public void close() throws IOException {
		this.context.close();
		this.gateway.close();
	}

	/** Reads numbers, starting at 1. */
	static class Numbers extends AbstractItemCountingItemStreamItemReader<Integer> {

		private final int count;

		private int last;

		Numbers(int count) {
			this.count = count;
			setName("numbers");
		}

		@Override
		protected synchronized Integer doRead() {
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

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ProgressTrackerAutoConfiguration.class, BatchProgressAutoConfiguration.class })
	static class Tracking {

		@Bean
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
		JdbcTemplate jdbcTemplate(DataSource dataSource) {
			JdbcTemplate jdbc = new JdbcTemplate(dataSource);
			jdbc.execute("create table written (job varchar(100), number int, primary key (job, number))");
			return jdbc;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class JdbcRepository {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	static class NoRepository {

	}

	static List<Integer> upTo(int count) {
		return IntStream.rangeClosed(1, count).boxed().toList();
	}

}
