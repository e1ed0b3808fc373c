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

package io.github.progresstracker.kotlin.api

import io.github.progresstracker.JobDefinition
import io.github.progresstracker.JobSuccess
import io.github.progresstracker.ProgressTracker
import io.github.progresstracker.RecordCounts
import io.github.progresstracker.RunStatus
import io.github.progresstracker.StageProgress
import io.github.progresstracker.simple.SimpleProgressTrackers
import io.github.progresstracker.spi.LiveStages
import io.github.progresstracker.spi.ManagedRun
import io.github.progresstracker.spi.ManagedRuns
import io.github.progresstracker.spi.ProgressSource
import io.github.progresstracker.spi.RunListener
import io.github.progresstracker.spi.TimeSource
import io.github.progresstracker.test.JobProgressAssert
import io.github.progresstracker.test.ProgressTrackerTest
import io.github.progresstracker.test.RecordedReports
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.autoconfigure.SpringBootApplication
import java.time.Duration
import java.time.Instant

/**
 * Does what jobs, frameworks that run jobs, and the tests of both do with a run.
 */
@ProgressTrackerTest(properties = ["progress.tracker.job=api"])
class RunsTests(
    @Autowired private val runs: ManagedRuns,
    @Autowired private val tracker: ProgressTracker,
    @Autowired private val reports: RecordedReports,
) {

    @Test
    fun aTrackerCountsAndTracksWhatAStageOrTheRunProcesses() {
        val seen = mutableListOf<String>()
        val trackers = SimpleProgressTrackers(object : RunListener {
            override fun runStarted(run: ProgressSource) {
                seen += if (run.isTentative) "TENTATIVE" else "STARTED"
            }

            override fun stageChanged(run: ProgressSource) {
                seen += run.sample().stages.last().name
            }

            override fun runEnded(run: ProgressSource) {
                seen += run.progress().status.name
            }

            override fun runDiscarded(run: ProgressSource, previous: ProgressSource?) {
                seen += "${run.progress().status} after ${previous?.progress()?.status}"
            }
        })
        val tracker = trackers.start("nightly")
        tracker.expect(100)
        tracker.startStage("read")
        assertThat(tracker.track(listOf(1, 2).iterator()).asSequence().sum()).isEqualTo(3)
        assertThat(tracker.track(listOf(1, 2).stream()).toList()).hasSize(2)
        tracker.startStage("load", 10).run {
            expect(11)
            inc()
            inc(2)
            markSkipped(1)
            assertThat(track(listOf("a")) + track(listOf("b").iterator()).asSequence()).containsExactly("a", "b")
            assertThat(track(listOf("c").stream()).toList()).containsExactly("c")
            end()
        }
        tracker.openStage("index").use { it.inc() }
        tracker.openStage("verify").close()
        JobProgressAssert.assertThat(tracker.progress())
            .isRunning()
            .hasExpected(100)
            .hasExpected("load", 11)
            .hasProcessed("load", 6)
            .hasSkipped("load", 1)
            .hasSkipped(1)
        tracker.complete()
        trackers.start("nightly").fail(null)
        trackers.start("nightly").discard()
        trackers.start("nightly").close()
        trackers.start("nightly").run { inc() }
        trackers.close()
        assertThat(seen).contains("STARTED", "read", "COMPLETED", "FAILED", "DISCARDED after FAILED", "INTERRUPTED")
    }

    @Test
    fun aFrameworkBeginsAndEndsRuns() {
        val live = object : LiveStages {
            override fun progress() = listOf(StageProgress("step", false, Duration.ZERO, RecordCounts(7, 0, null)))

            override fun current(): String? = null
        }
        val job = JobDefinition.of("framework")
        runs.restoreLastSuccess(job, JobSuccess.at(Instant.EPOCH))
        val run: ManagedRun = runs.prepare(job, live)
        assertThat(run.hasBegun()).isFalse()
        run.begin(TimeSource.SYSTEM.now())
        run.bind().use {
            assertThat(runs.currentRun()?.progress()?.identity()?.job).isEqualTo("framework")
            run.lockRequested()
            run.lockAcquired()
            run.liveStagesChanged()
            run.stopClock()
            run.resumeClock()
        }
        assertThat(runs.currentRun()).isNull()
        assertThat(run.end(RunStatus.FAILED, "IllegalStateException", "no disk")).isTrue()
        runs.prepare(job).run {
            begin()
            bind().close()
            end(RunStatus.COMPLETED, null)
        }
        assertThat(reports).hasRuns("framework", 2).hasNoneOf("another").lastOf("framework").isCompleted()
        assertThat(reports.all()).containsAll(reports.of("framework"))
        JobProgressAssert.assertThat(reports.of("framework").first { it.status == RunStatus.FAILED })
            .isFailed()
            .failedWith("IllegalStateException")
            .failedWithMessageContaining("disk")
            .hasProcessed("step", 7)
        assertThat(reports.last("framework").map { it.outcomes.lastFailure?.message }).contains("no disk")
        assertThat(RecordedReports().assertThat().isEmpty()).isNotNull()
        assertThat(TimeSource.SYSTEM.nanoTime()).isNotZero()
    }

    @Test
    fun theTrackerOfTheApplicationIsInjected() {
        assertThat(tracker.progress().identity().job).isEqualTo("api")
    }

    @SpringBootApplication
    class Application
}
