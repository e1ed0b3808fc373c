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

package io.github.progresstracker.kotlin.customers

import io.github.progresstracker.ProgressTracker
import org.springframework.boot.ApplicationArguments
import org.springframework.boot.ApplicationRunner
import org.springframework.stereotype.Component

@Component
class CustomerExport(private val tracker: ProgressTracker, private val customers: Customers) : ApplicationRunner {

    override fun run(args: ApplicationArguments) {
        tracker.startStage("read")
        val lines = customers.lines()
        tracker.inc(lines.size.toLong())
        tracker.startStage("check", lines.size.toLong())
        val good = lines.filter { isGood(it) }
        write(good)
        notifyAllOf(good)
    }

    private fun isGood(line: String): Boolean {
        tracker.inc()
        if (line.isBlank()) {
            tracker.markSkipped(1)
            return false
        }
        return true
    }

    private fun write(lines: List<String>) {
        tracker.startStage("write")
        for (line in tracker.track(lines)) {
            customers.write(line)
        }
    }

    private fun notifyAllOf(lines: List<String>) {
        tracker.openStage("mails", lines.size.toLong()).use { mails ->
            tracker.openStage("letters", lines.size.toLong()).use { letters ->
                lines.parallelStream().forEach { line ->
                    customers.mail(line)
                    mails.inc()
                    customers.print(line)
                    letters.inc()
                }
            }
        }
    }
}
