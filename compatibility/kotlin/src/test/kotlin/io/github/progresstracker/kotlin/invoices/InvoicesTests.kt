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

package io.github.progresstracker.kotlin.invoices

import io.github.progresstracker.ProgressTracker
import io.github.progresstracker.ProgressTrackers
import io.github.progresstracker.RunStatus
import io.github.progresstracker.simple.SimpleProgressTrackers
import io.github.progresstracker.test.JobProgressAssert
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.IOException
import java.nio.file.NoSuchFileException
import java.nio.file.Path
import kotlin.io.path.writeLines

class InvoicesTests {

    private val reports = RecordedReports()

    private val trackers: ProgressTrackers = SimpleProgressTrackers(reports)

    @Test
    fun eachInvoiceIsCounted() {
        Invoices(trackers).sendAll(listOf("one", "two"))
        assertThat(reports).lastOf("invoices").isCompleted().hasProcessed(2).hasStages("send")
    }

    @Test
    fun eachInvoiceOfAFileIsCounted(@TempDir directory: Path) {
        val file = directory.resolve("invoices.txt").writeLines(listOf("one", "two", "three"))
        Invoices(trackers).sendAll(file)
        assertThat(reports).lastOf("invoices").isCompleted().hasProcessed(3)
    }

    @Test
    fun aFileThatIsMissingFailsTheRunAsItDoesInJava(@TempDir directory: Path) {
        assertThatExceptionOfType(NoSuchFileException::class.java)
            .isThrownBy { Invoices(trackers).sendAll(directory.resolve("none.txt")) }
        assertThat(reports).lastOf("invoices").failedWith(NoSuchFileException::class.java)
    }

    @Test
    fun workMayReturnAValueWhoseTypeIsInferred() {
        assertThat(Invoices(trackers).sum(listOf(3, 4))).isEqualTo(7)
        val none: String? = trackers.call("names") { tracker -> tracker.track(emptyList<String>()).firstOrNull() }
        assertThat(none).isNull()
        assertThat(trackers.progress()).extracting<RunStatus> { it.status }.containsOnly(RunStatus.COMPLETED)
    }

    @Test
    fun workMayBeOneExpression() {
        trackers.run("invoices") { it.inc() }
        trackers.run("invoices") { it.startStage("send") }
        trackers.run("invoices") { t -> t.inc() }
        trackers.run("invoices", ::countOne)
        assertThat(reports).hasRuns("invoices", 4)
    }

    private fun countOne(tracker: ProgressTracker) = tracker.inc()

    @Test
    fun aCheckedExceptionOfJavaFailsTheRunAndComesOutUnchanged() {
        val thrown = IOException("no disk")
        assertThatExceptionOfType(IOException::class.java).isThrownBy {
            trackers.run("invoices") { tracker ->
                tracker.startStage("send")
                throw thrown
            }
        }.isSameAs(thrown)
        assertThat(reports).lastOf("invoices")
            .failedWith(IOException::class.java)
            .failedWithMessage("no disk")
            .failedIn("send")
            .hasStatus("send", RunStatus.FAILED)
    }

    @Test
    fun aRunThatEndsElsewhereIsClosedLikeAnyResource() {
        val tracker = trackers.start("upload")
        tracker.use { it.inc(5) }
        JobProgressAssert.assertThat(tracker.progress()).isInterrupted().hasProcessed(5)
    }

    @Test
    fun aSecondTrackerIsABean() {
        InvoicesConfiguration().second(trackers).complete()
        assertThat(reports).lastOf("second").isCompleted()
    }
}
