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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.life.LifeApplication;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RealAlertmanager;
import io.github.progresstracker.testing.RealPrometheus;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.RequiredProgram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the end of a real job to the message that people get, through real servers with
 * the configuration that the project ships. Only this is different, so that minutes are
 * seconds:
 * <ul>
 * <li>the addresses of the servers,
 * <li>all intervals at which something is looked at or told are a second,
 * <li>the {@code for} of each alert is a sixtieth.
 * </ul>
 * The rules are loaded when Prometheus has found the gateway, for which it takes longer
 * than the {@code for} of {@code PushgatewayDown} is here.
 */
class AlertsEndToEndTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Pattern INTERVAL = Pattern
		.compile("(scrape_interval|evaluation_interval|group_wait|group_interval): \\w+");

	private static final Pattern FOR = Pattern.compile("(?m)^( +for: )((\\d+)m)?((\\d+)s)?$");

	/** With what is odd in URLs, in shells and in Prometheus. */
	private static final String FAILING = "u/admin/it's 50%";

	private static final String DYING = "killed";

	private static final String LATE = "late";

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@AutoClose
	private final RecordingServer receiver = RecordingServer.start();

	@AutoClose
	private RealAlertmanager alertmanager;

	@AutoClose
	private RealPrometheus prometheus;

	private final List<JavaProcess> processes = new ArrayList<>();

	@BeforeEach
	void startServers() throws IOException {
		Path alerting = Files.writeString(this.folder.resolve("alertmanager.yml"),
				everySecond(replace(MonitoringFiles.ALERTMANAGER.resolve("alertmanager.yml"), "alert_receiver:8080",
						this.receiver.address())));
		this.alertmanager = RealAlertmanager.start(alerting);
		String scraping = replace(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"), "prometheus_gateway:9091",
				this.gateway.address());
		assertThat(scraping).contains("alertmanager:9093");
		this.prometheus = RealPrometheus.start(Files.writeString(this.folder.resolve("prometheus.yml"),
				everySecond(scraping.replace("alertmanager:9093", this.alertmanager.address()))));
	}

	@AfterEach
	void stopJobs() {
		this.processes.forEach(JavaProcess::close);
	}

	@Test
	void peopleAreToldOfEachJobWhatIsWrongWithItAndThatItIsOver() throws IOException {
		JavaProcess dying = start(DYING, "hangs", "1h");
		JavaProcess late = start(LATE, "returns", "15s");
		assertThat(start(FAILING, "returns", "1h").exitCode()).isZero();
		assertThat(late.exitCode()).isZero();
		killInTheMiddleOfTheRun(dying);
		loadRules();
		assertThat(start(FAILING, "throws", "1h").exitCode()).isEqualTo(1);

		ReceivedAlert overdue = await("firing", "JobCompletionTimeoutExceeded", LATE);
		assertThat(overdue.labels()).isEqualTo(labels("JobCompletionTimeoutExceeded", LATE));
		assertThat(overdue.annotations().get("summary")).isEqualTo("Job late has not completed successfully");
		assertThat(start(LATE, "returns", "1h").exitCode()).isZero();
		await("resolved", "JobCompletionTimeoutExceeded", LATE);

		ReceivedAlert failed = await("firing", "JobFailed", FAILING);
		assertThat(failed.labels()).isEqualTo(labels("JobFailed", FAILING));
		assertThat(failed.annotations().get("summary"))
			.isEqualTo("Job u/admin/it's 50% failed with UnreadableFileException in stage load");
		assertThat(start(FAILING, "throws", "1s").exitCode()).isEqualTo(1);
		awaitThatPrometheusTakesTheFailedJobForLate();

		ReceivedAlert died = await("firing", "JobDied", DYING);
		assertThat(died.labels()).isEqualTo(labels("JobDied", DYING));
		start(DYING, "returns", "1h");
		start(FAILING, "returns", "1h");
		await("resolved", "JobDied", DYING);
		await("resolved", "JobFailed", FAILING);
		assertThat(ReceivedAlert.of(this.receiver)).extracting(ReceivedAlert::summary)
			.containsOnly("JobCompletionTimeoutExceeded of late firing",
					"JobCompletionTimeoutExceeded of late resolved", "JobFailed of u/admin/it's 50% firing",
					"JobFailed of u/admin/it's 50% resolved", "JobDied of killed firing", "JobDied of killed resolved");
		assertThatTheCommandInTheAlertRetiresTheJob(failed);
	}

	private void killInTheMiddleOfTheRun(JavaProcess process) {
		Map<String, String> labels = Map.of("job", DYING, "app", "catalog");
		process.awaitOutput("HANGS");
		Awaitility.await().atMost(PATIENCE).until(() -> this.gateway.has("job_running", labels));
		assertThat(process.kill().exitCode()).isEqualTo(137);
		assertThat(this.gateway.value("job_running", labels)).isEqualTo(1);
	}

	/** And that nobody is told so: who knows that it failed knows that it is late. */
	private void awaitThatPrometheusTakesTheFailedJobForLate() {
		String expression = "ALERTS{alertstate='firing', alertname='JobCompletionTimeoutExceeded', job=\"" + FAILING
				+ "\"}";
		Awaitility.await().atMost(PATIENCE).until(() -> !this.prometheus.query(expression).isEmpty());
	}

	private void assertThatTheCommandInTheAlertRetiresTheJob(ReceivedAlert alert) {
		RequiredProgram.CURL.find();
		Map<String, String> labels = Map.of("job", FAILING, "app", "catalog");
		assertThat(this.gateway.has("job_last_success", labels)).isTrue();
		ProgramRun run = ProgramRun.of(Map.of("PUSHGATEWAY", this.gateway.url()), "sh", "-c",
				alert.annotations().get("retire"));
		assertThat(run.exitCode()).as(run.output()).isZero();
		Awaitility.await().atMost(PATIENCE).until(() -> !this.gateway.has("job_last_success", labels));
		assertThat(this.gateway.series("job_last_success")).hasSize(2);
	}

	private JavaProcess start(String job, String life, String successInterval) {
		JavaProcess process = JavaProcess.start(LifeApplication.class,
				Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", job, "JOB_APP", "catalog"), "--life=" + life,
				"--spring.main.web-application-type=none", "--progress.tracker.success-interval=" + successInterval);
		this.processes.add(process);
		return process;
	}

	private ReceivedAlert await(String status, String name, String job) {
		String summary = name + " of " + job + " " + status;
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> ReceivedAlert.of(this.receiver)
				.stream()
				.filter((alert) -> alert.summary().equals(summary))
				.findFirst()
				.orElse(null), (found) -> found != null);
	}

	private static Map<String, String> labels(String name, String job) {
		return Map.of("alertname", name, "severity", "warning", "job", job, "exported_job", job, "app", "catalog");
	}

	private void loadRules() throws IOException {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.prometheus.query("up{job='pushgateway'}"),
					(up) -> up.stream().anyMatch((series) -> series.value() == 1));
		for (String file : List.of("recording.yml", "alerts.yml")) {
			String rules = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve(file));
			Files.writeString(this.folder.resolve(file), FOR.matcher(rules).replaceAll(AlertsEndToEndTests::aSixtieth));
		}
		this.prometheus.reload();
	}

	private static String aSixtieth(MatchResult duration) {
		Duration minutes = (duration.group(3) != null) ? Duration.ofMinutes(Long.parseLong(duration.group(3)))
				: Duration.ZERO;
		Duration seconds = (duration.group(5) != null) ? Duration.ofSeconds(Long.parseLong(duration.group(5)))
				: Duration.ZERO;
		return duration.group(1) + DurationStyle.SIMPLE.print(minutes.plus(seconds).dividedBy(60), ChronoUnit.MILLIS);
	}

	private static String everySecond(String configuration) {
		Matcher intervals = INTERVAL.matcher(configuration);
		assertThat(intervals.find()).isTrue();
		return intervals.replaceAll("$1: 1s");
	}

	private static String replace(Path file, String address, String realAddress) {
		String configuration = MonitoringFiles.read(file);
		assertThat(configuration).contains(address);
		return configuration.replace(address, realAddress);
	}

}
