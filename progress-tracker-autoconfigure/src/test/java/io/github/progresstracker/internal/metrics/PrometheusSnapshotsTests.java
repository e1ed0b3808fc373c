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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.TestTime;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrometheusSnapshotsTests {

	private static final List<String> ODD_NAMES = List.of("my job", "u/admin/script", ".", "..", "a+b", "50%", "a&b=c",
			"größe", "データ", "🚀", "\"quoted\"", "back\\slash", "back\\nslash", "two\nlines", "x".repeat(500));

	@Test
	void everyMetricIsWrittenUnderItsOwnNameAndAsAGauge() {
		String text = write(progress("load"), Map.of());
		assertThat(text.lines().filter((line) -> line.startsWith("# TYPE "))).containsExactlyInAnyOrder(
				"# TYPE job_records_processed gauge", "# TYPE job_records_expected gauge",
				"# TYPE job_records_skipped gauge", "# TYPE job_duration_seconds gauge", "# TYPE job_last_start gauge",
				"# TYPE job_running gauge", "# TYPE job_last_success gauge", "# TYPE job_last_failure gauge",
				"# TYPE job_last_failure_info gauge", "# TYPE job_last_interruption gauge",
				"# TYPE job_expected_success_interval gauge", "# TYPE job_expected_max_duration_seconds gauge");
		Exposition written = Exposition.parse(text);
		assertThat(written.value("job_last_failure_info", Map.of("exception", "IOException", "stage", "load")))
			.isEqualTo(1);
		assertThat(written.value("job_last_failure", Map.of())).isEqualTo((double) TestTime.START.getEpochSecond());
		assertThat(text).contains("\njob_expected_success_interval +Inf\n");
	}

	@Test
	void everySampleOfEveryMetricIsWrittenWithTheLabelsOfEverySeries() {
		JobProgress progress = progress("load");
		Map<String, String> everywhere = new JobIdentity("nightly", "shop", null, new TreeMap<>(Map.of("shard", "1")))
			.asLabels();
		Exposition written = Exposition.parse(write(progress, everywhere));
		int samples = 0;
		for (MetricFamily family : ProgressMetrics.of(progress, true)) {
			for (MetricFamily.Sample sample : family.samples()) {
				Map<String, String> labels = new HashMap<>(everywhere);
				labels.putAll(sample.labels());
				assertThat(written.value(family.name(), labels)).isEqualTo(sample.value());
				samples++;
			}
		}
		assertThat(written.series()).hasSize(samples);
	}

	@Test
	void anyNameArrivesIntact() {
		for (String name : ODD_NAMES) {
			Exposition written = Exposition.parse(write(progress(name), JobIdentity.of(name).asLabels()));
			assertThat(written.value("job_records_processed", Map.of("job", name, "stage", name))).isEqualTo(3);
			assertThat(written.value("job_last_failure_info",
					Map.of("job", name, "stage", name, "exception", "IOException")))
				.isEqualTo(1);
		}
	}

	@Test
	void aLoneSurrogateBecomesAQuestionMarkInEveryLabel() {
		Exposition written = Exposition.parse(write(progress("a\ud83d"), JobIdentity.of("\ude80b").asLabels()));
		assertThat(written.value("job_records_processed", Map.of("job", "?b", "stage", "a?"))).isEqualTo(3);
		assertThat(
				written.value("job_last_failure_info", Map.of("job", "?b", "stage", "a?", "exception", "IOException")))
			.isEqualTo(1);
	}

	private static JobProgress progress(String stage) {
		JobDefinition job = new JobDefinition(JobIdentity.of("nightly"), SuccessInterval.OFF, Duration.ofHours(1),
				1000);
		JobOutcomes outcomes = new JobOutcomes(JobSuccess.at(TestTime.START),
				new JobFailure(TestTime.START, "IOException", stage), TestTime.START);
		return new JobProgress(job, RunStatus.RUNNING, TestTime.START, Duration.ofMillis(1500),
				new RecordCounts(3, 2, 9L),
				List.of(new StageProgress(stage, true, Duration.ofMillis(1250), new RecordCounts(3, 2, 9L))), outcomes);
	}

	private static String write(JobProgress progress, Map<String, String> labelsOfEverySeries) {
		return PrometheusTextFormatWriter.create()
			.toDebugString(PrometheusSnapshots.of(progress, true, labelsOfEverySeries));
	}

}
