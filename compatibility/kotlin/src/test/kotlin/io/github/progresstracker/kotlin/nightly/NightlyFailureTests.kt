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

import io.github.progresstracker.RunStatus
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIllegalStateException
import org.junit.jupiter.api.Test
import org.springframework.boot.runApplication

class NightlyFailureTests {

    @Test
    fun moreReturnsThanOrdersFailTheApplication() {
        val reports = RecordedReports()
        assertThatIllegalStateException().isThrownBy {
            runApplication<NightlyApplication>("--orders=7,-8", "--progress.tracker.reporting.enabled=false") {
                addInitializers({ context -> context.beanFactory.registerSingleton("reports", reports) })
            }
        }
        assertThat(reports).lastOf("nightly")
            .failedWith(IllegalStateException::class.java)
            .failedWithMessage("More was returned than ordered")
            .failedIn("verify")
            .hasStatus("load", RunStatus.COMPLETED)
    }
}
