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

package io.github.progresstracker.kotlin.slices

import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest
import org.springframework.context.annotation.Import
import org.springframework.test.context.TestPropertySource
import org.springframework.test.context.jdbc.Sql

@TestPropertySource(properties = ["progress.tracker.job=shop", "spring.autoconfigure.exclude="])
@Sql(statements = ["create table orders (amount integer not null)"])
@JdbcTest
@Import(OrderTable::class)
class OrderTableTests {

    @Test
    fun eachAmountIsInserted(@Autowired table: OrderTable, @Autowired reports: RecordedReports) {
        table.insert(listOf(7, 12))
        assertThat(table.count()).isEqualTo(2)
        assertThat(reports).lastOf("shop").isRunning().hasProcessed("insert", 2)
    }
}
