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

import io.github.progresstracker.ProgressTrackers
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.stereotype.Component
import java.util.concurrent.ConcurrentHashMap

@SpringBootApplication
@EnableScheduling
class StockApplication

@Component
class StockImport(private val trackers: ProgressTrackers) {

    val stock = ConcurrentHashMap<Int, Int>()

    @Scheduled(fixedRateString = "\${stock.rate}")
    fun run() {
        val tracker = trackers.current()
        tracker.startStage("fetch")
        val fetched = (1..500).associateWith { article -> article * 7 % 40 }
        tracker.inc(fetched.size.toLong())
        tracker.startStage("store", fetched.size.toLong())
        for ((article, pieces) in tracker.track(fetched.entries)) {
            stock[article] = pieces
            if (pieces == 0) {
                tracker.markSkipped(1)
            }
        }
    }
}
