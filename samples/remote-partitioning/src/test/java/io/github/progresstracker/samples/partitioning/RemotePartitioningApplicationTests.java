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

package io.github.progresstracker.samples.partitioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.progresstracker.testing.Exposition.Series;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPrometheus;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.progresstracker.samples.partitioning.SampleProcesses.CODE_POINTS;
import static io.github.progresstracker.samples.partitioning.SampleProcesses.STORED;
import static io.github.progresstracker.samples.partitioning.SampleProcesses.await;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the manager and its workers, each in a separate process, and for what real
 * Prometheus servers see of them.
 */
@UsesServers
class RemotePartitioningApplicationTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void oneCommandStartsEverythingAndTheManagerReportsTheWholeJob(@TempDir Path folder) throws Exception {
		LocalPorts ports = LocalPorts.free(folder);
		try (RealPrometheus prometheus = RealPrometheus.start(configuration(folder));
				JavaProcess manager = SampleProcesses.start(ports, this.gateway, "manager,local",
						Duration.ofMillis(100))) {
			await().until(() -> processed(prometheus) > 0);
			double early = processed(prometheus);
			await().until(() -> processed(prometheus) > early);
			assertThat(early).isLessThan(CODE_POINTS);
			assertThat(manager.exitCode()).as(manager.output()).isZero();
			await().until(() -> processed(prometheus) == CODE_POINTS);
			assertThat(manager.output().split("Tracking no job")).as("one for each worker and the rest").hasSize(3);
			assertThat(manager.output()).containsOnlyOnce("Started 2 workers: nothing is counted until");
		}
		assertThat(this.gateway.series("push_time_seconds")).as("groups").hasSize(1);
		assertThat(this.gateway.series("job_last_success")).hasSize(1);
		assertThat(LocalPorts.number(ports.fileUrl(), STORED)).isEqualTo(CODE_POINTS);
	}

	private Path configuration(Path folder) throws IOException {
		return Files.writeString(folder.resolve("prometheus.yml"), """
				global: {scrape_interval: 200ms}
				scrape_configs:
				- job_name: pushgateway
				  honor_labels: true
				  static_configs: [{targets: ["%s"]}]
				""".formatted(this.gateway.address()));
	}

	private static double processed(RealPrometheus prometheus) {
		return prometheus.query("sum by (job) (job_records_processed{stage=\"\"})")
			.stream()
			.mapToDouble(Series::value)
			.sum();
	}

}
