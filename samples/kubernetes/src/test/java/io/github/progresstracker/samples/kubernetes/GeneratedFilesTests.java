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

package io.github.progresstracker.samples.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the objects in {@code generated} say the same as the files in
 * {@code samples/monitoring} that they are made from.
 */
@UsesServers
class GeneratedFilesTests {

	private static final Path MONITORING = Path.of("..", "monitoring");

	private static final Path PROMETHEUS = MONITORING.resolve("prometheus");

	private static final Path DASHBOARDS = MONITORING.resolve("grafana").resolve("dashboards");

	/** {@code kubectl apply} keeps a copy in an annotation, and this is the limit. */
	private static final int MAX_ANNOTATIONS = 256 * 1024;

	private static final Pattern MATCHER = Pattern.compile("(\\w+) *(=~|!~|!=|=) *\"?([^\"]*)\"?");

	@Test
	void theyAreWhatTheScriptMakes(@TempDir Path folder) {
		ProgramRun run = ProgramRun.of(Map.of(), Path.of("generate").toAbsolutePath(), folder);
		assertThat(run.output()).isEmpty();
		assertThat(run.exitCode()).isZero();
		assertThat(Manifest.list(Manifest.GENERATED).stream().map(Path::getFileName))
			.as("run samples/kubernetes/generate")
			.containsExactlyElementsOf(Manifest.list(folder).stream().map(Path::getFileName).toList());
		assertThat(Manifest.list(folder))
			.allSatisfy((file) -> assertThat(Manifest.GENERATED.resolve(file.getFileName()))
				.as("run samples/kubernetes/generate")
				.hasSameTextualContentAs(file));
	}

	@Test
	void theScriptStopsAtAMatcherThatItDoesNotUnderstand(@TempDir Path folder) throws IOException {
		Path copy = folder.resolve("samples");
		for (Path file : List.of(PROMETHEUS.resolve("alerts.yml"), PROMETHEUS.resolve("alerts-opt-in.yml"),
				PROMETHEUS.resolve("recording.yml"), PROMETHEUS.resolve("watchdog.yml"),
				Path.of("..", "kubernetes", "generate"))) {
			Path target = copy.resolve(Path.of("..").relativize(file));
			Files.createDirectories(target.getParent());
			Files.copy(file, target);
		}
		Path configuration = copy.resolve("monitoring").resolve("alertmanager").resolve("alertmanager.yml");
		Files.createDirectories(configuration.getParent());
		Files.writeString(configuration, """
				route:
				  receiver: people
				  matchers: [a = b, c = d]
				""");
		ProgramRun run = ProgramRun.of(Map.of(), copy.resolve("kubernetes").resolve("generate"),
				folder.resolve("made"));
		assertThat(run.exitCode()).isNotZero();
		assertThat(run.output()).contains("generate: alertmanager.yml:3: not one matcher in brackets");
	}

	@ParameterizedTest
	@ValueSource(strings = { "alerts", "alerts-opt-in", "recording", "watchdog" })
	void aRuleObjectHasAllRulesOfTheFileAndPrometheusAcceptsThem(String name, @TempDir Path folder) throws IOException {
		Object spec = Manifest.find("PrometheusRule", Manifest.GENERATED.resolve(name + ".yaml")).get("spec");
		assertThat(spec).isEqualTo(Manifest.load(PROMETHEUS.resolve(name + ".yml")));
		// The operator gives Prometheus a file with just this
		Path rules = Files.writeString(folder.resolve("rules.yml"), new Yaml().dump(spec));
		ProgramRun check = ProgramRun.of(Map.of(), RequiredProgram.PROMTOOL.find(), "check", "rules", rules);
		assertThat(check.exitCode()).as(check.output()).isZero();
		assertThat(check.output()).contains("SUCCESS: ");
	}

	@Test
	void allRuleFilesAreMadeIntoObjects() {
		assertThat(Manifest.list(PROMETHEUS)).filteredOn((file) -> !file.endsWith("prometheus.yml"))
			.allSatisfy((file) -> assertThat(
					Manifest.GENERATED.resolve(file.getFileName().toString().replace(".yml", ".yaml")))
				.exists());
	}

	@Test
	void theConfigurationOfAlertmanagerSaysTheSame() {
		Object spec = Manifest.find("AlertmanagerConfig", Manifest.GENERATED.resolve("alertmanager-config.yaml"))
			.get("spec");
		String original = Manifest.text(MONITORING.resolve("alertmanager").resolve("alertmanager.yml"));
		assertThat(spec).isEqualTo(converted(new Yaml().load(original.replace("alert_receiver", "alert-receiver"))));
	}

	@Test
	void theLinesThatConnectTheDeadMansSwitchAreStillThere() {
		assertThat(Manifest.text(Manifest.GENERATED.resolve("alertmanager-config.yaml"))).contains("""
				    - name: dead-mans-switch
				      # webhookConfigs:
				      #   - url: https://hc-ping.com/your-uuid
				      #     sendResolved: false
				""");
	}

	static List<Path> dashboards() {
		return Manifest.list(DASHBOARDS);
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void theSidecarOfGrafanaFindsTheDashboardAsItIs(Path dashboard) {
		String name = dashboard.getFileName().toString().replace(".json", "");
		Manifest manifest = Manifest.find("ConfigMap", Manifest.GENERATED.resolve("dashboard-" + name + ".yaml"));
		assertThat(manifest.get("metadata", "labels", "grafana_dashboard")).isEqualTo("1");
		assertThat(manifest.get("data"))
			.isEqualTo(Map.of("progress-tracker-" + name + ".json", Manifest.text(dashboard)));
	}

	@ParameterizedTest
	@MethodSource("dashboards")
	void kubectlCanApplyTheDashboard(Path dashboard) {
		// As JSON in an annotation, each quotation mark and line break takes two bytes
		assertThat(Manifest.text(dashboard).replaceAll("[\"\\\\\n]", "xx")).hasSizeLessThan(MAX_ANNOTATIONS - 10_000);
	}

	/** How Alertmanager's own format is written in the custom resource. */
	private static Object converted(Object value) {
		if (value instanceof List<?> list) {
			return list.stream().map(GeneratedFilesTests::converted).toList();
		}
		if (value instanceof Map<?, ?> map) {
			Map<Object, Object> converted = new LinkedHashMap<>();
			map.forEach((key, child) -> {
				boolean matchers = key.toString().endsWith("matchers");
				converted.put(key(key.toString()), matchers ? matchers((List<?>) child) : converted(child));
			});
			return converted;
		}
		return value;
	}

	private static String key(String key) {
		return switch (key) {
			case "source_matchers" -> "sourceMatch";
			case "target_matchers" -> "targetMatch";
			default -> Pattern.compile("_(.)")
				.matcher(key)
				.replaceAll((MatchResult match) -> match.group(1).toUpperCase(Locale.ROOT));
		};
	}

	private static List<Map<String, String>> matchers(List<?> matchers) {
		return matchers.stream().map(Object::toString).map((text) -> {
			Matcher matcher = MATCHER.matcher(text);
			assertThat(matcher.matches()).as(text).isTrue();
			return Map.of("name", matcher.group(1), "matchType", matcher.group(2), "value", matcher.group(3));
		}).toList();
	}

}
