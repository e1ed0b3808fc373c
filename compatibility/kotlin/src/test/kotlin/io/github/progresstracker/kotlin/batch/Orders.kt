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

package io.github.progresstracker.kotlin.batch

import io.github.progresstracker.batch.ExpectedRecords
import io.github.progresstracker.batch.StepExpectedRecords
import org.springframework.batch.core.launch.JobOperator
import org.springframework.batch.core.listener.StepExecutionListener
import org.springframework.batch.core.partition.Partitioner
import org.springframework.batch.core.repository.JobRepository
import org.springframework.batch.core.step.StepExecution
import org.springframework.batch.infrastructure.item.ExecutionContext
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.core.io.FileSystemResource
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.jdbc.core.queryForObject
import java.nio.file.Path
import kotlin.io.path.useLines

/*
 * The examples of docs/spring-batch.md.
 */

data class Order(val number: Int) {

    companion object {

        fun parse(line: String) = Order(line.trim().toInt())
    }
}

class OrderReader(private val file: Path) :
    FlatFileItemReader<Order>(FileSystemResource(file), { line, _ -> Order.parse(line) }),
    ExpectedRecords {

    override fun expectedRecords() = file.useLines { it.count().toLong() }
}

class OrderPartitioner(private val jdbc: JdbcTemplate) : Partitioner, ExpectedRecords {

    override fun partition(gridSize: Int) =
        (0 until gridSize).associate { part -> "part$part" to ExecutionContext(mapOf("part" to part)) }

    override fun expectedRecords() = jdbc.queryForObject<Long>("select count(*) from orders") ?: -1
}

class CountFirst : StepExecutionListener {

    override fun beforeStep(step: StepExecution) {
        val files = step.jobParameters.getLong("files") ?: 0
        step.executionContext.putLong(ExpectedRecords.KEY, files)
    }
}

fun firstThousand(file: Path): FlatFileItemReader<Order> = FlatFileItemReaderBuilder<Order>().name("orders")
    .resource(FileSystemResource(file))
    .lineMapper { line, _ -> Order.parse(line) }
    .maxItemCount(1000)
    .build()

@Configuration
class OrderConfiguration {

    @Bean
    fun ordersInTable(jdbc: JdbcTemplate) = StepExpectedRecords { step ->
        val job = step.jobExecution.jobInstance.jobName
        val known = job == "orders" && step.stepName == "export"
        if (known) jdbc.queryForObject<Long>("select count(*) from orders") else null
    }
}

class OrderRecovery(private val jobRepository: JobRepository, private val jobOperator: JobOperator) {

    fun recover() {
        for (execution in jobRepository.findRunningJobExecutions("importJob")) {
            jobOperator.recover(execution)
        }
    }
}
