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
import kotlinx.coroutines.CancellationException

/** An example of docs/kotlin.md. */
class InvoiceMail(private val trackers: ProgressTrackers, private val send: suspend (String) -> Unit) {

    suspend fun sendAll(invoices: List<String>) =
        trackers.start("invoices").use { tracker ->
            try {
                for (invoice in tracker.track(invoices)) {
                    send(invoice)
                }
                tracker.complete()
            } catch (ex: CancellationException) {
                throw ex
            } catch (ex: Exception) {
                tracker.fail(ex)
                throw ex
            }
        }
}
