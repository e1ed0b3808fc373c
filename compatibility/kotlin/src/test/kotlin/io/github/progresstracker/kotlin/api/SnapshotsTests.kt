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

import io.github.progresstracker.EndedRuns
import io.github.progresstracker.Estimate
import io.github.progresstracker.JobDefinition
import io.github.progresstracker.JobFailure
import io.github.progresstracker.JobIdentity
import io.github.progresstracker.JobOutcomes
import io.github.progresstracker.JobProgress
import io.github.progresstracker.JobSuccess
import io.github.progresstracker.RecordCounts
import io.github.progresstracker.RunStatus
import io.github.progresstracker.StageProgress
import io.github.progresstracker.StartExpectation
import io.github.progresstracker.SuccessExpectation
import io.github.progresstracker.SuccessInterval
import io.github.progresstracker.Throughput
import io.github.progresstracker.WorkDone
import io.github.progresstracker.report.ProgressReporter
import io.github.progresstracker.report.RejectedReportException
import io.github.progresstracker.report.ReporterPolicy
import io.github.progresstracker.report.ReporterState
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import java.time.Duration
import java.time.Instant
import kotlin.reflect.typeOf

/**
 * Reads and makes everything that a snapshot consists of, as reporters and their tests do.
 */
class SnapshotsTests {

    private val now = Instant.parse("2026-01-01T00:00:00Z")

    private val minute = Duration.ofMinutes(1)

    private val identity = JobIdentity("nightly", "shop", null, sortedMapOf("shard" to "1"))

    @Test
    fun aJobIsDefinedByItsIdentityAndWhatIsExpectedOfIt() {
        val success = SuccessExpectation { lastSuccess, _ ->
            if (lastSuccess != null) SuccessInterval.of(minute) else SuccessInterval.OFF
        }
        val start = StartExpectation { _, endedAt -> endedAt?.plus(minute) }
        val job = JobDefinition(identity, success, start, Duration.ofHours(1), 500, 3, true)
        assertThat(job.successExpectation?.interval(now, now)?.duration).isEqualTo(minute)
        assertThat(job.successExpectation?.interval(null, now)?.seconds()).isInfinite()
        assertThat(job.startExpectation?.firstStart(now)).isEqualTo(now + minute)
        assertThat(job.startExpectation?.nextStart(now, null)).isNull()
        assertThat(job.maxDuration?.toMinutes()).isEqualTo(60)
        assertThat(listOf(job.reportInterval, job.failureTolerance.toLong())).containsExactly(500, 3)
        assertThat(job.enabled).isTrue()
        assertThat(job.identity.app).isEqualTo("shop")
        assertThat(job.identity.namespace).isNull()
        assertThat(job.identity.labels).containsExactlyEntriesOf(mapOf("shard" to "1"))
        assertThat(job.identity.asLabels()).containsOnlyKeys("job", "app", "shard")
        assertThat(JobIdentity.checkLabelName("stage")).isEqualTo("is reserved")
        assertThat(JobIdentity.checkLabelName("shard")).isNull()
        assertThat(JobIdentity.of("nightly")).isEqualTo(JobDefinition.of("nightly").identity)
        assertThat(JobDefinition(identity, SuccessInterval(minute), null, 1000).successExpectation).isNotNull()
    }

    @Test
    fun aSnapshotTellsHowFarTheRunIs() {
        val counts = RecordCounts(30, 1, 100)
        val throughput = Throughput(2.0, Duration.ofSeconds(35), null)
        val load = StageProgress("load", true, Duration.ofSeconds(15), counts, throughput)
        val progress = JobProgress(
            JobDefinition.of("nightly"),
            RunStatus.RUNNING,
            now,
            Duration.ofSeconds(16),
            counts,
            listOf(StageProgress("read", false, Duration.ofSeconds(1), RecordCounts.NONE), load),
            JobOutcomes.NONE,
            throughput,
            EndedRuns(1, 2, 3),
            mapOf("read" to WorkDone(minute, 5)),
        )
        assertThat(progress.job.identity).isEqualTo(progress.identity())
        assertThat(listOf(progress.startedAt, progress.startedAt + progress.duration)).isSorted()
        assertThat(progress.records.processed - progress.records.skipped).isEqualTo(29)
        assertThat(progress.records.expected?.minus(progress.records.processed)).isEqualTo(70)
        assertThat(progress.records.fraction()).isEqualTo(0.3)
        assertThat(progress.stages.map { it.name }).containsExactly("read", "load")
        assertThat(progress.stages.filter { it.open() }).containsExactly(load)
        assertThat(progress.stage("load").map { it.records }).contains(counts)
        assertThat(progress.throughput.recordsPerSecond).isEqualTo(2.0)
        assertThat(progress.throughput.stalledFor).isNull()
        assertThat(progress.estimate().percent()).isEqualTo(30.0)
        assertThat(progress.estimate(load).timeLeft).isEqualTo(progress.throughput.timeLeft)
        assertThat(progress.endedRuns.total()).isEqualTo(6)
        assertThat(progress.doneBefore.getValue("read")).isEqualTo(WorkDone(minute, 5))
        assertThat(progress.successInterval()?.seconds()).isNull()
        assertThat(progress.expectedNextStart()).isNull()
        assertThat(progress.status.isEnd).isFalse()
        assertThat(Estimate(0.5, null, true)).matches { it.asLastTime && it.fraction == 0.5 }
    }

