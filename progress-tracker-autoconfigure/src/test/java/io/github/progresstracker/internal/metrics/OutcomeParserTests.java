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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.WorkDone;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OutcomeParserTests {

	private static final JobIdentity NIGHTLY = JobIdentity.of("nightly");

	private static final Instant THEN = Instant.parse("2026-03-01T02:03:04.567Z");

	@Test
	void whatWasWrittenIsReadBack() {
		JobOutcomes outcomes = new JobOutcomes(JobSuccess.at(THEN),
				new JobFailure(THEN.plusMillis(1), "IOException", "load", "disk full"), THEN.plusMillis(2));
		assertThat(readBack(NIGHTLY, outcomes)).isEqualTo(outcomes);
	}

	@Test
	void whatASuccessDidIsReadBackWithoutTheOrderOfItsStages() {
		Map<String, WorkDone> stages = Map.of("load", new WorkDone(Duration.ofMillis(61_234), 1_000_000), "a \"b\"",
				new WorkDone(Duration.ZERO, 0));
		WorkDone work = new WorkDone(Duration.ofSeconds(70), 1_000_000);
		JobOutcomes outcomes = new JobOutcomes(new JobSuccess(THEN, work, stages, true), null, null);
		assertThat(readBack(NIGHTLY, outcomes).lastSuccess()).isEqualTo(new JobSuccess(THEN, work, stages, false));
	}

	@Test
	void whatASuccessDidIsFoundAmongTheMetricsOfAll() {
		JobSuccess found = OutcomeParser.find("""
				job_last_success{instance="",job="nightly"} 1.772330584567e+09
				job_last_success_duration_seconds{instance="",job="nightly"} 70.5
				job_last_success_duration_seconds{instance="",job="nightly",stage="load"} 61.234
				job_last_success_duration_seconds{instance="",job="nightly",stage="gone"} 1
				job_last_success_duration_seconds{instance="",job="other",stage="load"} 2
				job_last_success_records_processed{instance="",job="nightly"} 1e+06
				job_last_success_records_processed{instance="",job="nightly",stage="load"} 999999
				job_last_success_records_processed{app="shop",instance="",job="nightly"} 3
				""".lines(), NIGHTLY).lastSuccess();
		assertThat(found).isEqualTo(new JobSuccess(THEN, new WorkDone(Duration.ofMillis(70_500), 1_000_000),
				Map.of("load", new WorkDone(Duration.ofMillis(61_234), 999_999)), false));
	}

	@Test
	void whatWasNotWrittenIsUnknown() {
		assertThat(readBack(NIGHTLY, JobOutcomes.NONE)).isEqualTo(JobOutcomes.NONE);
		JobOutcomes failed = new JobOutcomes(null, new JobFailure(THEN, "exit code 3", null), null);
		assertThat(readBack(NIGHTLY, failed)).isEqualTo(failed);
		assertThat(OutcomeParser.read(Stream.empty(), NIGHTLY)).isEqualTo(JobOutcomes.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "my job", "u/admin/script", "a+b", "a=\"b\",c=\"d\"} 7", "\"", "\\", "\\n", "two\nlines",
			"{", "}", ",", "größe", "データ", "🚀", "job_last_success{job=\"nightly\"} 1" })
	void anyNameIsReadBack(String name) {
		JobIdentity identity = new JobIdentity(name, name, name, new TreeMap<>(Map.of("shard", name)));
		JobOutcomes outcomes = new JobOutcomes(JobSuccess.at(THEN), new JobFailure(THEN, name, name, name), null);
		assertThat(readBack(identity, outcomes)).isEqualTo(outcomes);
	}

	@Test
	void namesOfFiveHundredCharactersAndLoneSurrogatesAreReadBack() {
		anyNameIsReadBack("\\".repeat(500));
		JobOutcomes outcomes = new JobOutcomes(JobSuccess.at(THEN), new JobFailure(THEN, "E", "a\ud83d"), null);
		assertThat(readBack(JobIdentity.of("\ude80"), outcomes).lastFailure())
			.isEqualTo(new JobFailure(THEN, "E", "a?"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "job_last_success", "job_last_success 1", "job_last_success{", "job_last_success{job",
			"job_last_success{job=\"nightly", "job_last_success{job=\"nightly\\", "job_last_success{job=\"nightly\"",
			"job_last_success{job=\"nightly\"}", "job_last_success{job=\"nightly\"} ",
			"job_last_success{job=\"nightly\"} soon", "job_last_success{job=\"nightly\"} NaN",
			"job_last_success{job=\"nightly\"} Infinity", "job_last_success{job=\"nightly\"} 1 1",
			"job_last_success{job=\"nightly\"}1", "job_last_success{} 1", "job_last_success{job=\"other\"} 1",
			"job_last_success{app=\"shop\",job=\"nightly\"} 1", "job_last_failure{job=\"nightly\"} 1",
			"job_last_interruption{job=\"nightly\",stage=\"load\"} 1" })
	void malformedOutcomesAreRefused(String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> OutcomeParser.read(Stream.of(line), NIGHTLY));
	}

	@Test
	void theOutcomesOfOneJobAreFoundAmongThoseOfAll() {
		assertThat(OutcomeParser.find("""
				# TYPE job_last_success gauge
				job_last_success{instance="",job="nightly"} 1.772330584567e+09
				job_last_success{instance="",job="other"} 1.8e+09
				job_last_success{app="shop",instance="",job="nightly"} 1.8e+09
				job_last_success{instance="eu",job="nightly"} 1.8e+09
				job_last_success{instance="",job="nightly",stage="load"} 1.8e+09
				job_last_failure{instance="",job="nightly"} 1.7e+09
				job_last_failure_info{exception="E",instance="",job="nightly",message="job_last_success{} \\"1\\""} 1
				job_last_failure_info{instance="",job="nightly"} 1
				job_last_interruption{instance="",job="nightly"} NaN
				job_last_interruption 1
				job_last_start{instance="",job="nightly"} 1.6e+09
				job_last_""".lines(), NIGHTLY)).isEqualTo(new JobOutcomes(JobSuccess.at(THEN),
				new JobFailure(Instant.ofEpochSecond(1_700_000_000), "unknown", null), null));
	}

	private static JobOutcomes readBack(JobIdentity identity, JobOutcomes outcomes) {
		JobProgress progress = new JobProgress(
				new JobDefinition(identity, null, null, JobDefinition.DEFAULT_REPORT_INTERVAL), RunStatus.RUNNING, THEN,
				Duration.ofSeconds(1), new RecordCounts(3, 2, 9L),
				List.of(new StageProgress("job_last_success", true, Duration.ZERO, RecordCounts.NONE)), outcomes);
		String text = PrometheusTextFormatWriter.create()
			.toDebugString(PrometheusSnapshots.of(progress, true, identity.asLabels()));
		return OutcomeParser.read(text.lines(), identity);
	}

}
