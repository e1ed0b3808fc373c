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

import io.github.progresstracker.simple.SimpleProgressTrackers
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class NewsletterTests {

    @Test
    fun eachReaderIsSentOne() {
        val reports = RecordedReports()
        val trackers = SimpleProgressTrackers(reports)
        val newsletter = Newsletter(trackers)
        trackers.run("newsletter") { newsletter.send() }
        assertThat(reports).lastOf("newsletter").isCompleted().hasProcessed("send", 3)
    }
}
