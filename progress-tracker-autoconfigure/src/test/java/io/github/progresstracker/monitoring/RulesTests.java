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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the rules and configurations in {@code samples/monitoring} with the tools of
 * Prometheus and Alertmanager. The files in {@code samples/monitoring/prometheus/tests}
 * specify when an alert fires and when it does not.
 */
@UsesServers
class RulesTests {

	private static final Path TESTS = MonitoringFiles.PROMETHEUS.resolve("tests");

	private static final Path README = Path.of("..", "README.md");

	private static final Pattern FENCED = Pattern.compile("```promql\n(.*?)```", Pattern.DOTALL);

	/** Code that contains a metric, and a function or an operator. */
	private static final Pattern INLINE = Pattern.compile(
			"`(?=[^`]*\\b(?:job_[a-z_]+|push_time_seconds)\\b)(?=[^`]*(?: [<>/*-] |\\b(?:sum|min|max|rate)\\b|_over_time))([^`\n]+)`");

	static List<Path> ruleFiles() {
		return Stream.of("recording.yml", "alerts.yml", "watchdog.yml", "alerts-opt-in.yml")
			.map(MonitoringFiles.PROMETHEUS::resolve)
			.toList();
	}

	static List<Path> ruleTests() {
		return MonitoringFiles.list(TESTS, "*.yml");
	}

	static List<Map<?, ?>> alerts() {
		return ruleFiles().stream()
			.flatMap((file) -> MonitoringFiles.rules(file).stream())
			.filter((rule) -> rule.containsKey("alert"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("ruleFiles")
	void rulesAreValid(Path file) {
		assertSucceeds(RequiredProgram.PROMTOOL, "check", "rules", file);
	}

	@ParameterizedTest
	@MethodSource("ruleTests")
	void rulesPassTheirTests(Path file) {
		assertSucceeds(RequiredProgram.PROMTOOL, "test", "rules", file);
	}

	@Test
	void theConfigurationOfPrometheusIsValid() {
		assertSucceeds(RequiredProgram.PROMTOOL, "check", "config",
				MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"));
	}

	@Test
	void uncommentingOneLineEnablesTheOptInRules(@TempDir Path folder) throws IOException {
		for (Path file : ruleFiles()) {
			Files.copy(file, folder.resolve(file.getFileName()));
		}
		String configuration = MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml"));
		assertThat(configuration).contains("# - alerts-opt-in.yml");
		Path optedIn = Files.writeString(folder.resolve("prometheus.yml"),
				configuration.replace("# - alerts-opt-in.yml", "- alerts-opt-in.yml"));
		assertThat(assertSucceeds(RequiredProgram.PROMTOOL, "check", "config", optedIn)).contains("4 rule files found");
	}

	@Test
	void theConfigurationOfAlertmanagerIsValid() {
		assertSucceeds(RequiredProgram.AMTOOL, "check-config",
				MonitoringFiles.ALERTMANAGER.resolve("alertmanager.yml"));
	}

	@Test
	void uncommentingThreeLinesConnectsTheDeadMansSwitch(@TempDir Path folder) throws IOException {
		String configuration = MonitoringFiles.read(MonitoringFiles.ALERTMANAGER.resolve("alertmanager.yml"));
		String connected = configuration.replaceAll("(?m)^    # (webhook_configs:|  - url:|    send_resolved:)",
				"    $1");
		assertThat(connected).contains("""
				  - name: dead-mans-switch
				    webhook_configs:
				      - url: https://hc-ping.com/your-uuid
				        send_resolved: false
				""");
		Path file = Files.writeString(folder.resolve("alertmanager.yml"), connected);
		assertSucceeds(RequiredProgram.AMTOOL, "check-config", file);
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void eachAlertHasADescriptionASeverityAndARunbook(Map<?, ?> alert) {
		String name = (String) alert.get("alert");
		Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
		assertThat((String) annotations.get("summary")).isNotBlank();
		String severity = (String) ((Map<?, ?>) alert.get("labels")).get("severity");
		if (name.equals("Watchdog")) {
			assertThat(severity).isEqualTo("none");
		}
		else {
			assertThat((String) annotations.get("description")).contains("$value");
			assertThat(severity).isIn("info", "warning", "critical");
		}
		assertThat((String) annotations.get("runbook_url"))
			.isEqualTo("https://github.com/progress-tracker/progress-tracker/blob/main/docs/alerts.md#"
					+ name.toLowerCase(Locale.ROOT));
		assertThat(MonitoringFiles.read(MonitoringFiles.DOCS.resolve("alerts.md")))
			.containsOnlyOnce("\n## " + name + "\n");
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void theListOfAlertsHasTheSeverityOfEach(Map<?, ?> alert) {
		String name = (String) alert.get("alert");
		assertThat(MonitoringFiles.read(MonitoringFiles.DOCS.resolve("alerts.md")))
			.containsOnlyOnce("\n| [%s](#%s) | %s | ".formatted(name, name.toLowerCase(Locale.ROOT),
					((Map<?, ?>) alert.get("labels")).get("severity")));
	}

	@ParameterizedTest
	@MethodSource("alerts")
	void eachAlertHasTests(Map<?, ?> alert) {
		assertThat(ruleTests())
			.anySatisfy((file) -> assertThat(MonitoringFiles.read(file)).contains("alertname: " + alert.get("alert")));
	}

	@Test
	void theAlertOfThePerlOriginalHasItsExpressionUnchanged() {
		assertThat(alerts()).filteredOn((alert) -> "JobCompletionTimeoutExceeded".equals(alert.get("alert")))
			.singleElement()
			.satisfies((alert) -> assertThat((String) alert.get("expr"))
				.isEqualTo("time() - job_last_success > job_expected_success_interval"));
	}

	static Stream<String> documentedQueries() {
		return Stream.concat(MonitoringFiles.list(MonitoringFiles.DOCS, "*.md").stream(), Stream.of(README))
			.map(MonitoringFiles::read)
			.flatMap((page) -> Stream.concat(queries(FENCED, page), queries(INLINE, page)))
			.filter((query) -> !query.contains("irate("))
			.distinct();
	}

	private static Stream<String> queries(Pattern pattern, String page) {
		return pattern.matcher(page).results().flatMap((match) -> match.group(1).lines());
	}

	@ParameterizedTest
	@MethodSource("documentedQueries")
	void eachQueryInTheDocumentationHasATest(String query) {
		assertThat(ruleTests())
			.anySatisfy((file) -> assertThat(MonitoringFiles.read(file)).contains("- expr: " + query + "\n"));
	}

	private static String assertSucceeds(RequiredProgram program, Object... arguments) {
		Object[] command = Stream.concat(Stream.of(program.find()), Stream.of(arguments)).toArray();
		ProgramRun run = ProgramRun.of(Map.of(), command);
		assertThat(run.exitCode()).as(run.output()).isZero();
		return run.output();
	}

}
