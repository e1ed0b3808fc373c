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

import io.github.progresstracker.batch.ExpectedRecords
import io.github.progresstracker.batch.StepExpectedRecords
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader
import org.springframework.context.annotation.Bean
import org.springframework.context.annotation.Configuration
import org.springframework.core.io.FileSystemResource
import java.nio.file.Path
import kotlin.io.path.useLines

data class Order(val line: String)

interface Orders {

    fun count(): Long
}

class OrderReader(private val file: Path) :
    FlatFileItemReader<Order>(FileSystemResource(file), { line, _ -> Order(line) }),
    ExpectedRecords {

    override fun expectedRecords() = file.useLines { it.count().toLong() }
}

@Configuration
class ExpectedOrders {

    @Bean
    fun expectedOrders(orders: Orders) = StepExpectedRecords { step ->
        if (step.stepName == "export") orders.count() else null
    }
}
