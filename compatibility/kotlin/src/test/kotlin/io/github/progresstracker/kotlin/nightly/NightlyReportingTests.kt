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

import io.github.progresstracker.test.AutoConfigureProgressTracker
import org.assertj.core.api.Assertions.assertThat
import org.awaitility.Awaitility.await
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.test.context.DynamicPropertyRegistry
import org.springframework.test.context.DynamicPropertySource
import java.nio.file.Path
import java.time.Duration

@SpringBootTest
@AutoConfigureProgressTracker
class NightlyReportingTests {

    @Test
    fun theMetricsAreWritten() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted {
            assertThat(directory).isDirectoryContaining("glob:**.prom")
        }
    }

    companion object {

        @TempDir
        private lateinit var directory: Path

        @DynamicPropertySource
        @JvmStatic
        fun reportTo(registry: DynamicPropertyRegistry) {
            registry.add("progress.tracker.textfile.directory") { directory.toString() }
        }
    }
}
