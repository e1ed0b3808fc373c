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

import io.github.progresstracker.ProgressTracker
import org.springframework.jdbc.core.JdbcTemplate
import org.springframework.jdbc.core.queryForObject
import org.springframework.stereotype.Repository

@Repository
class OrderTable(private val jdbc: JdbcTemplate, private val tracker: ProgressTracker) {

    fun insert(amounts: List<Int>) {
        tracker.startStage("insert")
        for (amount in tracker.track(amounts)) {
            jdbc.update("insert into orders (amount) values (?)", amount)
        }
    }

    fun count() = jdbc.queryForObject<Int>("select count(*) from orders")
}
