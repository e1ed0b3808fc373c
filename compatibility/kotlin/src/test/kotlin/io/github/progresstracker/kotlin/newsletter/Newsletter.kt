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

package io.github.progresstracker.kotlin.newsletter

import io.github.progresstracker.ProgressTrackers
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.stereotype.Component

@Component
class Newsletter(private val trackers: ProgressTrackers) {

    private val readers = listOf("ada@example.com", "grace@example.com", "edsger@example.com")

    @Scheduled(fixedDelayString = "\${newsletter.delay}")
    fun send() {
        val tracker = trackers.current()
        tracker.startStage("send", readers.size.toLong())
        for (reader in tracker.track(readers)) {
            send(reader)
        }
    }

    private fun send(reader: String) = check("@" in reader)
}
