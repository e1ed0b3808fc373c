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

package io.github.progresstracker.kotlin.mocks

import com.ninjasquad.springmockk.MockkBean
import com.ninjasquad.springmockk.MockkSpyBean
import io.github.progresstracker.ProgressTracker
import io.github.progresstracker.ProgressTrackers
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith
import org.springframework.boot.CommandLineRunner
import org.springframework.boot.SpringBootConfiguration
import org.springframework.boot.autoconfigure.EnableAutoConfiguration
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment
import org.springframework.boot.test.system.CapturedOutput
import org.springframework.boot.test.system.OutputCaptureExtension
import org.springframework.context.annotation.Bean
import org.springframework.test.context.TestContextManager
import kotlin.reflect.KClass

/** Tests for applications in whose tests a tracker is a mock or a spy of MockK. */
@ExtendWith(OutputCaptureExtension::class)
class MockedTrackersTests {

    @Test
    fun aRelaxedMockOfTheTrackerIsWarnedOf(output: CapturedOutput) {
        start(RelaxedTracker::class)
        assertThat(output).contains("ProgressTracker is a mock", "RecordedReports").doesNotContain("order ")
    }

    @Test
    fun aRelaxedMockOfTheTrackersIsWarnedOf(output: CapturedOutput) {
        start(RelaxedTrackers::class)
        assertThat(output).contains("ProgressTrackers is a mock", "RecordedReports").doesNotContain("counted")
    }

    @Test
    fun aMockThatIsNotRelaxedFailsTheTest() {
        for (test in listOf(StrictTracker::class, StrictTrackers::class)) {
            assertThatIllegalStateException().isThrownBy { start(test) }
                .havingCause()
                .withMessageContaining("no answer found")
        }
    }

    @Test
    fun spiesCountAndAreNotWarnedOf(output: CapturedOutput) {
        start(Spies::class)
        assertThat(output).contains("order 7", "order 12", "counted").doesNotContain("is a mock")
    }

    private fun start(test: KClass<*>) = TestContextManager(test.java).testContext.applicationContext

    @SpringBootTest(classes = [Application::class], webEnvironment = WebEnvironment.NONE)
    class RelaxedTracker {

        @MockkBean(relaxed = true)
        lateinit var tracker: ProgressTracker
    }

    @SpringBootTest(classes = [Application::class], webEnvironment = WebEnvironment.NONE)
    class RelaxedTrackers {

        @MockkBean(relaxed = true)
        lateinit var trackers: ProgressTrackers
    }

    @SpringBootTest(classes = [Application::class], webEnvironment = WebEnvironment.NONE)
    class StrictTracker {

        @MockkBean
        lateinit var tracker: ProgressTracker
    }

    @SpringBootTest(classes = [Application::class], webEnvironment = WebEnvironment.NONE)
    class StrictTrackers {

        @MockkBean
        lateinit var trackers: ProgressTrackers
    }

    @SpringBootTest(classes = [Application::class], webEnvironment = WebEnvironment.NONE)
    class Spies {

        @MockkSpyBean
        lateinit var tracker: ProgressTracker

        @MockkSpyBean
        lateinit var trackers: ProgressTrackers
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    class Application {

        @Bean
        fun job(tracker: ProgressTracker) = CommandLineRunner {
            for (order in tracker.track(listOf(7, 12))) {
                println("order $order")
            }
        }

        @Bean
        fun otherJob(trackers: ProgressTrackers) = CommandLineRunner {
            trackers.run("other") { tracker ->
                tracker.inc(2)
                println("counted")
            }
        }
    }
}
