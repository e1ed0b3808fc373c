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

import io.github.progresstracker.test.RecordedReports
import net.javacrumbs.shedlock.core.LockConfiguration
import net.javacrumbs.shedlock.core.LockProvider
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.scheduling.config.ScheduledTaskHolder
import java.time.Duration
import java.time.Instant
import kotlin.jvm.optionals.getOrNull

@SpringBootTest(
    properties = [
        "progress.tracker.scheduling.enabled=true",
        "progress.tracker.jobs[DetachedLoad.load].enabled=false",
    ],
)
class NightlyLoadsTests @Autowired constructor(
    private val reports: RecordedReports,
    private val schedule: ScheduledTaskHolder,
    private val locks: LockProvider,
    private val leader: Elected,
    private val articles: Articles,
) {

    @BeforeEach
    fun nothingIsStored() = articles.stored.clear()

    @Test
    fun theInstanceThatGetsTheLockLoads() {
        execute<LockedLoad>()
        assertThat(articles.stored).containsExactly("locked")
        assertThat(reports).lastOf("LockedLoad.load").isCompleted()
    }

    @Test
    fun anInstanceThatDoesNotGetTheLockReportsNothing() {
        val ofAnotherInstance = LockConfiguration(Instant.now(), "nightly", Duration.ofHours(1), Duration.ZERO)
        val lock = checkNotNull(locks.lock(ofAnotherInstance).getOrNull())
        execute<LockedLoad>()
        lock.unlock()
        assertThat(articles.stored).isEmpty()
        assertThat(reports).hasNoneOf("LockedLoad.load")
    }

    @Test
    fun theLeaderLoads() {
        leader.elected = true
        execute<LedLoad>()
        assertThat(articles.stored).containsExactly("led")
        assertThat(reports).lastOf("LedLoad.load").isCompleted()
    }

    @Test
    fun anInstanceThatIsNotTheLeaderReportsNothing() {
        leader.elected = false
        execute<LedLoad>()
        assertThat(articles.stored).isEmpty()
        assertThat(reports).hasNoneOf("LedLoad.load")
    }

    @Test
    fun workThatGoesOnAfterTheReturnIsTrackedWhereItIsDone() {
        execute<DetachedLoad>()
        await().atMost(Duration.ofSeconds(30)).untilAsserted {
            assertThat(reports).lastOf("nightly").isCompleted().hasProcessed(2)
        }
        assertThat(articles.stored).containsExactly("one", "two")
        assertThat(reports).hasNoneOf("DetachedLoad.load")
    }

    /** Does what the scheduler does when a load is due, on the thread of the test. */
    private inline fun <reified T> execute() {
        schedule.scheduledTasks.single { it.toString() == "${T::class.java.name}.load" }.task.runnable.run()
    }
}
