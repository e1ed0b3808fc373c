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

import jakarta.jms.ConnectionFactory;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.RunIdIncrementer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.integration.partition.RemotePartitioningManagerStepBuilderFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.jms.dsl.Jms;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.MessageChannel;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The manager. It has the job, and sends a request for each partition of the step
 * {@code load}. Then it polls the repository until the workers have finished all of them.
 */
@Configuration(proxyBeanMethods = false)
@Profile("manager")
class ManagerConfiguration {

	private final JobRepository repository;

	private final PlatformTransactionManager transactions;

	private final JdbcTemplate jdbc;

	private final int codePoints;

	ManagerConfiguration(JobRepository repository, PlatformTransactionManager transactions, JdbcTemplate jdbc,
			@Value("${sample.code-points}") int codePoints) {
		this.repository = repository;
		this.transactions = transactions;
		this.jdbc = jdbc;
		this.codePoints = codePoints;
	}

	@Bean
	Job partitionedImport(Step clear, Step load, Step verify) {
		return new JobBuilder("partitioned-import", this.repository).incrementer(new RunIdIncrementer())
			.start(clear)
			.next(load)
			.next(verify)
			.build();
	}

	@Bean
	Step clear() {
		return new StepBuilder("clear", this.repository).tasklet((contribution, context) -> {
			this.jdbc.execute("truncate table code_point");
			return RepeatStatus.FINISHED;
		}, this.transactions).build();
	}

	@Bean
	Step load(RemotePartitioningManagerStepBuilderFactory steps, MessageChannel requests,
			@Value("${sample.partitions}") int partitions) {
		return steps.get("load")
			.partitioner("load", new CodePointRanges(this.codePoints))
			.gridSize(partitions)
			.outputChannel(requests)
			.pollInterval(1000)
			.build();
	}

	@Bean
	MessageChannel requests() {
		return new DirectChannel();
	}

	@Bean
	IntegrationFlow requestsToWorkers(MessageChannel requests, ConnectionFactory broker) {
		return IntegrationFlow.from(requests).handle(Jms.outboundAdapter(broker).destination("requests")).get();
	}

	@Bean
	Step verify() {
		return new StepBuilder("verify", this.repository).tasklet((contribution, context) -> {
			Integer stored = this.jdbc.queryForObject("select count(*) from code_point", Integer.class);
			if (stored == null || stored != this.codePoints) {
				throw new IllegalStateException(
						"%s code points are stored instead of %s".formatted(stored, this.codePoints));
			}
			return RepeatStatus.FINISHED;
		}, this.transactions).build();
	}

}
