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

import io.github.progresstracker.batch.StepExpectedRecords
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.springframework.batch.core.BatchStatus
import org.springframework.batch.core.job.Job
import org.springframework.batch.core.job.JobExecution
import org.springframework.batch.core.job.JobInstance
import org.springframework.batch.core.job.builder.JobBuilder
import org.springframework.batch.core.job.parameters.JobParameters
import org.springframework.batch.core.job.parameters.JobParametersBuilder
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException
import org.springframework.batch.core.launch.JobOperator
import org.springframework.batch.core.repository.JobRepository
import org.springframework.batch.core.step.Step
import org.springframework.batch.core.step.StepExecution
import org.springframework.batch.core.step.builder.StepBuilder
import org.springframework.batch.infrastructure.item.ExecutionContext
import org.springframework.batch.infrastructure.item.ItemReader
import org.springframework.batch.infrastructure.item.support.ListItemReader
import org.springframework.batch.infrastructure.repeat.RepeatStatus
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.beans.factory.config.AutowireCapableBeanFactory
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.transaction.PlatformTransactionManager
import java.nio.file.Path
import java.time.LocalDateTime
import kotlin.io.path.writeText

@SpringBootTest
class OrdersTests @Autowired constructor(
    private val reports: RecordedReports,
    private val beans: AutowireCapableBeanFactory,
    private val jobRepository: JobRepository,
    private val jobOperator: JobOperator,
    private val transactions: PlatformTransactionManager,
    private val jdbc: JdbcTemplate,
    private val ordersInTable: StepExpectedRecords,
) {

    @TempDir
    lateinit var directory: Path

    @Test
    fun aReaderKnowsHowManyOrdersAreInItsFile() {
        run("orders", chunks("load", OrderReader(threeOrders())))
        assertThat(reports).lastOf("orders").isCompleted().hasProcessed("load", 3).hasExpected("load", 3)
    }

    @Test
    fun aPartitionerKnowsHowManyOrdersItsWorkersHave() {
        val parts = mutableSetOf<Int>()
        val worker = tasklet("worker") { step -> parts += step.executionContext.getInt("part") }
        val manager = StepBuilder("manager", jobRepository)
            .partitioner("worker", OrderPartitioner(jdbc))
            .step(worker)
            .gridSize(3)
            .build()
        run("orders", manager)
        assertThat(reports).lastOf("orders").isCompleted().hasExpected("worker", 2)
        assertThat(parts).containsExactlyInAnyOrder(0, 1, 2)
    }

    @Test
    fun aBeanKnowsHowManyOrdersTheExportHas() {
        run("orders", chunks("export", ListItemReader(listOf(Order(1), Order(2)))))
        assertThat(reports).lastOf("orders").isCompleted().hasProcessed("export", 2).hasExpected("export", 2)
    }

    @Test
    fun theBeanDoesNotKnowHowManyRecordsAnotherStepOrAnotherJobHas() {
        assertThat(ordersInTable.expectedRecords(execution("orders", "export"))).isEqualTo(2)
        assertThat(ordersInTable.expectedRecords(execution("orders", "check"))).isNull()
        assertThat(ordersInTable.expectedRecords(execution("invoices", "export"))).isNull()
    }

    private fun execution(job: String, step: String) =
        StepExecution(1, step, JobExecution(1, JobInstance(1, job), JobParameters()))

    @Test
    fun theExecutionContextContainsWhatAListenerCountedFirst() {
        run("orders", tasklet("files", CountFirst()) { })
        assertThat(reports).lastOf("orders").isCompleted().hasExpected("files", 7)
    }

    @Test
    fun theLimitOfTheReaderIsExpected() {
        run("orders", chunks("some", firstThousand(threeOrders())))
        assertThat(reports).lastOf("orders").isCompleted().hasProcessed("some", 3).hasExpected("some", 1000)
    }

    @Test
    fun aJobThatSeemsToBeRunningIsRecoveredAndThenCompletes() {
        val parameters = JobParametersBuilder().addString("day", "monday").toJobParameters()
        val instance = jobRepository.createJobInstance("importJob", parameters)
        val killed = jobRepository.createJobExecution(instance, parameters, ExecutionContext()).apply {
            status = BatchStatus.STARTED
            setStartTime(LocalDateTime.now())
        }
        jobRepository.update(killed)
        val importJob = job("importJob", tasklet("load") { })
        assertThatExceptionOfType(JobExecutionAlreadyRunningException::class.java).isThrownBy {
            jobOperator.start(importJob, parameters)
        }
        OrderRecovery(jobRepository, jobOperator).recover()
        assertThat(jobRepository.getJobExecution(killed.id)?.status).isEqualTo(BatchStatus.FAILED)
        jobOperator.start(importJob, parameters)
        assertThat(reports).lastOf("importJob").isCompleted().hasStages("load")
    }

    private fun run(name: String, step: Step) {
        jobOperator.start(job(name, step), parametersOf(step))
    }

    /** Each test has a step of its own, and so an instance of its own. */
    private fun parametersOf(step: Step): JobParameters =
        JobParametersBuilder().addString("step", step.name).addLong("files", 7).toJobParameters()

    private fun job(name: String, step: Step): Job {
        val job = JobBuilder(name, jobRepository).start(step).build()
        return beans.initializeBean(job, name) as Job
    }

    private fun chunks(name: String, reader: ItemReader<Order>): Step = StepBuilder(name, jobRepository)
        .chunk<Order, Order>(10)
        .reader(reader)
        .writer { }
        .transactionManager(transactions)
        .build()

    private fun tasklet(name: String, listener: CountFirst? = null, work: (StepExecution) -> Unit): Step {
        val step = StepBuilder(name, jobRepository).tasklet({ contribution, _ ->
            work(contribution.stepExecution)
            RepeatStatus.FINISHED
        }, transactions)
        return if (listener == null) step.build() else step.listener(listener).build()
    }

    private fun threeOrders() = directory.resolve("orders.txt").apply { writeText("1\n2\n3\n") }
}
