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

package io.github.progresstracker.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.Exposition.Series;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.Promtool;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a job that eight processes share, like a Kubernetes Indexed Job: each process
 * has an index in its environment and does not know about the others.
 */
@UsesServers
class ShardsTests {

	private static final int SHARDS = 8;

	private static final int FAILING = 5;

	/** The number of processes at a time, like the parallelism of an Indexed Job. */
	private static final int PARALLELISM = 4;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void eachShardHasItsOwnStartSuccessAndFailure() {
		for (int shard = 0; shard < SHARDS; shard += PARALLELISM) {
			run(IntStream.range(shard, shard + PARALLELISM), "returns", 0);
		}
		Exposition first = this.gateway.exposition();
		assertThat(first.series("job_last_success")).hasSize(SHARDS);
		run(IntStream.of(FAILING), "throws", 1);
		Exposition second = this.gateway.exposition();
		for (int shard = 0; shard < SHARDS; shard++) {
			Map<String, String> labels = shard(shard);
			assertThat(second.value("job_last_success", labels)).isEqualTo(first.value("job_last_success", labels))
				.isGreaterThanOrEqualTo(first.value("job_last_start", labels));
			assertThat(second.value("job_running", labels)).isZero();
			assertThat(second.value("job_records_processed", labels)).isEqualTo(4);
			assertThat(second.has("job_last_failure", labels)).isEqualTo(shard == FAILING);
		}
		assertThat(second.value("job_last_start", shard(FAILING)))
			.isGreaterThan(second.value("job_last_success", shard(FAILING)));
		assertDocumentedQueries(second);
	}

	private void run(IntStream shards, String life, int exitCode) {
		List<JavaProcess> processes = new ArrayList<>();
		try {
			shards
				.forEach((shard) -> processes.add(JavaProcess.start(LifeApplication.class,
						Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "nightly", "JOB_COMPLETION_INDEX",
								Integer.toString(shard)),
						"--spring.main.web-application-type=none", "--life=" + life)));
			assertThat(processes).allSatisfy((process) -> assertThat(process.exitCode()).isEqualTo(exitCode));
		}
		finally {
			processes.forEach(JavaProcess::close);
		}
	}

	/**
	 * Lets the engine of Prometheus evaluate the queries over the content of the gateway:
	 * the job is as old as its oldest shard, and its records are the sum of all shards.
	 */
	private static void assertDocumentedQueries(Exposition metrics) {
		double oldest = metrics.series("job_last_success").stream().mapToDouble(Series::value).min().orElseThrow();
		List<String> series = new ArrayList<>();
		for (String metric : List.of("job_last_success", "job_records_processed", "job_last_failure")) {
			metrics.series(metric).stream().filter((each) -> !each.labels().containsKey("stage")).forEach((each) -> {
				String labels = each.labels()
					.entrySet()
					.stream()
					.map((label) -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
					.collect(Collectors.joining(","));
				series.add("  - {series: '%s{%s}', values: '%s'}\n".formatted(metric, labels, each.value()));
			});
		}
		Promtool.test("", """
				tests:
				- input_series:
				%s  promql_expr_test:
				  - expr: min without (shard, instance) (job_last_success)
				    exp_samples: [{labels: '{job="nightly"}', value: %s}]
				  - expr: sum by (job) (job_records_processed{stage=""})
				    exp_samples: [{labels: '{job="nightly"}', value: 32}]
				  - expr: count by (job, shard) (job_last_failure > job_last_success)
				    exp_samples: [{labels: '{job="nightly",shard="5"}', value: 1}]
				""".formatted(String.join("", series), oldest));
	}

	private static Map<String, String> shard(int shard) {
		return Map.of("job", "nightly", "shard", Integer.toString(shard));
	}

}
