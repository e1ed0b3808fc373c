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

package io.github.progresstracker.kotlin.partitions

import io.github.progresstracker.batch.ExpectedRecords
import org.springframework.batch.core.partition.Partitioner
import org.springframework.batch.infrastructure.item.ExecutionContext

class CodePointRanges(private val count: Int) : Partitioner {

    override fun partition(ranges: Int) = (0 until ranges).associate { range ->
        val first = count * range / ranges
        val last = count * (range + 1) / ranges - 1
        "range$range" to ExecutionContext().apply {
            putInt("first", first)
            putInt("last", last)
            putInt(ExpectedRecords.KEY, last - first + 1)
        }
    }
}
