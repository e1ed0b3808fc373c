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

package io.github.progresstracker.samples.windmill;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the script of the workspace, and thereby the application, like a worker of
 * Windmill, and checks what arrives at a real Pushgateway.
 */
@UsesServers
class WindmillScriptTests {

	private static final Path SCRIPT = Path.of("workspace", "u", "admin", "random_number_metric_script.sh");

	private static final String PATH = "u/admin/random_number_metric_script";

	private static final Map<String, String> JOB = Map.of("job", PATH);

	private static final Path JAR = Path.of("target", "random-number.jar").toAbsolutePath();

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void allRunsArriveInOneGroupThatIsNamedAfterTheScript() throws Exception {
		for (int run = 1; run <= 2; run++) {
			try (WindmillWorker worker = start(Map.of(), this.gateway.address(), "60")) {
				assertThat(worker.exitCode()).as(worker.output()).isZero();
				assertThat(worker.output()).contains("Tracking job '" + PATH + "'").doesNotContain("WARN", "ERROR");
				assertThat(this.gateway.pushCount()).isEqualTo(run);
			}
		}
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.series("push_time_seconds")).hasSize(1);
		assertThat(metrics.value("job_records_processed", JOB)).isBetween(0.0, 100.0);
		assertThat(metrics.value("job_expected_success_interval", JOB)).isEqualTo(60);
		assertThat(metrics.has("job_last_success", JOB)).isTrue();
	}

	@Test
	void anApplicationProcessedAheadOfTimeReportsTheSame() throws Exception {
		// With this option, the application starts only if the classes were generated
		Map<String, String> variables = Map.of("JDK_JAVA_OPTIONS", "-Dspring.aot.enabled=true");
		try (WindmillWorker worker = start(variables, this.gateway.address(), "60")) {
			assertThat(worker.exitCode()).as(worker.output()).isZero();
			assertThat(worker.output()).contains("Picked up JDK_JAVA_OPTIONS")
				.contains("Tracking job '" + PATH + "'")
				.doesNotContain("WARN", "ERROR");
		}
		assertThat(this.gateway.value("job_expected_success_interval", JOB)).isEqualTo(60);
		assertThat(this.gateway.has("job_last_success", JOB)).isTrue();
	}

	@Test
	void theTokenAppearsNowhere() throws Exception {
		try (WindmillWorker worker = start(Map.of("DEBUG", "true"), this.gateway.address(), "60")) {
			assertThat(worker.exitCode()).as(worker.output()).isZero();
			assertThat(worker.output()).isNotEmpty().doesNotContain(WindmillWorker.TOKEN);
			assertThat(this.gateway.metrics()).contains(PATH).doesNotContain(WindmillWorker.TOKEN);
			assertThat(this.gateway.log()).doesNotContain(WindmillWorker.TOKEN);
		}
	}

	@Test
	void aRunWithoutArgumentsPushesNothingAndSaysWhatIsMissing() throws Exception {
		try (WindmillWorker worker = start(Map.of(), "", "")) {
			assertThat(worker.exitCode()).as(worker.output()).isZero();
			assertThat(worker.output().lines().filter((line) -> line.contains("WARN"))).singleElement()
				.asString()
				.contains("PUSHGATEWAY");
		}
	}

	@Test
	void aCanceledRunIsAnInterruption() throws Exception {
		try (WindmillWorker worker = start(Map.of("RANDOM_NUMBER_DURATION", "10m"), this.gateway.address(), "60")) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> this.gateway.has("job_running", JOB) && this.gateway.value("job_running", JOB) == 1);
			assertThat(worker.cancel()).as("the first signal was enough").isTrue();
		}
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.value("job_running", JOB)).isZero();
		assertThat(metrics.has("job_last_interruption", JOB)).isTrue();
		assertThat(metrics.has("job_last_success", JOB)).isFalse();
		assertThat(metrics.has("job_last_failure", JOB)).isFalse();
	}

	private static WindmillWorker start(Map<String, String> variables, String pushgateway, String successInterval)
			throws IOException {
		assertThat(JAR).exists();
		return WindmillWorker.start(SCRIPT, PATH, variables, pushgateway, successInterval, JAR.toString());
	}

}
