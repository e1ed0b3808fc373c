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

package io.github.progresstracker.kotlin.scheduled

import io.github.progresstracker.ProgressTrackers
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.stereotype.Component

fun interface Leader {

    fun isLeader(): Boolean
}

@Component
class NightlyLoad(private val trackers: ProgressTrackers, private val leader: Leader) {

    @Scheduled(cron = "0 30 2 * * *")
    fun load() {
        if (!leader.isLeader()) {
            trackers.current().discard()
            return
        }
        val tracker = trackers.current()
        tracker.startStage("fetch")
        val fetched = listOf("a", "b")
        tracker.startStage("store")
        for (article in tracker.track(fetched)) {
            store(article)
        }
    }

    private fun store(article: String) = check(article.isNotEmpty())
}
