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

package io.github.progresstracker.kotlin.stock

import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import java.time.Duration

@SpringBootTest(properties = ["progress.tracker.scheduling.enabled=true", "stock.rate=24h"])
class StockImportTests @Autowired constructor(
    private val reports: RecordedReports,
    private val stockImport: StockImport,
) {

    @Test
    fun theStockIsCountedByStage() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted {
            assertThat(reports).lastOf("StockImport.run")
                .isCompleted()
                .hasStages("fetch", "store")
                .hasProcessed("fetch", 500)
                .hasExpected("store", 500)
                .hasProcessed("store", 500)
                .hasSkipped("store", 12)
        }
        assertThat(stockImport.stock).hasSize(500)
    }
}
