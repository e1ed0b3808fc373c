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

package io.github.progresstracker.kotlin.unicode

import org.springframework.batch.core.BatchStatus
import org.springframework.batch.core.job.Job
import org.springframework.batch.core.launch.JobOperator
import org.springframework.batch.core.repository.JobRepository
import org.springframework.boot.CommandLineRunner
import org.springframework.core.annotation.Order
import org.springframework.stereotype.Component

/**
 * Restarts the job once if it failed. Spring Boot's own runner starts the job before.
 */
@Component
@Order(1)
class RestartRunner(
    private val operator: JobOperator,
    private val repository: JobRepository,
    private val job: Job,
) : CommandLineRunner {

    override fun run(vararg args: String) {
        val last = repository.getLastJobInstance(job.name)?.let { repository.getLastJobExecution(it) }
        if (last != null && last.status == BatchStatus.FAILED) {
            operator.restart(last)
        }
    }
}
