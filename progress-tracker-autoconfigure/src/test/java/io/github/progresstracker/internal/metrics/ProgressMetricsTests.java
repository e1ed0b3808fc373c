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

package io.github.progresstracker.internal.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.metrics.MetricFamily.Sample;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressMetricsTests {

	private static final double START = TestTime.START.getEpochSecond();

	private final TestTime time = new TestTime();

	private JobDefinition job = JobDefinition.of("nightly");

	private final TestTrackers trackers = new TestTrackers((name) -> this.job, this.time, new RunLimits(200, 100));

	@Test
	void aRunThatJustStartedReplacesAllNumbersOfTheRunBefore() {
		ProgressTracker tracker = this.trackers.start("nightly");
		assertThat(names(tracker)).containsExactlyInAnyOrder("job_records_processed", "job_records_expected",
				"job_records_skipped", "job_duration_seconds", "job_last_start", "job_running",
				"job_expected_next_start");
		assertThat(values(tracker, "job_expected_next_start")).isEqualTo(Map.of(Map.of(), 0.0));
		assertThat(values(tracker, "job_records_processed")).isEqualTo(Map.of(Map.of(), 0.0));
		assertThat(values(tracker, "job_records_expected")).isEqualTo(Map.of(Map.of(), 0.0));
		assertThat(values(tracker, "job_records_skipped")).isEqualTo(Map.of(Map.of(), 0.0));
		assertThat(values(tracker, "job_duration_seconds")).isEqualTo(Map.of(Map.of(), 0.0));
		assertThat(values(tracker, "job_last_start")).isEqualTo(Map.of(Map.of(), START));
		assertThat(values(tracker, "job_running")).isEqualTo(Map.of(Map.of(), 1.0));
	}

	@Test
	void eachStageHasItsRecordsAndDurationBesidesThoseOfTheWholeRun() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.inc(3);
		this.time.pass(Duration.ofMillis(1500));
		tracker.startStage("load");
		tracker.inc(40);
		this.time.pass(Duration.ofSeconds(10));
		tracker.startStage("index");
		this.time.pass(Duration.ofMillis(250));
		assertThat(values(tracker, "job_records_processed"))
			.isEqualTo(Map.of(Map.of(), 43.0, stage("load"), 40.0, stage("index"), 0.0));
		assertThat(values(tracker, "job_duration_seconds"))
			.isEqualTo(Map.of(Map.of(), 11.75, stage("load"), 10.0, stage("index"), 0.25));
	}

	@Test
	void anExpectedTotalIsThereForTheStagesThatHaveOne() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load", 40);
		tracker.startStage("nothing", 0);
		tracker.startStage("index");
		assertThat(values(tracker, "job_records_expected"))
			.isEqualTo(Map.of(Map.of(), 0.0, stage("load"), 40.0, stage("nothing"), 0.0));
	}

	@Test
	void theExpectedTotalOfTheWholeRunIsTheOneGivenBeforeTheFirstStage() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.expect(1_000_000);
		tracker.startStage("load");
		assertThat(values(tracker, "job_records_expected")).isEqualTo(Map.of(Map.of(), 1_000_000.0));
	}

	@Test
	void skippedRecordsAreThereForTheStagesThatSkippedAny() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		tracker.inc(10);
		tracker.markSkipped(4);
		tracker.startStage("index");
		assertThat(values(tracker, "job_records_skipped")).isEqualTo(Map.of(Map.of(), 4.0, stage("load"), 4.0));
		assertThat(values(tracker, "job_records_processed")).containsEntry(stage("load"), 10.0);
	}

	@Test
	void aSuccessIsDatedAtTheEndOfTheRunInUnixTimeWithMilliseconds() {
		ProgressTracker tracker = this.trackers.start("nightly");
		this.time.pass(Duration.ofNanos(2_345_678_901L));
		tracker.complete();
		this.time.pass(Duration.ofHours(1));
		assertThat(values(tracker, "job_last_success")).isEqualTo(Map.of(Map.of(), START + 2.345));
		assertThat(values(tracker, "job_running")).isEqualTo(Map.of(Map.of(), 0.0));
		assertThat(names(tracker)).doesNotContain("job_last_failure", "job_last_failure_info", "job_last_interruption");
	}

	@Test
	void whatTheLastSuccessDidStaysThroughLaterRuns() {
		ProgressTracker first = this.trackers.start("nightly");
		first.startStage("load");
		first.inc(40);
		this.time.pass(Duration.ofSeconds(10));
		first.startStage("index");
		this.time.pass(Duration.ofMillis(500));
		first.complete();
		ProgressTracker next = this.trackers.start("nightly");
		next.startStage("load");
		next.inc(7);
		for (int i = 0; i < 2; i++) {
			assertThat(values(next, "job_last_success_duration_seconds"))
				.isEqualTo(Map.of(Map.of(), 10.5, stage("load"), 10.0, stage("index"), 0.5));
			assertThat(values(next, "job_last_success_records_processed"))
				.isEqualTo(Map.of(Map.of(), 40.0, stage("load"), 40.0, stage("index"), 0.0));
			next.fail(new IllegalStateException());
		}
	}

	@Test
	void aSuccessOfWhichOnlyTheEndIsKnownSaysNothingElse() {
		this.trackers.restoreLastSuccess(this.job, JobSuccess.at(TestTime.START));
		ProgressTracker tracker = this.trackers.start("nightly");
		assertThat(names(tracker)).contains("job_last_success")
			.doesNotContain("job_last_success_duration_seconds", "job_last_success_records_processed");
	}

	@Test
	void aFailureNamesTheExceptionAndTheStage() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.startStage("load");
		this.time.pass(Duration.ofSeconds(2));
		tracker.fail(new IllegalStateException("secret"));
		assertThat(values(tracker, "job_last_failure")).isEqualTo(Map.of(Map.of(), START + 2));
		assertThat(values(tracker, "job_last_failure_info"))
			.isEqualTo(Map.of(Map.of("exception", "IllegalStateException", "stage", "load"), 1.0));
		assertThat(names(tracker)).doesNotContain("job_last_success", "job_last_interruption");
	}

	@Test
	void aFailureOutsideOfAllStagesHasNoStageLabel() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.fail(new IllegalStateException());
		assertThat(values(tracker, "job_last_failure_info"))
			.isEqualTo(Map.of(Map.of("exception", "IllegalStateException"), 1.0));
		JobOutcomes failed = new JobOutcomes(null, new JobFailure(TestTime.START, "exit code 3", ""), null);
		assertThat(values(progress(List.of(), failed), "job_last_failure_info"))
			.isEqualTo(Map.of(Map.of("exception", "exit code 3"), 1.0));
	}

	@Test
	void anInterruptionIsNeitherASuccessNorAFailure() {
		ProgressTracker tracker = this.trackers.start("nightly");
		tracker.close();
		assertThat(values(tracker, "job_last_interruption")).isEqualTo(Map.of(Map.of(), START));
		assertThat(names(tracker)).doesNotContain("job_last_success", "job_last_failure", "job_last_failure_info");
	}

	@Test
	void theOutcomesOfEarlierRunsStayWhileTheirNumbersAndStagesAreGone() {
		ProgressTracker first = this.trackers.start("nightly");
		first.startStage("load", 7);
		first.inc(7);
		first.markSkipped(7);
		first.complete();
		this.time.pass(Duration.ofDays(1));
		ProgressTracker second = this.trackers.start("nightly");
		assertThat(values(second, "job_last_success")).isEqualTo(Map.of(Map.of(), START));
		assertThat(values(second, "job_last_start"))
			.isEqualTo(Map.of(Map.of(), START + Duration.ofDays(1).toSeconds()));
		assertThat(values(second, "job_running")).isEqualTo(Map.of(Map.of(), 1.0));
		for (String name : List.of("job_records_processed", "job_records_expected", "job_records_skipped",
				"job_duration_seconds")) {
			assertThat(values(second, name)).as(name).isEqualTo(Map.of(Map.of(), 0.0));
		}
	}

	@Test
	void whatIsExpectedOfTheJobIsThereFromTheStartOfItsRun() {
		this.job = new JobDefinition(JobIdentity.of("nightly"), SuccessInterval.of(Duration.ofMinutes(65)),
				Duration.ofSeconds(90), 1000);
		ProgressTracker tracker = this.trackers.start("nightly");
		assertThat(values(tracker, "job_expected_success_interval")).isEqualTo(Map.of(Map.of(), 3900.0));
		assertThat(values(tracker, "job_expected_max_duration_seconds")).isEqualTo(Map.of(Map.of(), 90.0));
	}

	@Test
	void aSuccessIntervalThatIsOffIsInfinite() {
		this.job = new JobDefinition(JobIdentity.of("nightly"), SuccessInterval.OFF, null, 1000);
		assertThat(values(this.trackers.start("nightly"), "job_expected_success_interval"))
			.isEqualTo(Map.of(Map.of(), Double.POSITIVE_INFINITY));
	}

	@Test
	void theNextStartFollowsFromTheStartOfTheRunAndOnceItHasEndedFromItsEnd() {
		this.job = new JobDefinition(JobIdentity.of("nightly"), null,
				(start, end) -> start.plusSeconds((end != null) ? Duration.between(start, end).toSeconds() + 600 : 90),
				null, 1000, 0, true);
		ProgressTracker tracker = this.trackers.start("nightly");
		this.time.pass(Duration.ofHours(1));
		assertThat(values(tracker, "job_expected_next_start")).isEqualTo(Map.of(Map.of(), START + 90));
		tracker.fail(new IllegalStateException());
		this.time.pass(Duration.ofHours(1));
		assertThat(values(tracker, "job_expected_next_start")).isEqualTo(Map.of(Map.of(), START + 3600 + 600));
	}

	@Test
	void aJobThatIsNotDueAgainTakesBackWhatWasExpectedBefore() {
		this.job = new JobDefinition(JobIdentity.of("nightly"), null, (start, end) -> null, null, 1000, 0, true);
		assertThat(values(this.trackers.start("nightly"), "job_expected_next_start")).isEqualTo(Map.of(Map.of(), 0.0));
	}

	@Test
	void theFailuresThatAreToleratedAreThereWithTheLastFailure() {
		this.job = new JobDefinition(JobIdentity.of("nightly"), null, null, null, 1000, 2, true);
		ProgressTracker failed = this.trackers.start("nightly");
		assertThat(names(failed)).doesNotContain("job_failure_tolerance");
		failed.fail(new IllegalStateException());
		assertThat(values(failed, "job_failure_tolerance")).isEqualTo(Map.of(Map.of(), 2.0));
		ProgressTracker completed = this.trackers.start("nightly");
		completed.complete();
		assertThat(names(completed)).contains("job_last_failure", "job_failure_tolerance");
		this.job = JobDefinition.of("nightly");
		assertThat(values(this.trackers.start("nightly"), "job_failure_tolerance")).isEqualTo(Map.of(Map.of(), 0.0));
	}

	@Test
	void outcomesAloneDoNotSayWhatIsExpectedOrTolerated() {
		JobOutcomes failed = new JobOutcomes(JobSuccess.at(TestTime.START),
				new JobFailure(TestTime.START, "IOException", null), null);
		assertThat(ProgressMetrics.of(failed)).extracting(MetricFamily::name)
			.contains("job_last_failure")
			.doesNotContain("job_expected_next_start", "job_failure_tolerance");
	}

	@Test
	void aMaximumDurationOfCenturiesIsNoProblem() {
		this.job = new JobDefinition(JobIdentity.of("nightly"), null, Duration.ofDays(365 * 1000), 1000);
		assertThat(values(this.trackers.start("nightly"), "job_expected_max_duration_seconds"))
			.isEqualTo(Map.of(Map.of(), 365 * 1000 * 86400.0));
	}

	@Test
	void stagesWhoseNamesDifferOnlyInLoneSurrogatesShareOneSeries() {
		List<StageProgress> stages = List.of(
				new StageProgress("a\ud83d", false, Duration.ofSeconds(1), new RecordCounts(3, 1, null)),
				new StageProgress("a\ude80", false, Duration.ofSeconds(2), new RecordCounts(4, 0, 9L)),
				new StageProgress("\ud83d\ude80", false, Duration.ofSeconds(5), new RecordCounts(5, 0, null)));
		JobProgress progress = progress(stages, JobOutcomes.NONE);
		assertThat(values(progress, "job_records_processed"))
			.isEqualTo(Map.of(Map.of(), 0.0, stage("a?"), 7.0, stage("\ud83d\ude80"), 5.0));
		assertThat(values(progress, "job_records_expected")).isEqualTo(Map.of(Map.of(), 0.0, stage("a?"), 9.0));
		assertThat(values(progress, "job_records_skipped")).isEqualTo(Map.of(Map.of(), 0.0, stage("a?"), 1.0));
		assertThat(values(progress, "job_duration_seconds"))
			.isEqualTo(Map.of(Map.of(), 0.0, stage("a?"), 3.0, stage("\ud83d\ude80"), 5.0));
	}

	@Test
	void helpIsTheSameForAllJobsAndEndsWithTheUnit() {
		this.job = new JobDefinition(JobIdentity.of("one"), SuccessInterval.OFF, Duration.ofSeconds(1), 1000);
		ProgressTracker one = this.trackers.start("one");
		one.startStage("load", 4);
		one.fail(new IllegalStateException());
		this.trackers.start("one").close();
		ProgressTracker other = this.trackers.start("one");
		other.complete();
		Map<String, String> help = help(other.progress());
		assertThat(help).hasSize(16).containsAllEntriesOf(help(one.progress()));
		assertThat(help.values()).allSatisfy((text) -> assertThat(text).isNotBlank().doesNotContain("\n", "\\"));
		assertThat(help)
			.extractingByKeys("job_duration_seconds", "job_last_start", "job_last_success", "job_last_failure",
					"job_last_interruption", "job_expected_success_interval", "job_expected_max_duration_seconds",
					"job_expected_next_start")
			.allSatisfy((text) -> assertThat(text).endsWith(" in seconds"));
		assertThat(referenced()).as("docs/metrics.md").isEqualTo(help);
	}

	/** The metrics of the reference, with their HELP. */
	private static Map<String, String> referenced() {
		try {
			return Pattern.compile("^\\| `(job_\\w+)` \\| ([^|]+) \\|", Pattern.MULTILINE)
				.matcher(Files.readString(Path.of("../docs/metrics.md")))
				.results()
				.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static JobProgress progress(List<StageProgress> stages, JobOutcomes outcomes) {
		return new JobProgress(JobDefinition.of("nightly"), RunStatus.RUNNING, Instant.EPOCH, Duration.ZERO,
				RecordCounts.NONE, stages, outcomes);
	}

	private static Map<String, String> help(JobProgress progress) {
		return ProgressMetrics.of(progress, false)
			.stream()
			.collect(Collectors.toMap(MetricFamily::name, MetricFamily::help));
	}

	private static List<String> names(ProgressTracker tracker) {
		return ProgressMetrics.of(tracker.progress(), false).stream().map(MetricFamily::name).toList();
	}

	private static Map<String, String> stage(String name) {
		return Map.of("stage", name);
	}

	private static Map<Map<String, String>, Double> values(ProgressTracker tracker, String name) {
		return values(tracker.progress(), name);
	}

	private static Map<Map<String, String>, Double> values(JobProgress progress, String name) {
		List<Sample> samples = new ArrayList<>();
		ProgressMetrics.of(progress, false)
			.stream()
			.filter((family) -> family.name().equals(name))
			.forEach((family) -> samples.addAll(family.samples()));
		return samples.stream().collect(Collectors.toMap(Sample::labels, Sample::value));
	}

}
