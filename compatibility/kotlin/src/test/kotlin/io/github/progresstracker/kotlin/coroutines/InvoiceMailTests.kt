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

import io.github.progresstracker.simple.SimpleProgressTrackers
import io.github.progresstracker.test.RecordedReports
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import java.io.IOException

class InvoiceMailTests {

    private val reports = RecordedReports()

    private val trackers = SimpleProgressTrackers(reports)

    @Test
    fun workMayGoOnOnOtherThreads() {
        runBlocking {
            InvoiceMail(trackers) { withContext(Dispatchers.Default) {} }.sendAll(listOf("one", "two"))
        }
        assertThat(reports).lastOf("invoices").isCompleted().hasProcessed(2).hasExpected(2)
    }

    @Test
    fun anExceptionIsAFailure() {
        assertThatExceptionOfType(IOException::class.java).isThrownBy {
            runBlocking { InvoiceMail(trackers) { throw IOException("no route") }.sendAll(listOf("one")) }
        }
        assertThat(reports).lastOf("invoices").failedWith(IOException::class.java).failedWithMessage("no route")
    }

    @Test
    fun aCoroutineThatIsCanceledIsInterrupted() {
        runBlocking {
            val mail = launch(Dispatchers.Unconfined) {
                InvoiceMail(trackers) { awaitCancellation() }.sendAll(listOf("one", "two"))
            }
            assertThat(reports).lastOf("invoices").isRunning()
            mail.cancelAndJoin()
        }
        assertThat(reports).lastOf("invoices").isInterrupted().hasProcessed(0)
    }
}
