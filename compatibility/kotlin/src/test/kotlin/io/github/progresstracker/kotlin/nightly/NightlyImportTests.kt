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

package io.github.progresstracker.kotlin.nightly

import io.github.progresstracker.simple.SimpleProgressTrackers
import io.github.progresstracker.test.JobProgressAssert
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test

class NightlyImportTests {

    @Test
    fun eachLineIsCounted() {
        val tracker = SimpleProgressTrackers().start("nightly")
        NightlyImport(tracker) { listOf("7", "12") }.run()
        JobProgressAssert.assertThat(tracker.progress()).hasProcessed("load", 2)
    }

    @Test
    fun aLineThatIsNoNumberFailsTheImport() {
        val reports = RecordedReports()
        val trackers = SimpleProgressTrackers(reports)
        assertThatExceptionOfType(NumberFormatException::class.java).isThrownBy {
            trackers.run("nightly") { tracker -> NightlyImport(tracker) { listOf("x") }.run() }
        }
        assertThat(reports).lastOf("nightly").failedWith(NumberFormatException::class.java).failedIn("load")
    }
}
