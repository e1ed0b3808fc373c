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

import io.github.progresstracker.ProgressTracker
import org.springframework.beans.factory.annotation.Value
import org.springframework.boot.CommandLineRunner
import org.springframework.boot.autoconfigure.SpringBootApplication
import org.springframework.boot.runApplication
import org.springframework.context.annotation.Bean

@SpringBootApplication
class OrdersApplication {

    @Bean
    fun loadOrders(tracker: ProgressTracker, @Value("\${orders:2000}") orders: Int) = CommandLineRunner {
        tracker.startStage("load")
        for (order in tracker.track((1..orders).toList())) {
            load(order)
        }
    }

    private fun load(order: Int) {
        Thread.sleep(10)
    }
}

fun main(args: Array<String>) {
    runApplication<OrdersApplication>(*args)
}
