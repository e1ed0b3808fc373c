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

package io.github.progresstracker.kotlin.partitions

import jakarta.jms.ConnectionFactory
import org.springframework.batch.core.configuration.annotation.StepScope
import org.springframework.batch.core.repository.JobRepository
import org.springframework.batch.core.step.Step
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter
import org.springframework.batch.infrastructure.item.database.JdbcCursorItemReader
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder
import org.springframework.batch.infrastructure.item.database.builder.JdbcCursorItemReaderBuilder
import org.springframework.batch.integration.partition.RemotePartitioningWorkerStepBuilderFactory
import org.springframework.batch.integration.partition.StepExecutionRequest
import org.springframework.beans.factory.annotation.Value
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Profile
import org.springframework.integration.channel.DirectChannel
import org.springframework.integration.dsl.integrationFlow
import org.springframework.integration.jms.dsl.Jms
import org.springframework.messaging.MessageChannel
import org.springframework.transaction.PlatformTransactionManager
import javax.sql.DataSource

/**
 * A worker. It executes partitions of the step `load` as they are requested.
 */
@Configuration
@Profile("worker")
class WorkerConfiguration {

    @Bean
    fun load(
        steps: RemotePartitioningWorkerStepBuilderFactory,
        requests: MessageChannel,
        transactions: PlatformTransactionManager,
        codePoints: JdbcCursorItemReader<Int>,
        table: JdbcBatchItemWriter<Int>,
    ): Step = steps.get("load")
        .inputChannel(requests)
        .chunk<Int, Int>(100)
        .reader(codePoints)
        .writer(table)
        .transactionManager(transactions)
        .build()

    @Bean
    @StepScope
    fun codePoints(
        dataSource: DataSource,
        @Value("#{stepExecutionContext['first']}") first: Int,
        @Value("#{stepExecutionContext['last']}") last: Int,
    ): JdbcCursorItemReader<Int> = JdbcCursorItemReaderBuilder<Int>().name("codePoints")
        .dataSource(dataSource)
        .sql("select x from system_range(?, ?)")
        .queryArguments(first, last)
        .rowMapper { row, _ -> row.getInt(1) }
        .build()

    @Bean
    fun table(dataSource: DataSource): JdbcBatchItemWriter<Int> = JdbcBatchItemWriterBuilder<Int>()
        .dataSource(dataSource)
        .sql("insert into code_point (code_point, name) values (?, ?)")
        .itemPreparedStatementSetter { codePoint, row ->
            row.setInt(1, codePoint)
            row.setString(2, Character.getName(codePoint))
        }
        .build()

    @Bean
    fun requests() = DirectChannel()

    /**
     * A request is acknowledged after the step. If a worker dies, its request goes to another worker, which continues
     * the partition after its last chunk.
     */
    @Bean
    fun requestsFromManager(requests: MessageChannel, broker: ConnectionFactory, repository: JobRepository) =
        integrationFlow(
            Jms.messageDrivenChannelAdapter(broker)
                .destination("requests")
                .configureListenerContainer { container -> container.sessionTransacted(true) },
        ) {
            filter<StepExecutionRequest> { request -> isWanted(request, repository) }
            channel(requests)
        }

    /**
     * If the manager that sent the request has died, its job may have been restarted, and nobody wants the result.
     */
    private fun isWanted(request: StepExecutionRequest, repository: JobRepository): Boolean {
        val step = repository.getStepExecution(request.stepExecutionId)
        return step != null && step.status.isRunning
    }
}
