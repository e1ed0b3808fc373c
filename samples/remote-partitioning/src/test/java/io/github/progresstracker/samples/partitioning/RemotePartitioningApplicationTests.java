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
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.Exposition.Series;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPrometheus;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the manager and its workers, each in a process of its own, and for what real
 * Prometheus servers see of them.
 */
@UsesServers
class RemotePartitioningApplicationTests {

	private static final int CODE_POINTS = 40_000;

	private static final Map<String, String> JOB = Map.of("job", "partitioned-import", "app", "remote-partitioning");

	private static final String STORED = "select count(*) from code_point";

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void oneCommandStartsEverythingAndTheManagerReportsTheWholeJob(@TempDir Path folder) throws Exception {
		LocalPorts ports = LocalPorts.free(folder);
		try (RealPrometheus prometheus = RealPrometheus.start(configuration(folder));
				JavaProcess manager = start(ports, "manager,local", Duration.ofMillis(200))) {
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
				global: {scrape_interval: 500ms}
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

	@Test
	void theCountsStayCorrectWhenWorkersAndTheManagerAreKilled(@TempDir Path folder) throws Exception {
		LocalPorts ports = LocalPorts.free(folder);
		try (JavaProcess servers = start(ports, "local", Duration.ZERO, "--sample.local.workers=0")) {
			await().ignoreExceptions().until(() -> LocalPorts.number(ports.serverUrl(), "select 1") == 1);
			long atDeath = killWorkerAndManager(ports);
			assertThat(value("job_running")).isOne();
			try (JavaProcess slow = start(ports, "worker", Duration.ofSeconds(1));
					JavaProcess manager = start(ports, "manager", Duration.ZERO)) {
				// Until then the worker continues to work for the manager that died.
				await().until(() -> processed() < atDeath);
				try (JavaProcess fast = start(ports, "worker", Duration.ZERO)) {
					assertThat(manager.exitCode()).as(manager.output() + slow.output() + fast.output()).isZero();
				}
			}
			long before = written(ports, 1);
			assertThat(before).isBetween(atDeath, CODE_POINTS - 1L);
			assertThat(processed()).isEqualTo(written(ports, 2)).isEqualTo(CODE_POINTS - before);
			assertThat(LocalPorts.number(ports.serverUrl(), STORED)).isEqualTo(CODE_POINTS);
			assertThat(value("job_running")).isZero();
			assertThat(servers.output()).doesNotContain("ERROR");
		}
	}

	/**
	 * Kills the only worker, replaces it with another one, and then kills the manager.
	 */
	private long killWorkerAndManager(LocalPorts ports) {
		try (JavaProcess manager = start(ports, "manager", Duration.ZERO)) {
			try (JavaProcess worker = start(ports, "worker", Duration.ofMillis(400))) {
				await().until(() -> processed() > 0);
				worker.kill();
			}
			long standstill = awaitStandstill();
			assertThat(value("job_running")).isOne();
			try (JavaProcess worker = start(ports, "worker", Duration.ofMillis(400))) {
				await().until(() -> processed() > standstill + 4000);
				worker.kill();
			}
			manager.kill();
		}
		return processed();
	}

	/** The manager continues to push, but the count no longer changes. */
	private long awaitStandstill() {
		long[] last = { -1 };
		await().pollInterval(Duration.ofSeconds(3)).until(() -> {
			long before = last[0];
			last[0] = processed();
			return last[0] == before;
		});
		return last[0];
	}

	/**
	 * All processes are given a gateway, but only the manager may push.
	 */
	private JavaProcess start(LocalPorts ports, String profiles, Duration pause, String... more) {
		List<String> arguments = new ArrayList<>(ports.arguments());
		arguments.addAll(List.of("--spring.profiles.active=" + profiles, "--sample.code-points=" + CODE_POINTS,
				"--sample.pause=" + pause.toMillis() + "ms", "--progress.tracker.heartbeat=1s",
				"--progress.tracker.pushgateway.min-interval=200ms"));
		arguments.addAll(List.of(more));
		return JavaProcess.start(RemotePartitioningApplication.class, Map.of("PUSHGATEWAY", this.gateway.url()),
				arguments.toArray(String[]::new));
	}

	private long processed() {
		return (long) value("job_records_processed");
	}

	private double value(String metric) {
		return this.gateway.has(metric, JOB) ? this.gateway.value(metric, JOB) : 0;
	}

	private static long written(LocalPorts ports, int execution) throws SQLException {
		return LocalPorts.number(ports.serverUrl(),
				"select sum(write_count) from batch_step_execution where step_name like 'load:%' and job_execution_id = "
						+ execution);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
	}

}
