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

package io.github.progresstracker.samples.kubernetes;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application with the variables of its manifests, and checks what arrives at a
 * real Pushgateway.
 */
@UsesServers
class ChecksumsTests {

	private static final int RECORDS = 2_000_000;

	private static final Map<String, String> JOB = Map.of("job", "checksums", "namespace", ContainerRun.NAMESPACE);

	private static final Object CRON_JOB = Manifest.find("CronJob", Path.of("cronjob.yaml"))
		.get("spec", "jobTemplate", "spec", "template");

	private static final Object INDEXED_JOB = Manifest.find("Job", Path.of("indexed-job.yaml")).get("spec", "template");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void allRunsOfTheCronJobArriveInOneGroupThatHasItsNamespace() throws Exception {
		for (int run = 0; run < 2; run++) {
			ContainerRun container = ContainerRun.of(CRON_JOB, Map.of("PUSHGATEWAY", this.gateway.url()));
			assertThat(container.exitCode()).as(container.output()).isZero();
			assertThat(container.output())
				.contains(
						"Tracking job 'checksums' (variable JOB_NAME) with namespace 'batch' (variable JOB_NAMESPACE)")
				.doesNotContain("WARN", "ERROR");
		}
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.series("push_time_seconds")).hasSize(1);
		assertThat(metrics.value("job_records_processed", JOB)).isEqualTo(RECORDS);
		assertThat(metrics.value("job_expected_max_duration_seconds", JOB)).isEqualTo(3600);
		// The times of the CronJob are known: at 2:40 at the latest, a run has to begin
		assertThat(metrics.value("job_expected_next_start", JOB) % 86_400).isEqualTo((2 * 60 + 40) * 60);
		assertThat(metrics.value("job_last_success", JOB) + metrics.value("job_expected_success_interval", JOB))
			.satisfies((time) -> assertThat(Math.round(time) % 86_400).isEqualTo(4 * 3600));
	}

	@Test
	void aFailedTryIsAFailureOfTheJobAndOfItsPod() throws Exception {
		ContainerRun container = ContainerRun.of(CRON_JOB,
				Map.of("PUSHGATEWAY", this.gateway.url(), "CHECKSUMS_FAIL_AT", "50000"));
		assertThat(container.exitCode()).as(container.output()).isEqualTo(1);
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.has("job_last_failure", JOB)).isTrue();
		assertThat(metrics.has("job_last_success", JOB)).isFalse();
		assertThat(metrics.series("job_last_failure_info")).singleElement()
			.satisfies((series) -> assertThat(series.labels()).containsEntry("exception", "UnreadableRecordException")
				.containsEntry("stage", "compute"));
	}

	@Test
	void eachPodOfTheIndexedJobHasAGroupAndTogetherTheyDoEachRecordOnce() throws Exception {
		int completions = (int) Manifest.find("Job", Path.of("indexed-job.yaml")).get("spec", "completions");
		for (int index = 0; index < completions; index++) {
			ContainerRun container = ContainerRun.of(INDEXED_JOB,
					Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_COMPLETION_INDEX", Integer.toString(index)));
			assertThat(container.exitCode()).as(container.output()).isZero();
			assertThat(container.output()).doesNotContain("WARN", "ERROR");
		}
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.series("push_time_seconds").stream().map((series) -> series.labels().get("shard")))
			.containsExactlyInAnyOrderElementsOf(IntStream.range(0, completions).mapToObj(Integer::toString).toList());
		assertThat(metrics.series("job_records_processed")
			.stream()
			.filter((series) -> !series.labels().containsKey("stage"))
			.mapToDouble(Exposition.Series::value)
			.sum()).isEqualTo(RECORDS);
		assertThat(metrics.series("job_expected_success_interval"))
			.allSatisfy((series) -> assertThat(series.value()).isInfinite());
	}

}
