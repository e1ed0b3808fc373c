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

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.JavaProcess;
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
 * Tests for a manager and workers that are killed. They are apart from
 * {@link RemotePartitioningApplicationTests} so that both can run at the same time.
 */
@UsesServers
class KilledProcessesTests {

	private static final Map<String, String> JOB = Map.of("job", "partitioned-import", "app", "remote-partitioning");

	private static final String PUSHED = "push_time_seconds";

	private static final String PROCESSED = "job_records_processed";

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

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
			try (JavaProcess worker = start(ports, "worker", Duration.ofMillis(200))) {
				await().until(() -> processed() > 0);
				worker.kill();
			}
			long standstill = awaitStandstill(ports);
			assertThat(value("job_running")).isOne();
			try (JavaProcess worker = start(ports, "worker", Duration.ofMillis(200))) {
				await().until(() -> processed() > standstill + 4000);
				worker.kill();
			}
			manager.kill();
		}
		return processed();
	}

	/**
	 * The manager continues to push, but the count no longer changes: it is what the dead
	 * worker has stored.
	 */
	private long awaitStandstill(LocalPorts ports) {
		AtomicReference<Exposition> last = new AtomicReference<>(this.gateway.exposition());
		await().until(() -> {
			Exposition metrics = this.gateway.exposition();
			if (metrics.value(PUSHED, JOB) == last.get().value(PUSHED, JOB)) {
				return false;
			}
			double before = last.getAndSet(metrics).value(PROCESSED, JOB);
			double now = metrics.value(PROCESSED, JOB);
			return now == before && now == written(ports, 1);
		});
		return processed();
	}

	private JavaProcess start(LocalPorts ports, String profiles, Duration pause, String... more) {
		return SampleProcesses.start(ports, this.gateway, profiles, pause, more);
	}

	private long processed() {
		return (long) value(PROCESSED);
	}

	private double value(String metric) {
		return this.gateway.has(metric, JOB) ? this.gateway.value(metric, JOB) : 0;
	}

	private static long written(LocalPorts ports, int execution) throws SQLException {
		return LocalPorts.number(ports.serverUrl(),
				"select sum(write_count) from batch_step_execution where step_name like 'load:%' and job_execution_id = "
						+ execution);
	}

}
