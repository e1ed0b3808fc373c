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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the end of a run that could not be pushed. Each test starts real JVMs.
 */
@UsesServers
class SpoolTests {

	private static final Map<String, String> JOB = Map.of("job", "nightly");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@AutoClose
	private JavaProcess process;

	@TempDir
	private Path folder;

	private final double startedAt = Instant.now().toEpochMilli() / 1e3;

	@Test
	void aFailureWhileTheGatewayIsDownIsDeliveredByTheNextStart() throws IOException {
		this.gateway.stop();
		String withMessage = "--progress.tracker.failure-message=true";
		assertThat(live(this.gateway.url(), "throws", withMessage).exitCode()).isEqualTo(1);
		double failedBy = now();
		assertThat(files()).hasSize(1);
		this.process.close();
		this.gateway.restart();
		assertThat(live(this.gateway.url(), "returns", withMessage).exitCode()).isZero();
		assertThat(value("job_last_failure")).isBetween(this.startedAt, failedBy);
		assertThat(this.gateway.has("job_last_failure_info", Map.of("job", "nightly", "exception",
				"UnreadableFileException", "stage", "load", "message", "orders.csv cannot be read")))
			.isTrue();
		assertThat(value("job_last_success")).isGreaterThan(failedBy);
		assertThat(files()).isEmpty();
	}

	@Test
	void aSuccessThatAnUnresponsiveGatewayMissedSurvivesAKillAndIsDeliveredByTheNextStart() throws IOException {
		try (FaultServer blackHole = FaultServer.blackHole()) {
			live("http://" + blackHole.address(), "completes-then-hangs", "--progress.tracker.heartbeat=100ms")
				.awaitOutput("HANGS");
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !files().isEmpty());
			double succeededBy = now();
			assertThat(this.process.kill().exitCode()).isEqualTo(137);
			this.process.close();
			live(this.gateway.url(), "hangs").awaitOutput("HANGS");
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> this.gateway.has("job_running", JOB));
			assertThat(value("job_running")).isEqualTo(1);
			assertThat(value("job_last_success")).isBetween(this.startedAt, succeededBy);
		}
	}

	@Test
	void anUnwritableSpoolOrTextFileAffectsNeitherTheJobNorThePushes() throws IOException {
		Path file = Files.createFile(this.folder.resolve("file"));
		assertThat(live(this.gateway.url(), "returns", "--progress.tracker.textfile.directory=" + file.resolve("text"),
				"--progress.tracker.pushgateway.spool-directory=" + file.resolve("spool"))
			.exitCode()).isZero();
		assertThat(value("job_last_success")).isBetween(this.startedAt, now());
		assertThat(this.process.output().lines().filter((line) -> line.contains("WARN"))).satisfiesExactlyInAnyOrder(
				(line) -> assertThat(line).contains("cannot be kept in the spool directory"),
				(line) -> assertThat(line).contains("cannot be reported to text files"),
				(line) -> assertThat(line).contains("was not delivered to text files"));
	}

	private JavaProcess live(String gateway, String life, String... more) {
		List<String> arguments = new ArrayList<>(List.of("--life=" + life, "--spring.main.web-application-type=none",
				"--progress.tracker.pushgateway.final-timeout=1s"));
		if (Stream.of(more).noneMatch((argument) -> argument.contains("spool-directory"))) {
			arguments.add("--progress.tracker.pushgateway.spool-directory=" + this.folder);
		}
		arguments.addAll(List.of(more));
		this.process = JavaProcess.start(LifeApplication.class, Map.of("PUSHGATEWAY", gateway, "JOB_NAME", "nightly"),
				arguments.toArray(String[]::new));
		return this.process;
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.filter((file) -> file.toString().endsWith(".spool")).toList();
		}
	}

	private double value(String metric) {
		return this.gateway.value(metric, JOB);
	}

	private static double now() {
		return Instant.now().toEpochMilli() / 1e3 + 0.001;
	}

}