    @Test
    fun aSnapshotTellsHowRunsEnded() {
        val failure = JobFailure(now, "IOException", "load", "no disk")
        val success = JobSuccess(now + minute, WorkDone(minute, 7), mapOf("load" to WorkDone(minute, 7)), true)
        val outcomes = JobOutcomes(null, failure, null).withSuccess(success).withInterruption(now)
        val progress = progress(RunStatus.COMPLETED).withOutcomes(outcomes)
        with(progress.outcomes) {
            assertThat(lastFailure?.at).isEqualTo(now)
            assertThat("${lastFailure?.exception} in ${lastFailure?.stage}: ${lastFailure?.message}")
                .isEqualTo("IOException in load: no disk")
            assertThat(lastSuccess?.at).isEqualTo(lastSuccessAt())
            assertThat(lastSuccess?.work?.processed).isEqualTo(7)
            assertThat(lastSuccess?.stages?.get("load")?.duration).isEqualTo(minute)
            assertThat(lastSuccess?.inOrder).isTrue()
            assertThat(lastInterruption).isEqualTo(now)
        }
        val other = JobOutcomes.NONE.withFailure(JobFailure(now - minute, "IOException", null))
        assertThat(other.orElse(outcomes).lastSuccess).isEqualTo(success)
        assertThat(outcomes.newerThan(other)).isEqualTo(outcomes)
        assertThat(outcomes.without(outcomes)).isEqualTo(JobOutcomes.NONE)
        assertThat(JobSuccess.at(now).work).isNull()
    }

    @Test
    fun whatCanBeAddedHasAPlus() {
        assertThat(RecordCounts(1, 0, null) + RecordCounts(2, 1, 5)).isEqualTo(RecordCounts(3, 1, 5))
        assertThat(RecordCounts.sum(Long.MAX_VALUE, 1)).isEqualTo(Long.MAX_VALUE)
        assertThat(WorkDone(minute, 1) + WorkDone(minute, 2)).isEqualTo(WorkDone(Duration.ofMinutes(2), 3))
        val stage = StageProgress("load", RunStatus.FAILED, minute, RecordCounts.NONE, Throughput.UNKNOWN)
        assertThat((stage + stage.withStatus(RunStatus.RUNNING)).status).isEqualTo(RunStatus.RUNNING)
        assertThat((stage + stage).duration).isEqualTo(Duration.ofMinutes(2))
        assertThat(stage.throughput).isEqualTo(Throughput.UNKNOWN)
        val ends = EndedRuns.NONE.with(RunStatus.FAILED).with(RunStatus.COMPLETED).since(EndedRuns.NONE)
        assertThat(listOf(ends.completed, ends.failed, ends.interrupted)).containsExactly(1, 1, 0)
    }

    @Test
    fun aReporterHasDefaultsForAllButTheReport() {
        val refused = RejectedReportException("too long", RejectedReportException("no"))
        val reporter = object : ProgressReporter {
            override fun report(progress: JobProgress) {
                throw refused
            }

            override fun prepare() = super.prepare()

            override fun lastSuccess(identity: JobIdentity): JobSuccess? = super.lastSuccess(identity)

            override fun policy(): ReporterPolicy = super.policy().withMinInterval(minute).withRoutineInterval(minute)
        }
        reporter.prepare()
        val running = progress(RunStatus.RUNNING)
        assertThat(runCatching { reporter.report(running, minute) }.exceptionOrNull()).isSameAs(refused)
        assertThat(reporter.lastSuccess(identity)).isNull()
        assertThat(reporter.destination()).isNotBlank()
        with(reporter.policy()) {
            assertThat(minInterval).isEqualTo(routineInterval)
            assertThat(interactive || showsElapsedTime || eachRun).isFalse()
            assertThat(asInteractive(true)).isEqualTo(ReporterPolicy(minute, minute, true, true))
            assertThat(forEachRun()).isEqualTo(ReporterPolicy(minute, minute, false, false, true))
        }
        with(ReporterState("the chat", minute, 1, "no disk", null)) {
            assertThat("$destination: $failures × $failure").isEqualTo("the chat: 1 × no disk")
            assertThat(sinceDelivery?.compareTo(sinceFailure ?: minute)).isZero()
        }
    }

    @Test
    fun kotlinKnowsWhatMayBeNull() {
        val failure = JobFailure(now, "IOException", null)
        assertThat(typeOfValue { failure.stage }.isMarkedNullable).isTrue()
        assertThat(typeOfValue { failure.exception }.isMarkedNullable).isFalse()
        assertThat(typeOfValue { identity.app }.isMarkedNullable).isTrue()
        assertThat(typeOfValue { JobOutcomes.NONE.lastSuccess }.isMarkedNullable).isTrue()
        assertThat(typeOfValue { RecordCounts.NONE.expected }.isMarkedNullable).isTrue()
        assertThat(typeOfValue { RecordCounts.NONE }.isMarkedNullable).isFalse()
    }

    private fun progress(status: RunStatus) =
        JobProgress(JobDefinition.of("nightly"), status, now, minute, RecordCounts.NONE, emptyList(), JobOutcomes.NONE)

    private inline fun <reified T> typeOfValue(@Suppress("UNUSED_PARAMETER") value: () -> T) = typeOf<T>()
}
