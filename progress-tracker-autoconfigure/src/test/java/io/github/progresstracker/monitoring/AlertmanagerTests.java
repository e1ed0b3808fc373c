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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.testing.RealAlertmanager;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.json.JsonParserFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests how a real Alertmanager with the shipped configuration groups alerts into
 * notifications, and which alerts it suppresses.
 */
@UsesServers
class AlertmanagerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String LATE = "JobCompletionTimeoutExceeded";

	@AutoClose
	private final RealAlertmanager alertmanager = RealAlertmanager
		.start(MonitoringFiles.ALERTMANAGER.resolve("alertmanager.yml"));

	@Test
	void allShardsOfAJobShareANotification() {
		fire(List.of(alert("JobFailed", "job", "nightly", "shard", "0"),
				alert("JobFailed", "job", "nightly", "shard", "1"),
				alert("JobFailed", "job", "nightly", "shard", "2")));
		assertThat(messages(3)).isOne();
	}

	@Test
	void jobsAppsNamespacesAndReasonsHaveSeparateNotifications() {
		fire(List.of(alert("JobFailed", "job", "nightly"), alert("JobFailed", "job", "other"),
				alert("JobFailed", "job", "nightly", "app", "a"),
				alert("JobFailed", "job", "nightly", "namespace", "a"), alert("JobStalled", "job", "nightly"),
				alert("JobFailed", "job", "pushgateway", "exported_job", "nightly", "exported_namespace", "a"),
				alert("JobFailed", "job", "pushgateway", "exported_job", "nightly", "exported_namespace", "b"),
				alert("JobFailed", "job", "pushgateway", "exported_job", "nightly"),
				alert("JobFailed", "job", "pushgateway", "exported_job", "other")));
		assertThat(messages(9)).isEqualTo(9);
	}

	@ParameterizedTest
	@ValueSource(strings = { "JobFailed", "JobDied", "JobNotStarted" })
	void aJobThatFailedDiedOrWasNotStartedHasNoNotificationThatItIsLate(String reason) {
		fire(List.of(alert(reason, "job", "nightly", "app", "a", "shard", "0"),
				alert(LATE, "job", "nightly", "app", "a", "shard", "0"),
				alert(reason, "job", "pushgateway", "exported_job", "first"),
				alert("JobNeverSucceeded", "job", "pushgateway", "exported_job", "first")));
		awaitNotified(List.of(alert(reason, "job", "nightly", "app", "a", "shard", "0"),
				alert(reason, "job", "pushgateway", "exported_job", "first")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "JobFailed", "JobDied", "JobNotStarted" })
	void allOtherLateJobsHaveANotification(String reason) {
		Map<String, String> hidden = alert(LATE, "job", "nightly", "app", "a", "namespace", "x", "shard", "0");
		Map<String, String> alsoHidden = alert(LATE, "job", "pushgateway", "instance", "gw:9091", "exported_job",
				"nightly");
		List<Map<String, String>> expected = List.of(
				alert(reason, "job", "nightly", "app", "a", "namespace", "x", "shard", "0"),
				alert(LATE, "job", "nightly", "app", "a", "namespace", "x", "shard", "1"),
				alert(LATE, "job", "nightly", "app", "a", "namespace", "y", "shard", "0"),
				alert(LATE, "job", "nightly", "app", "b", "namespace", "x", "shard", "0"),
				alert(LATE, "job", "other", "app", "a", "namespace", "x", "shard", "0"), alert(LATE, "job", "nightly"),
				alert(reason, "job", "pushgateway", "instance", "gw:9091", "exported_job", "nightly"),
				alert(LATE, "job", "pushgateway", "instance", "gw:9091", "exported_job", "other"));
		fire(Stream.concat(expected.stream(), Stream.of(hidden, alsoHidden)).toList());
		awaitNotified(expected);
	}

	@Test
	void oneCauseIsOneNotification() {
		Map<String, List<String>> hidden = new TreeMap<>();
		hidden.put("JobFailed", List.of("JobWillBeLate"));
		hidden.put("JobDied", List.of("JobWillBeLate", "JobSlowerThanUsual"));
		hidden.put("JobNotStarted", List.of("JobWillBeLate", "JobNotResumed"));
		hidden.put(LATE, List.of("JobWillBeLate", "JobSlowerThanUsual"));
		hidden.put("JobStalled", List.of("JobWillBeLate", "JobSlowerThanUsual"));
		hidden.put("JobWillBeLate", List.of("JobSlowerThanUsual"));
		hidden.put("JobRunningTooLong", List.of("JobSlowerThanUsual"));
		hidden.put("JobPushRejected", List.of("JobNotStarted"));
		hidden.put("JobSucceededWithoutRecords", List.of("JobFewerRecordsThanUsual"));
		List<Map<String, String>> all = new ArrayList<>();
		List<Map<String, String>> expected = new ArrayList<>();
		hidden.forEach((cause, others) -> {
			expected.add(alert(cause, "job", cause, "shard", "0"));
			others.forEach((other) -> {
				expected.add(alert(other, "job", cause, "shard", other));
				all.add(alert(other, "job", cause, "shard", "0"));
			});
		});
		all.addAll(expected);
		fire(all);
		awaitNotified(expected);
	}

	@Test
	void theWatchdogIsHeardByTheDeadMansSwitchAndNobodyElse() {
		fire(List.of(alert("Watchdog", "severity", "none"), alert("PushgatewayDown", "job", "pushgateway"),
				alert("JobStalled", "job", "nightly", "severity", "none")));
		assertThat(messages(3)).isEqualTo(3);
		assertThat(list("alerts?inhibited=false&receiver=dead-mans-switch")).singleElement()
			.satisfies((alert) -> assertThat(((Map<?, ?>) alert.get("labels")).get("alertname")).isEqualTo("Watchdog"));
		assertThat(list("alerts?inhibited=false&receiver=people")).singleElement()
			.satisfies((alert) -> assertThat(((Map<?, ?>) alert.get("labels")).get("alertname"))
				.isEqualTo("PushgatewayDown"));
	}

	@Test
	void jobsThatCannotBeSeenHaveNoNotifications() {
		Map<String, String> down = alert("PushgatewayDown", "job", "pushgateway", "instance", "gw:9091");
		List<Map<String, String>> hidden = alertsOnJobs().map((name) -> alert(name, "job", "nightly")).toList();
		assertThat(hidden).hasSize(15);
		fire(Stream.concat(Stream.of(down), hidden.stream()).toList());
		awaitNotified(List.of(down));
	}

	@Test
	void otherAlertsDoNotDependOnTheGateway() {
		List<Map<String, String>> all = List.of(alert("PushgatewayDown", "job", "pushgateway"),
				alert("JobQueueFull", "job", "broker"), alert("TargetDown", "job", "pushgateway"));
		fire(all);
		awaitNotified(all);
	}

	private static Stream<String> alertsOnJobs() {
		return Stream.of("alerts.yml", "alerts-opt-in.yml")
			.flatMap((file) -> MonitoringFiles.rules(MonitoringFiles.PROMETHEUS.resolve(file)).stream())
			.filter((rule) -> rule.containsKey("alert"))
			.map((rule) -> (String) rule.get("alert"))
			.filter((name) -> !name.equals("PushgatewayDown"));
	}

	private static Map<String, String> alert(String name, String... labels) {
		Map<String, String> all = new TreeMap<>(Map.of("alertname", name));
		for (int i = 0; i < labels.length; i += 2) {
			all.put(labels[i], labels[i + 1]);
		}
		return all;
	}

	private void fire(List<Map<String, String>> alerts) {
		String body = alerts.stream().map(AlertmanagerTests::asJson).collect(Collectors.joining(",", "[", "]"));
		send(request("alerts").header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private static String asJson(Map<String, String> labels) {
		return labels.entrySet()
			.stream()
			.map((label) -> "\"%s\":\"%s\"".formatted(label.getKey(), label.getValue()))
			.collect(Collectors.joining(",", "{\"labels\":{", "}}"));
	}

	/** The number of notifications for the alerts; none is sent during a test. */
	private int messages(int alerts) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> list("alerts/groups"),
					(groups) -> groups.stream()
						.mapToInt((group) -> ((List<?>) group.get("alerts")).size())
						.sum() == alerts)
			.size();
	}

	private void awaitNotified(List<Map<String, String>> expected) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(
					() -> assertThat(list("alerts?inhibited=false")).extracting((alert) -> (Object) alert.get("labels"))
						.containsExactlyInAnyOrderElementsOf(expected));
	}

	private List<Map<?, ?>> list(String path) {
		return JsonParserFactory.getJsonParser()
			.parseList(send(request(path)))
			.stream()
			.<Map<?, ?>>map((element) -> (Map<?, ?>) element)
			.toList();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://" + this.alertmanager.address() + "/api/v2/" + path));
	}

	private static String send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = HttpClient.newHttpClient()
				.send(request.build(), HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
