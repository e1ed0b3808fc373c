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

package io.github.progresstracker.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.life.LifeApplication;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the way from the end of a real job to the notification, through real servers with
 * the shipped configuration, both with and without {@code honor_labels}.
 */
@UsesServers
class AlertsEndToEndTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	/** Contains characters that are special in URLs, shells and Prometheus. */
	private static final String FAILING = "u/admin/it's 50%";

	private static final String DYING = "killed";

	private static final String LATE = "late";

	private static final String APP = "catalog";

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@AutoClose
	private AlertingServers shipped;

	@AutoClose
	private AlertingServers renaming;

	private List<AlertingServers> servers;

	private final List<JavaProcess> processes = new ArrayList<>();

	@BeforeEach
	void startServers() throws IOException {
		this.shipped = AlertingServers.start(this.folder, this.gateway.address(), true);
		this.renaming = AlertingServers.start(this.folder, this.gateway.address(), false);
		this.servers = List.of(this.shipped, this.renaming);
	}

	@AfterEach
	void stopJobs() {
		this.processes.forEach(JavaProcess::close);
	}

	@Test
	void notificationsSayWhatIsWrongWithEachJobAndWhenThatIsOver() throws IOException {
		JavaProcess dying = start(DYING, "hangs", "1h");
		JavaProcess late = start(LATE, "returns", "15s");
		assertThat(start(FAILING, "returns", "1h").exitCode()).isZero();
		assertThat(late.exitCode()).isZero();
		killInTheMiddleOfTheRun(dying);
		for (AlertingServers server : this.servers) {
			server.loadRules();
		}
		assertThat(start(FAILING, "throws", "1h").exitCode()).isEqualTo(1);

		awaitFiring("JobCompletionTimeoutExceeded", LATE, "Job late has not completed successfully");
		assertThat(start(LATE, "returns", "1h").exitCode()).isZero();
		awaitResolved("JobCompletionTimeoutExceeded", LATE);

		ReceivedAlert failed = awaitFiring("JobFailed", FAILING,
				"Job u/admin/it's 50% failed with UnreadableFileException in stage load")
			.get(0);
		assertThat(start(FAILING, "throws", "1s").exitCode()).isEqualTo(1);
		// No notification says so: a job that is known to have failed is late anyway
		this.servers.forEach((server) -> server.awaitFiring("JobCompletionTimeoutExceeded", FAILING));

		ReceivedAlert died = awaitFiring("JobDied", DYING, "Job killed stopped reporting in the middle of a run")
			.get(1);
		start(DYING, "returns", "1h");
		start(FAILING, "returns", "1h");
		awaitResolved("JobDied", DYING);
		awaitResolved("JobFailed", FAILING);
		assertThat(this.servers).allSatisfy((server) -> assertThat(server.told()).extracting(ReceivedAlert::summary)
			.containsOnly("JobCompletionTimeoutExceeded of late firing",
					"JobCompletionTimeoutExceeded of late resolved", "JobFailed of u/admin/it's 50% firing",
					"JobFailed of u/admin/it's 50% resolved", "JobDied of killed firing",
					"JobDied of killed resolved"));
		assertThatTheCommandInTheAlertRetires(FAILING, failed);
		assertThatTheCommandInTheAlertRetires(DYING, died);
		assertThat(this.gateway.series("job_last_success")).hasSize(1);
	}

	@Test
	void aRunThatIsDueAndHasNotBegunIsToldUntilItBegins() throws IOException {
		Instant overdue = Instant.now().minusSeconds(60);
		pushNextStart(overdue, 0);
		for (AlertingServers server : this.servers) {
			server.loadRules();
		}
		awaitFiring("JobNotStarted", LATE, "Job late has not been started");
		pushNextStart(overdue.plus(Duration.ofDays(1)), 1);
		awaitResolved("JobNotStarted", LATE);
		assertThat(this.servers).allSatisfy((server) -> assertThat(server.told()).extracting(ReceivedAlert::summary)
			.containsOnly("JobNotStarted of late firing", "JobNotStarted of late resolved"));
	}

	private void pushNextStart(Instant latest, int running) {
		this.gateway.push("job/" + LATE + "/app/" + APP, """
				# TYPE job_expected_next_start gauge
				job_expected_next_start %d
				# TYPE job_running gauge
				job_running %d
				""".formatted(latest.getEpochSecond(), running));
	}

	private void killInTheMiddleOfTheRun(JavaProcess process) {
		Map<String, String> labels = Map.of("job", DYING, "app", APP);
		process.awaitOutput("HANGS");
		Awaitility.await().atMost(PATIENCE).until(() -> this.gateway.has("job_running", labels));
		assertThat(process.kill().exitCode()).isEqualTo(137);
		assertThat(this.gateway.value("job_running", labels)).isEqualTo(1);
	}

	private List<ReceivedAlert> awaitFiring(String name, String job, String summary) {
		return this.servers.stream().map((server) -> {
			ReceivedAlert alert = server.await("firing", name, job);
			assertThat(alert.labels()).isEqualTo(server.labels(name, job, APP));
			assertThat(alert.annotations().get("summary")).isEqualTo(summary);
			return alert;
		}).toList();
	}

	private void awaitResolved(String name, String job) {
		this.servers.forEach((server) -> server.await("resolved", name, job));
	}

	private void assertThatTheCommandInTheAlertRetires(String job, ReceivedAlert alert) {
		RequiredProgram.CURL.find();
		Map<String, String> labels = Map.of("job", job, "app", APP);
		assertThat(this.gateway.has("job_last_success", labels)).isTrue();
		ProgramRun run = ProgramRun.of(Map.of("PUSHGATEWAY", this.gateway.url()), "sh", "-c",
				alert.annotations().get("retire"));
		assertThat(run.exitCode()).as(run.output()).isZero();
		Awaitility.await().atMost(PATIENCE).until(() -> !this.gateway.has("job_last_success", labels));
	}

	private JavaProcess start(String job, String life, String successInterval) {
		JavaProcess process = JavaProcess.start(LifeApplication.class,
				Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", job, "JOB_APP", APP), "--life=" + life,
				"--spring.main.web-application-type=none", "--progress.tracker.success-interval=" + successInterval);
		this.processes.add(process);
		return process;
	}

}
