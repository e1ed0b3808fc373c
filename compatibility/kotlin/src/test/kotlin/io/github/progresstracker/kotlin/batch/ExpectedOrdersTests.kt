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

import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.springframework.batch.core.job.JobExecution
import org.springframework.batch.core.job.JobInstance
import org.springframework.batch.core.job.parameters.JobParameters
import org.springframework.batch.core.step.StepExecution
import java.nio.file.Path
import kotlin.io.path.writeText

class ExpectedOrdersTests {

    private val job = JobExecution(1, JobInstance(1, "orders"), JobParameters())

    @Test
    fun aReaderKnowsHowManyOrdersAreInItsFile(@TempDir directory: Path) {
        val file = directory.resolve("orders.csv").apply { writeText("one\ntwo\n") }
        assertThat(OrderReader(file).expectedRecords()).isEqualTo(2)
    }

    @Test
    fun aBeanKnowsHowManyOrdersOneStepHas() {
        val orders = object : Orders {
            override fun count() = 5L
        }
        val expected = ExpectedOrders().expectedOrders(orders)
        assertThat(expected.expectedRecords(StepExecution(1, "export", job))).isEqualTo(5)
        assertThat(expected.expectedRecords(StepExecution(2, "index", job))).isNull()
    }
}
