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

package io.github.progresstracker.samples.partitioning;

import java.time.Duration;

import javax.sql.DataSource;

import jakarta.jms.ConnectionFactory;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.integration.partition.RemotePartitioningWorkerStepBuilderFactory;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.jms.dsl.Jms;
import org.springframework.messaging.MessageChannel;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A worker. It has no job, only a step with the name that the manager requests. It
 * executes one request after another.
 */
@Configuration(proxyBeanMethods = false)
@Profile("worker")
class WorkerConfiguration {

	private static final int CHUNK_SIZE = 500;

	@Bean
	Step load(RemotePartitioningWorkerStepBuilderFactory steps, MessageChannel requests,
			PlatformTransactionManager transactions, JdbcCursorItemReader<Integer> codePoints,
			JdbcBatchItemWriter<Integer> table, @Value("${sample.pause}") Duration pause) {
		ItemWriter<Integer> writer = (chunk) -> {
			table.write(chunk);
			Thread.sleep(pause.toMillis());
		};
		return steps.get("load")
			.inputChannel(requests)
			.<Integer, Integer>chunk(CHUNK_SIZE)
			.reader(codePoints)
			.writer(writer)
			.transactionManager(transactions)
			.build();
	}

	@Bean
	@StepScope
	JdbcCursorItemReader<Integer> codePoints(DataSource dataSource,
			@Value("#{stepExecutionContext['first']}") int first, @Value("#{stepExecutionContext['last']}") int last) {
		return new JdbcCursorItemReaderBuilder<Integer>().name("codePoints")
			.dataSource(dataSource)
			.sql("select x from system_range(?, ?)")
			.queryArguments(first, last)
			.rowMapper((row, number) -> row.getInt(1))
			.build();
	}

	@Bean
	JdbcBatchItemWriter<Integer> table(DataSource dataSource) {
		return new JdbcBatchItemWriterBuilder<Integer>().dataSource(dataSource)
			.sql("insert into code_point (code_point, name) values (?, ?)")
			.itemPreparedStatementSetter((codePoint, row) -> {
				row.setInt(1, codePoint);
				row.setString(2, Character.getName(codePoint));
			})
			.build();
	}

	@Bean
	MessageChannel requests() {
		return new DirectChannel();
	}

	/**
	 * A request is acknowledged after the step. If a worker dies, its request goes to
	 * another worker, which continues the partition after its last chunk.
	 */
	@Bean
	IntegrationFlow requestsFromManager(MessageChannel requests, ConnectionFactory broker, JobRepository repository) {
		return IntegrationFlow
			.from(Jms.messageDrivenChannelAdapter(broker)
				.destination("requests")
				.configureListenerContainer((container) -> container.sessionTransacted(true)))
			.filter(StepExecutionRequest.class, (request) -> isWanted(request, repository))
			.channel(requests)
			.get();
	}

	/**
	 * If the manager that sent the request has died, its job may have been restarted, and
	 * nobody wants the result.
	 */
	private static boolean isWanted(StepExecutionRequest request, JobRepository repository) {
		StepExecution step = repository.getStepExecution(request.getStepExecutionId());
		return step != null && step.getStatus().isRunning();
	}

}
