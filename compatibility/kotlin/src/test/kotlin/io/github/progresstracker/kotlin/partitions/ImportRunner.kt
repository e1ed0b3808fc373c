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

import org.springframework.batch.core.BatchStatus
import org.springframework.batch.core.job.Job
import org.springframework.batch.core.job.JobExecution
import org.springframework.batch.core.job.JobInstance
import org.springframework.batch.core.launch.JobOperator
import org.springframework.batch.core.repository.JobRepository
import org.springframework.boot.CommandLineRunner
import org.springframework.context.annotation.Profile
import org.springframework.core.retry.RetryPolicy
import org.springframework.core.retry.RetryTemplate
import org.springframework.dao.OptimisticLockingFailureException
import org.springframework.stereotype.Component
import java.time.Duration

/**
 * Starts the job, or restarts its last execution if that did not complete.
 */
@Component
@Profile("manager")
class ImportRunner(
    private val operator: JobOperator,
    private val repository: JobRepository,
    private val job: Job,
) : CommandLineRunner {

    /** A worker that is still running may store a chunk at the same time. */
    private val untilUndisturbed = RetryTemplate(
        RetryPolicy.builder()
            .includes(OptimisticLockingFailureException::class.java)
            .maxRetries(100)
            .delay(Duration.ofMillis(50))
            .build(),
    )

    override fun run(vararg args: String) {
        val instance = repository.getLastJobInstance(job.name)
        val execution = if (instance == null || last(instance).status == BatchStatus.COMPLETED) {
            operator.startNextInstance(job)
        } else {
            operator.restart(recovered(instance))
        }
        check(execution.status == BatchStatus.COMPLETED) { "The import ended with status ${execution.status}" }
    }

    /**
     * There is only one manager at a time. So if an execution seems to be running, its manager has died. From now on,
     * the workers of that execution cannot store anything.
     */
    private fun recovered(instance: JobInstance): JobExecution =
        untilUndisturbed.execute<JobExecution> { operator.recover(last(instance)) }

    private fun last(instance: JobInstance) = checkNotNull(repository.getLastJobExecution(instance))
}
