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

package io.github.progresstracker.kotlin.coroutines

import io.github.progresstracker.ProgressTrackers
import io.github.progresstracker.test.RecordedReports
import kotlinx.coroutines.CompletableDeferred
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.context.annotation.Configuration
import org.springframework.scheduling.annotation.EnableScheduling
import org.springframework.scheduling.annotation.Scheduled
import org.springframework.scheduling.config.ScheduledTaskHolder
import java.io.IOException
import java.time.Duration

/** `@Scheduled` methods that suspend, which Spring calls as it calls reactive ones. */
@SpringBootTest(properties = ["progress.tracker.scheduling.enabled=true"])
class SuspendingLoadTests @Autowired constructor(
    private val reports: RecordedReports,
    private val schedule: ScheduledTaskHolder,
    private val loads: Loads,
) {

    @Test
    fun theRunEndsWhenTheMethodDoes() {
        begin("load")
        await().atMost(Duration.ofSeconds(30)).untilAsserted { assertThat(reports).lastOf("Loads.load").isRunning() }
        loads.answer.complete(Unit)
        await().atMost(Duration.ofSeconds(30)).untilAsserted { assertThat(reports).lastOf("Loads.load").isCompleted() }
    }

    @Test
    fun anExceptionIsAFailure() {
        begin("fail")
        await().atMost(Duration.ofSeconds(30)).untilAsserted {
            assertThat(reports).lastOf("Loads.fail").failedWith(IOException::class.java)
        }
    }

    @Test
    fun theRunCannotBeFoundFromACoroutine() {
        begin("count")
        await().atMost(Duration.ofSeconds(30)).untilAsserted {
            assertThat(reports).lastOf("Loads.count").failedWith(IllegalStateException::class.java)
        }
    }

    /** Does what the scheduler does when a method is due. */
    private fun begin(method: String) {
        schedule.scheduledTasks.single { it.toString().endsWith(".$method") }.task.runnable.run()
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableScheduling
    class Loads(private val trackers: ProgressTrackers) {

        val answer = CompletableDeferred<Unit>()

        @Scheduled(cron = "0 30 2 * * *")
        suspend fun load() {
            answer.await()
        }

        @Scheduled(cron = "0 30 2 * * *")
        suspend fun fail() {
            throw IOException("no route")
        }

        @Scheduled(cron = "0 30 2 * * *")
        suspend fun count() {
            trackers.current().inc()
        }
    }
}
