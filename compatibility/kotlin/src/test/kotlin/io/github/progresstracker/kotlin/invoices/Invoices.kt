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

package io.github.progresstracker.kotlin.invoices

import io.github.progresstracker.ProgressTracker
import io.github.progresstracker.ProgressTrackers
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.stereotype.Component
import java.nio.file.Path
import kotlin.io.path.readLines

@Component
class Invoices(private val trackers: ProgressTrackers) {

    private val sent = mutableListOf<String>()

    fun sendAll(invoices: List<String>) {
        trackers.run("invoices") { tracker ->
            for (invoice in tracker.track(invoices)) {
                send(invoice)
            }
        }
    }

    fun sendAll(file: Path) {
        trackers.run("invoices") { tracker ->
            for (invoice in tracker.track(file.readLines())) {
                send(invoice)
            }
        }
    }

    fun sum(amounts: List<Int>): Int {
        val sum = trackers.call("sum of the invoices") { tracker ->
            tracker.track(amounts).sum()
        }
        return sum
    }

    private fun send(invoice: String) {
        trackers.current().startStage("send")
        sent += invoice
    }
}

@Configuration
class InvoicesConfiguration {

    @Bean
    fun second(trackers: ProgressTrackers): ProgressTracker = trackers.start("second")
}
