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

import org.springframework.boot.SpringApplication;

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

	private static final String SUCCESS_INTERVAL = "--progress.tracker.success-interval=";

	private static final String SLOW = "slow";

	private static final String UNUSUAL = "orders";

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
		JavaProcess dying = start(DYING, "hangs", SUCCESS_INTERVAL + "1h");
		JavaProcess late = start(LATE, "returns", SUCCESS_INTERVAL + "15s");
		assertThat(start(FAILING, "returns", SUCCESS_INTERVAL + "1h").exitCode()).isZero();
		assertThat(late.exitCode()).isZero();
		killInTheMiddleOfTheRun(dying);
		for (AlertingServers server : this.servers) {
			server.loadRules();
		}
		assertThat(start(FAILING, "throws", SUCCESS_INTERVAL + "1h").exitCode()).isEqualTo(1);

		awaitFiring("JobCompletionTimeoutExceeded", LATE, "Job late has not completed successfully");
		assertThat(start(LATE, "returns", SUCCESS_INTERVAL + "1h").exitCode()).isZero();
		awaitResolved("JobCompletionTimeoutExceeded", LATE);

		ReceivedAlert failed = awaitFiring("JobFailed", FAILING,
				"Job u/admin/it's 50% failed with UnreadableFileException in stage load")
			.get(0);
		assertThat(start(FAILING, "throws", SUCCESS_INTERVAL + "1s").exitCode()).isEqualTo(1);
		// No notification says so: a job that is known to have failed is late anyway
		this.servers.forEach((server) -> server.awaitFiring("JobCompletionTimeoutExceeded", FAILING));

		ReceivedAlert died = awaitFiring("JobDied", DYING, "Job killed stopped reporting in the middle of a run")
			.get(1);
		start(DYING, "returns", SUCCESS_INTERVAL + "1h");
		start(FAILING, "returns", SUCCESS_INTERVAL + "1h");
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
	void peopleHearOfALateStartALateEndAndAnUnusualSuccessBeforeItIsTooLate() throws IOException {
		String[] schedule = { "--progress.tracker.success-schedule.cron=*/5 * * * * *",
				"--progress.tracker.start-grace=1s" };
		for (AlertingServers server : this.servers) {
			server.loadRules();
		}
		run(SLOW, 4);
		JavaProcess slow = start(SLOW, "counts-slowly", "--progress.tracker.success-interval=1h",
				"--progress.tracker.report-interval=5", "--progress.tracker.pushgateway.min-interval=1s");
		JavaProcess late = start(LATE, "returns", schedule);
		for (int success = 1; success <= 5; success++) {
			run(UNUSUAL, 4);
			for (AlertingServers server : this.servers) {
				server.awaitSuccesses(UNUSUAL, success);
			}
		}
		run(UNUSUAL, 1);
		assertThat(late.exitCode()).isZero();
		awaitFiring("JobFewerRecordsThanUsual", "info", UNUSUAL,
				"Job orders completed with far fewer records than usual");
		awaitFiring("JobNotStarted", LATE, "Job late has not been started");
		awaitFiring("JobWillBeLate", SLOW, "Job slow is running, but will be late");
		run(UNUSUAL, 4);
		start(LATE, "hangs", schedule);
		assertThat(slow.terminate().exitCode()).isEqualTo(143);
		awaitResolved("JobFewerRecordsThanUsual", UNUSUAL);
		awaitResolved("JobNotStarted", LATE);
		awaitResolved("JobWillBeLate", SLOW);
		assertThat(this.servers).allSatisfy((server) -> assertThat(server.told()).extracting(ReceivedAlert::summary)
			.containsOnly("JobFewerRecordsThanUsual of orders firing", "JobFewerRecordsThanUsual of orders resolved",
					"JobNotStarted of late firing", "JobNotStarted of late resolved", "JobWillBeLate of slow firing",
					"JobWillBeLate of slow resolved"));
	}

	/** Runs an application in this process, which takes less time than to start one. */
	private void run(String job, int records) {
		new SpringApplication(LifeApplication.class)
			.run("--life=returns", "--records=" + records, "--progress.tracker.job=" + job,
					"--progress.tracker.app=" + APP, "--progress.tracker.pushgateway.url=" + this.gateway.url(),
					"--progress.tracker.success-interval=1h", "--progress.tracker.terminal.mode=off",
					"--spring.main.web-application-type=none")
			.close();
	}

	private void killInTheMiddleOfTheRun(JavaProcess process) {
		Map<String, String> labels = Map.of("job", DYING, "app", APP);
		process.awaitOutput("HANGS");
		Awaitility.await().atMost(PATIENCE).until(() -> this.gateway.has("job_running", labels));
		assertThat(process.kill().exitCode()).isEqualTo(137);
		assertThat(this.gateway.value("job_running", labels)).isEqualTo(1);
	}

	private List<ReceivedAlert> awaitFiring(String name, String job, String summary) {
		return awaitFiring(name, "warning", job, summary);
	}

	private List<ReceivedAlert> awaitFiring(String name, String severity, String job, String summary) {
		return this.servers.stream().map((server) -> {
			ReceivedAlert alert = server.await("firing", name, job);
			assertThat(alert.labels()).isEqualTo(server.labels(name, severity, job, APP));
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

	private JavaProcess start(String job, String life, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--life=" + life, "--spring.main.web-application-type=none"));
		arguments.addAll(List.of(properties));
		JavaProcess process = JavaProcess.start(LifeApplication.class,
				Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", job, "JOB_APP", APP),
				arguments.toArray(String[]::new));
		this.processes.add(process);
		return process;
	}

}
