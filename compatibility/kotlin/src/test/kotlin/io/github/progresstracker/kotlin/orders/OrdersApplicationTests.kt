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

package io.github.progresstracker.kotlin.orders

import io.github.progresstracker.test.ProgressTrackerTest
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.runApplication
import java.nio.file.Path

@ProgressTrackerTest(properties = ["progress.tracker.job=orders", "orders=3"])
class OrdersApplicationTests(@Autowired private val reports: RecordedReports) {

    @Test
    fun eachOrderIsLoaded() {
        assertThat(reports).lastOf("orders").isCompleted().hasProcessed("load", 3).hasExpected("load", 3)
    }

    @Test
    fun theApplicationReportsItsProgressWhenItEnds(@TempDir directory: Path) {
        runApplication<OrdersApplication>(
            "--spring.application.name=orders",
            "--orders=2",
            "--progress.tracker.terminal.mode=off",
            "--progress.tracker.textfile.directory=$directory",
        ).close()
        assertThat(directory).isDirectoryContaining { file ->
            file.toFile().readLines().containsAll(
                listOf(
                    """job_records_processed{job="orders",stage="load"} 2.0""",
                    """job_records_expected{job="orders",stage="load"} 2.0""",
                ),
            )
        }
    }
}
