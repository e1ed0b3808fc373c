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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RealPrometheus;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the command in the annotation {@code retire} of an alert, for all kinds of groups
 * on a real gateway that real Prometheus servers scrape in all possible ways.
 */
@UsesServers
class RetireCommandTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** The labels that the Prometheus Operator adds to each target. */
	private static final String OPERATOR = """
			      labels: {namespace: monitoring, pod: gateway-0, container: gateway, endpoint: http, service: gateway}
			""";

	private static final List<String> GROUPS = List.of("job/nightly/app/catalog",
			"job/nightly/app/catalog/namespace/monitoring/region/eu",
			"job@base64/" + Base64.getUrlEncoder().encodeToString("u/admin/it's \"50%\" $(id)".getBytes(UTF_8)));

	private static final Map<String, String> PERL_GROUPS = Map.of("job/old.pl",
			"{app=\"catalog\",namespace=\"library\",stage=\"load\"}", "job/new.pl/instance/library",
			"{app=\"catalog\"}", "job/new.pl/instance/archive", "{app=\"catalog\"}", "job/plain.pl", "");

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@BeforeEach
	void writeRules() throws IOException {
		RequiredProgram.CURL.find();
		Files.copy(MonitoringFiles.PROMETHEUS.resolve("alerts.yml"), this.folder.resolve("alerts.yml"));
	}

	@Test
	void eachCommandDeletesOnlyTheGroupOfItsJob() throws IOException {
		List<RealPrometheus> servers = new ArrayList<>();
		try {
			for (boolean honorLabels : new boolean[] { true, false }) {
				for (String labels : new String[] { "", OPERATOR }) {
					servers.add(RealPrometheus.start(configuration(servers.size(), honorLabels, labels)));
				}
			}
			for (RealPrometheus prometheus : servers) {
				GROUPS.forEach((group) -> push(group, ""));
				PERL_GROUPS.forEach(this::push);
				assertThatEachAlertRetiresItsJob(prometheus);
			}
		}
		finally {
			for (RealPrometheus prometheus : servers) {
				prometheus.close();
			}
		}
	}

	private void assertThatEachAlertRetiresItsJob(RealPrometheus prometheus) {
		int jobs = GROUPS.size() + PERL_GROUPS.size();
		List<Map<?, ?>> alerts = Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> fired(prometheus), (fired) -> fired.size() == jobs);
		for (Map<?, ?> alert : alerts) {
			List<Map<String, String>> before = groups();
			String command = (String) ((Map<?, ?>) alert.get("annotations")).get("retire");
			ProgramRun run = ProgramRun.of(Map.of("PUSHGATEWAY", this.gateway.url()), "sh", "-c",
					"cd .. && " + command);
			assertThat(run.exitCode()).as(command + run.output()).isZero();
			Awaitility.await(command)
				.atMost(PATIENCE)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(20))
				.until(() -> groups().size() == before.size() - 1);
			before.removeAll(groups());
			Map<?, ?> labels = (Map<?, ?>) alert.get("labels");
			assertThat(before).as(command).singleElement().satisfies((group) -> {
				assertThat(labels.containsValue(group.get("job"))).isTrue();
				group.forEach(
						(name, value) -> assertThat(value).isIn("", labels.get(name), labels.get("exported_" + name)));
			});
		}
		assertThat(groups()).isEmpty();
	}

	private static List<Map<?, ?>> fired(RealPrometheus prometheus) {
		return prometheus.alerts()
			.stream()
			.filter((alert) -> "JobCompletionTimeoutExceeded"
				.equals(((Map<?, ?>) alert.get("labels")).get("alertname")))
			.toList();
	}

	private List<Map<String, String>> groups() {
		return new ArrayList<>(
				this.gateway.series("push_time_seconds").stream().map((group) -> group.labels()).toList());
	}

	private void push(String group, String labels) {
		this.gateway.push(group, """
				# TYPE job_last_success gauge
				job_last_success%1$s 1700000000
				# TYPE job_expected_success_interval gauge
				job_expected_success_interval%1$s 60
				""".formatted(labels));
	}

	private Path configuration(int number, boolean honorLabels, String labels) throws IOException {
		return Files.writeString(this.folder.resolve("prometheus%d.yml".formatted(number)), """
				global:
				  scrape_interval: 1s
				  evaluation_interval: 1s
				rule_files: [alerts.yml]
				scrape_configs:
				  - job_name: pushgateway
				    honor_labels: %s
				    static_configs:
				    - targets: ["%s"]
				%s""".formatted(honorLabels, this.gateway.address(), labels));
	}

}
