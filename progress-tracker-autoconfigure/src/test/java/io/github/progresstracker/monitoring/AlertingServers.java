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
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.testing.RealAlertmanager;
import io.github.progresstracker.testing.RealPrometheus;
import io.github.progresstracker.testing.RecordingServer;
import org.awaitility.Awaitility;

import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus that scrapes a gateway, a real Alertmanager, and a receiver of its
 * notifications. They use the configuration that the project ships, with these changes,
 * which turn minutes into seconds:
 * <ul>
 * <li>the servers have other addresses,
 * <li>every scrape, evaluation and notification interval is one second,
 * <li>the {@code for} and {@code keep_firing_for} of each alert is divided by sixty, and
 * pushes count as stopped if none has come for a little longer than a heartbeat,
 * <li>the time left of a run is estimated by its last ten seconds, not in its first ten.
 * </ul>
 * The rules are loaded once Prometheus has found the gateway, because that takes longer
 * than the shortened {@code for} of {@code PushgatewayDown}.
 */
final class AlertingServers implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final Pattern INTERVAL = Pattern
		.compile("(scrape_interval|evaluation_interval|group_wait|group_interval): \\w+");

	private static final Pattern FOR = Pattern.compile("(?m)^( +(?:keep_firing_)?for: )(?:(\\d+)m)?(?:(\\d+)s)?$");

	private static final Pattern GROUP_INTERVAL = Pattern.compile("(?m)^( +interval: )1m$");

	private static final Pattern NO_PUSH = Pattern.compile("(push_time_seconds offset )\\w+");

	private final Path folder;

	private final String gateway;

	private final boolean honorLabels;

	private final RecordingServer receiver = RecordingServer.start();

	private final RealAlertmanager alertmanager;

	private final RealPrometheus prometheus;

	private AlertingServers(Path folder, String gateway, boolean honorLabels) throws IOException {
		this.folder = Files.createDirectory(folder.resolve("honor-labels-" + honorLabels));
		this.gateway = gateway;
		this.honorLabels = honorLabels;
		this.alertmanager = RealAlertmanager.start(Files.writeString(this.folder.resolve("alertmanager.yml"),
				everySecond(replace(MonitoringFiles.read(MonitoringFiles.ALERTMANAGER.resolve("alertmanager.yml")),
						"alert_receiver:8080", this.receiver.address()))));
		String scraping = replace(MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml")),
				"prometheus_gateway:9091", gateway);
		scraping = replace(scraping, "alertmanager:9093", this.alertmanager.address());
		this.prometheus = RealPrometheus.start(Files.writeString(this.folder.resolve("prometheus.yml"),
				everySecond(honorLabels ? scraping : withoutHonoredLabels(scraping))));
	}

	/**
	 * Starts the servers.
	 * @param folder the folder for the configuration
	 * @param gateway the address of the gateway
	 * @param honorLabels whether {@code honor_labels} is set as in the shipped
	 * configuration
	 * @return the servers, still without rules
	 */
	static AlertingServers start(Path folder, String gateway, boolean honorLabels) throws IOException {
		return new AlertingServers(folder, gateway, honorLabels);
	}

	void loadRules() throws IOException {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.prometheus.query("up{job='pushgateway'}"),
					(up) -> up.stream().anyMatch((series) -> series.value() == 1));
		for (String file : List.of("recording.yml", "alerts.yml")) {
			String rules = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve(file));
			rules = FOR.matcher(rules).replaceAll(AlertingServers::aSixtieth);
			rules = GROUP_INTERVAL.matcher(rules).replaceAll("$11s");
			if (file.equals("alerts.yml")) {
				rules = replace(rules, "deriv(job_records_processed[10m])", "deriv(job_records_processed[10s])");
				rules = replace(rules, "and job_duration_seconds > 600", "and job_duration_seconds > 10");
			}
			Files.writeString(this.folder.resolve(file), NO_PUSH.matcher(rules).replaceAll("$120s"));
		}
		this.prometheus.reload();
	}

	/** Waits until a notification has arrived. */
	ReceivedAlert await(String status, String alert, String job) {
		String summary = alert + " of " + job + " " + status;
		return Awaitility.await("%s with honor_labels: %s".formatted(summary, this.honorLabels))
			.atMost(PATIENCE)
			.until(() -> told().stream()
				.filter((candidate) -> candidate.summary().equals(summary))
				.findFirst()
				.orElse(null), (found) -> found != null);
	}

	/** Waits until the alert fires in Prometheus, with or without a notification. */
	void awaitFiring(String alert, String job) {
		String expression = "ALERTS{alertstate='firing', alertname='%s', exported_job=\"%s\"}".formatted(alert, job);
		Awaitility.await().atMost(PATIENCE).until(() -> !this.prometheus.query(expression).isEmpty());
	}

	/** Waits until as many successes of a job are known to the rules. */
	void awaitSuccesses(String job, int count) {
		String expression = "count_over_time(job:new_success:records{exported_job=\"%s\"}[14d])".formatted(job);
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> this.prometheus.query(expression),
					(found) -> found.stream().anyMatch((series) -> series.value() == count));
	}

	/** All alerts of all notifications. */
	List<ReceivedAlert> told() {
		return ReceivedAlert.of(this.receiver);
	}

	/** The labels of an alert of a job. */
	Map<String, String> labels(String alert, String severity, String job, String app) {
		return this.honorLabels
				? Map.of("alertname", alert, "severity", severity, "job", job, "exported_job", job, "app", app)
				: Map.of("alertname", alert, "severity", severity, "job", "pushgateway", "instance", this.gateway,
						"exported_job", job, "app", app);
	}

	private static String withoutHonoredLabels(String configuration) {
		String relabeling = "    metric_relabel_configs:";
		assertThat(configuration).contains(relabeling);
		return replace(configuration.substring(0, configuration.indexOf(relabeling)), "honor_labels: true",
				"honor_labels: false");
	}

	private static String aSixtieth(MatchResult duration) {
		Duration whole = Duration.ofMinutes(number(duration.group(2))).plusSeconds(number(duration.group(3)));
		return duration.group(1) + DurationStyle.SIMPLE.print(whole.dividedBy(60), ChronoUnit.MILLIS);
	}

	private static long number(String digits) {
		return (digits != null) ? Long.parseLong(digits) : 0;
	}

	private static String everySecond(String configuration) {
		Matcher intervals = INTERVAL.matcher(configuration);
		assertThat(intervals.find()).isTrue();
		return intervals.replaceAll("$1: 1s");
	}

	private static String replace(String configuration, String text, String replacement) {
		assertThat(configuration).contains(text);
		return configuration.replace(text, replacement);
	}

	@Override
	public void close() throws IOException {
		this.prometheus.close();
		this.alertmanager.close();
		this.receiver.close();
	}

}
