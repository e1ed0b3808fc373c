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

package io.github.progresstracker.kotlin.chat

import io.github.progresstracker.JobProgress
import io.github.progresstracker.RunStatus
import io.github.progresstracker.report.ProgressReporter
import org.springframework.beans.factory.annotation.Value
import org.springframework.stereotype.Component
import org.springframework.web.client.RestClient

@Component
class FailuresInTheChat(@Value("\${chat.url}") url: String) : ProgressReporter {

    private val chat = RestClient.create(url)

    override fun report(progress: JobProgress) {
        val failure = progress.outcomes.lastFailure
        if (progress.status == RunStatus.FAILED && failure != null) {
            val text = "Job ${progress.identity().job} failed with ${failure.exception}: ${failure.message}"
            chat.post().body(text).retrieve().toBodilessEntity()
        }
    }

    override fun destination() = "the chat"
}
