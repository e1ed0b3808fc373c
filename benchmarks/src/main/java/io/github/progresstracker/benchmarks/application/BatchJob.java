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

package io.github.progresstracker.benchmarks.application;

import java.util.List;
import java.util.stream.LongStream;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.IteratorItemReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A Spring Batch job that writes numbers to a database in chunks of a thousand.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BatchJob {

	private static final int CHUNK_SIZE = 1000;

	@Bean
	Step insert(JobRepository repository, PlatformTransactionManager transactions, JdbcTemplate jdbc,
			@Value("${items}") long items) {
		jdbc.execute("create table item (number bigint primary key, text varchar(20))");
		return new StepBuilder("insert", repository).<Long, Long>chunk(CHUNK_SIZE)
			.transactionManager(transactions)
			.reader(new IteratorItemReader<>(LongStream.range(0, items).iterator()))
			.processor((item) -> (item < items) ? item : null)
			.writer((chunk) -> jdbc.batchUpdate("insert into item values (?, ?)", List.copyOf(chunk.getItems()),
					CHUNK_SIZE, (statement, item) -> {
						statement.setLong(1, item);
						statement.setString(2, Long.toHexString(item));
					}))
			.build();
	}

	@Bean
	Job numbers(JobRepository repository, Step insert) {
		return new JobBuilder("numbers", repository).start(insert).build();
	}

	@Bean
	CommandLineRunner runner(JobOperator operator, Job numbers, @Value("${items}") long items) {
		return (args) -> {
			Consumption before = Consumption.soFar();
			long begin = System.nanoTime();
			JobExecution execution = operator.start(numbers, new JobParameters());
			long nanos = System.nanoTime() - begin;
			Consumption after = Consumption.soFar();
			Measured.print("s in the job", nanos / 1e9);
			Measured.print("s of CPU in the job", (after.cpuNanos() - before.cpuNanos()) / 1e9);
			Measured.print("s of CPU in the job, its thread alone", (after.ownCpuNanos() - before.ownCpuNanos()) / 1e9);
			// A byte for one item is a megabyte for a million
			Measured.print("MB allocated per million items", after.bytesSince(before) / (double) items);
			if (execution.getStatus().isUnsuccessful()) {
				throw new IllegalStateException(execution.toString());
			}
		};
	}

	public static void main(String[] args) {
		SpringApplication.run(BatchJob.class, args);
	}

}
