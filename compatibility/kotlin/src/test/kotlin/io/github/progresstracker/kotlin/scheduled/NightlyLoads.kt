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
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock
import org.springframework.scheduling.annotation.Async
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.stereotype.Component

/*
 * The examples of docs/scheduled-jobs.md.
 */

/**
 * One instance gets the lock.
 */
@Component
class LockedLoad(private val articles: Articles) {

    @Scheduled(cron = "0 30 2 * * *")
    @SchedulerLock(name = "nightly", lockAtMostFor = "2h")
    fun load() {
        articles.store("locked")
    }
}

/**
 * One instance is the leader.
 */
@Component
class LedLoad(private val trackers: ProgressTrackers, private val leader: Leader, private val articles: Articles) {

    @Scheduled(cron = "0 30 2 * * *")
    fun load() {
        if (!leader.isLeader()) {
            trackers.current().discard()
            return
        }
        articles.store("led")
    }
}

/**
 * The work goes on after the return.
 */
@Component
class DetachedLoad(private val trackers: ProgressTrackers, private val articles: Articles) {

    @Async
    @Scheduled(cron = "0 30 2 * * *")
    fun load() {
        trackers.run("nightly") { tracker ->
            for (article in tracker.track(listOf("one", "two"))) {
                articles.store(article)
            }
        }
    }
}
