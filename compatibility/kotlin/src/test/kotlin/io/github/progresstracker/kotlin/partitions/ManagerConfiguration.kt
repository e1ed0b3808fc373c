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
import org.springframework.batch.core.job.Job
import org.springframework.batch.core.job.builder.JobBuilder
import org.springframework.batch.core.job.parameters.RunIdIncrementer
import org.springframework.batch.core.repository.JobRepository
import org.springframework.batch.core.step.Step
import org.springframework.batch.integration.partition.RemotePartitioningManagerStepBuilderFactory
import org.springframework.beans.factory.annotation.Value
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.context.annotation.Profile
import org.springframework.integration.channel.DirectChannel
import org.springframework.integration.dsl.integrationFlow
import org.springframework.integration.jms.dsl.Jms
import org.springframework.messaging.MessageChannel

/**
 * The manager. It has the job, and sends a request for each partition of the step `load`. Then it polls the
 * repository until the workers have finished all of them.
 */
@Configuration
@Profile("manager")
class ManagerConfiguration(@Value("\${sample.code-points}") private val codePoints: Int) {

    @Bean
    fun partitionedImport(repository: JobRepository, load: Step): Job =
        JobBuilder("partitioned-import", repository).incrementer(RunIdIncrementer()).start(load).build()

    @Bean
    fun load(
        steps: RemotePartitioningManagerStepBuilderFactory,
        requests: MessageChannel,
        @Value("\${sample.partitions}") partitions: Int,
    ): Step = steps.get("load")
        .partitioner("load", CodePointRanges(codePoints))
        .gridSize(partitions)
        .outputChannel(requests)
        .pollInterval(1000)
        .build()

    @Bean
    fun requests() = DirectChannel()

    @Bean
    fun requestsToWorkers(requests: MessageChannel, broker: ConnectionFactory) = integrationFlow(requests) {
        handle(Jms.outboundAdapter(broker).destination("requests"))
    }
}
