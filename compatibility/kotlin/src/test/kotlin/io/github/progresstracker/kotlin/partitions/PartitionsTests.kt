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

import io.github.progresstracker.test.RecordedReports
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.batch.core.BatchStatus
import org.springframework.batch.core.job.JobExecution
import org.springframework.batch.core.job.parameters.JobParametersBuilder
import org.springframework.batch.core.repository.JobRepository
import org.springframework.batch.core.step.StepExecution
import org.springframework.batch.infrastructure.item.ExecutionContext
import org.springframework.batch.integration.partition.StepExecutionRequest
import org.springframework.beans.factory.getBean
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.context.ApplicationContextInitializer
import org.springframework.context.ConfigurableApplicationContext
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.jdbc.core.queryForObject
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType
import org.springframework.jms.core.JmsTemplate
import java.time.Duration
import java.time.LocalDateTime
import java.util.concurrent.CompletableFuture

/**
 * A manager and a worker that have nothing in common but a broker and a database, as if they were separate processes.
 */
class PartitionsTests {

    private val reports = RecordedReports()

    private val server = EmbeddedActiveMQ()

    private val broker = ActiveMQConnectionFactory("vm://0?consumerWindowSize=0")

    private lateinit var database: EmbeddedDatabase

    private lateinit var jdbc: JdbcTemplate

    @BeforeEach
    fun startServers() {
        server.setConfiguration(
            ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://0"),
        )
        server.start()
        database = EmbeddedDatabaseBuilder()
            .setType(EmbeddedDatabaseType.H2)
            .generateUniqueName(true)
            .addScript("org/springframework/batch/core/schema-h2.sql")
            .build()
        jdbc = JdbcTemplate(database)
        jdbc.execute("create table code_point (code_point int primary key, name varchar(100))")
    }

    @AfterEach
    fun stopServers() {
        broker.close()
        server.stop()
        database.shutdown()
    }

    @Test
    fun theManagerReportsWhatItsWorkerStored() {
        start("worker").use {
            start("manager").close()
        }
        assertThat(reports).hasRuns("partitioned-import", 1)
            .lastOf("partitioned-import")
            .isCompleted()
            .hasStages("load")
            .hasProcessed("load", 1000)
            .hasExpected("load", 1000)
        assertThat(stored()).isEqualTo(1000)
    }

    @Test
    fun afterAManagerDiedTheNextOneRestartsWhatIsLeftAndTheOldRequestIsDropped() {
        val killed = start("none").use { leaveAnExecutionBehind(it.getBean()) }
        JmsTemplate(broker).convertAndSend("requests", StepExecutionRequest("load", killed.id))
        val manager = CompletableFuture.runAsync { start("manager").close() }
        await().atMost(Duration.ofSeconds(30)).until { status(killed) == "FAILED" }
        start("worker").use { manager.join() }
        assertThat(reports).hasRuns("partitioned-import", 1)
            .lastOf("partitioned-import")
            .isCompleted()
            .hasProcessed("load", 650)
            .hasExpected("load", 650)
        assertThat(stored()).isEqualTo(1000)
        assertThat(status(killed)).isEqualTo("FAILED")
    }

    /**
     * The state in which a manager and its workers leave the database if they are killed: of the four ranges, one is
     * complete, one is not, and two have not begun.
     * @return the execution of the range that is not complete
     */
    private fun leaveAnExecutionBehind(repository: JobRepository): StepExecution {
        val parameters = JobParametersBuilder().addLong("run.id", 1).toJobParameters()
        val instance = repository.createJobInstance("partitioned-import", parameters)
        val job = repository.createJobExecution(instance, parameters, ExecutionContext())
        job.status = BatchStatus.STARTED
        job.setStartTime(LocalDateTime.now())
        repository.update(job)
        val ranges = CodePointRanges(1000).partition(4)
        repository.leave("load", job, ExecutionContext(), BatchStatus.STARTED)
        repository.leave("load:range0", job, ranges.getValue("range0"), BatchStatus.COMPLETED, 250)
        val unfinished = ranges.getValue("range1").apply { putInt("codePoints.read.count", 100) }
        for (codePoint in 0 until 350) {
            jdbc.update("insert into code_point (code_point) values (?)", codePoint)
        }
        return repository.leave("load:range1", job, unfinished, BatchStatus.STARTED, 100)
    }

    private fun JobRepository.leave(
        name: String,
        job: JobExecution,
        context: ExecutionContext,
        status: BatchStatus,
        written: Long = 0,
    ): StepExecution {
        val step = createStepExecution(name, job)
        step.executionContext = context
        step.setStartTime(LocalDateTime.now())
        step.status = status
        step.readCount = written
        step.writeCount = written
        if (status == BatchStatus.COMPLETED) {
            step.setEndTime(LocalDateTime.now())
        }
        update(step)
        updateExecutionContext(step)
        return step
    }

    private fun status(step: StepExecution) =
        jdbc.queryForObject<String>("select status from batch_step_execution where step_execution_id = ${step.id}")

    private fun stored() = jdbc.queryForObject<Long>("select count(*) from code_point")

    private fun start(profile: String): ConfigurableApplicationContext =
        SpringApplicationBuilder(PartitionsApplication::class.java)
            .profiles(profile)
            .properties(
                "sample.code-points=1000",
                "sample.partitions=4",
                "progress.tracker.reporting.enabled=false",
                "logging.level.org.apache.activemq=error",
            )
            .initializers(
                ApplicationContextInitializer<ConfigurableApplicationContext> { context ->
                    context.beanFactory.registerSingleton("reports", reports)
                    context.beanFactory.registerSingleton("broker", broker)
                    context.beanFactory.registerSingleton("dataSource", database)
                },
            )
            .run()
}
