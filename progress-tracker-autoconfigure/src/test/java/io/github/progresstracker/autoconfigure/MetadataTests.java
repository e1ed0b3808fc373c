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

package io.github.progresstracker.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Ping.Method;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.TitleProgress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what IDEs know about the properties.
 */
class MetadataTests {

	private static final String STRING = String.class.getName();

	private static final String DURATION = Duration.class.getName();

	/** Those of the endpoint are left out: Boot generates and describes them. */
	private final List<Map<String, Object>> properties = Metadata.elements("properties")
		.stream()
		.filter((property) -> String.valueOf(property.get("name")).startsWith("progress.tracker."))
		.toList();

	@Test
	void eachPropertyHasItsTypeAndDefault() {
		Map<String, String> types = new TreeMap<>();
		for (Map<String, Object> property : this.properties) {
			Object defaultValue = property.get("defaultValue");
			types.put(String.valueOf(property.get("name")),
					property.get("type") + ((defaultValue != null) ? " = " + defaultValue : ""));
		}
		String properties = ProgressTrackerProperties.class.getName();
		Map<String, String> expected = new TreeMap<>(Map.of("enabled", "java.lang.Boolean = true", "job", STRING, "app",
				STRING, "namespace", STRING, "labels", "java.util.Map<java.lang.String,java.lang.String>",
				"report-interval", "java.lang.Long = 1000", "heartbeat", DURATION + " = 15s", "success-interval",
				SuccessInterval.class.getName(), "max-duration", DURATION, "max-stages", "java.lang.Integer = 100"));
		expected.putAll(Map.of("jobs", "java.util.Map<java.lang.String," + properties + "$Job>", "application-job",
				ApplicationJob.class.getName() + " = auto", "reporting.enabled", "java.lang.Boolean = true",
				"pushgateway.url", STRING, "pushgateway.username", STRING, "pushgateway.password", STRING,
				"pushgateway.token", STRING, "pushgateway.ssl.bundle", STRING, "textfile.directory", STRING,
				"terminal.mode", Mode.class.getName() + " = auto"));
		expected.putAll(Map.of("max-jobs", "java.lang.Integer = 200", "metrics.enabled", "java.lang.Boolean = true"));
		expected.put("batch.enabled", "java.lang.Boolean = true");
		expected.put("history", "java.lang.Integer = 20");
		expected.put("pushgateway.read-last-success", "java.lang.Boolean = true");
		expected.putAll(Map.of("ping.start", STRING, "ping.success", STRING, "ping.failure", STRING,
				"ping.interruption", STRING, "ping.method", Method.class.getName() + " = post"));
		expected.put("ping.ssl.bundle", STRING);
		expected.put("terminal.title-progress", TitleProgress.class.getName() + " = auto");
		expected.put("failure-message", "java.lang.Boolean = false");
		expected.put("failure-tolerance", "java.lang.Integer = 0");
		expected.put("start-grace", DURATION + " = 10m");
		expected.put("push.include", "java.util.List<java.lang.String>");
		expected.putAll(Map.of("pushgateway.connect-timeout", DURATION + " = 2s", "pushgateway.read-timeout",
				DURATION + " = 5s", "pushgateway.min-interval", DURATION + " = 5s", "pushgateway.final-timeout",
				DURATION + " = 4s", "pushgateway.spool-directory", STRING));
		expected.putAll(Map.of("success-schedule.cron", STRING, "success-schedule.zone", STRING, "success-grace",
				DURATION + " = 1h", "scheduling.enabled", "java.lang.Boolean = false",
				"scheduling.derive-success-interval", "java.lang.Boolean = false", "quartz.enabled",
				"java.lang.Boolean = false"));
		Map<String, String> prefixed = new TreeMap<>();
		expected.forEach((name, type) -> prefixed.put("progress.tracker." + name, type));
		assertThat(types).isEqualTo(prefixed);
	}

	@Test
	void eachDescriptionIsInTheStyleOfSpringBoot() {
		assertThat(this.properties).isNotEmpty()
			.allSatisfy((property) -> assertThat(property.get("description")).as("%s", property.get("name"))
				.asString()
				.matches("[A-Z].*\\.")
				.doesNotStartWith("The ")
				.doesNotStartWith("A "));
	}

	@Test
	void eachDurationSaysWhatAPlainNumberMeans() {
		assertThat(this.properties)
			.filteredOn((property) -> List.of(DURATION, SuccessInterval.class.getName()).contains(property.get("type")))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property.get("description")).asString()
				.contains("Plain numbers are seconds."));
	}

	@Test
	void eachDurationOffersAValueWithAUnit() {
		List<Object> durations = this.properties.stream()
			.filter((property) -> List.of(DURATION, SuccessInterval.class.getName()).contains(property.get("type")))
			.map((property) -> property.get("name"))
			.toList();
		assertThat(durations).isNotEmpty()
			.allSatisfy((name) -> assertThat(Metadata.elements("hints")).as("%s", name)
				.filteredOn((hint) -> name.equals(hint.get("name")))
				.singleElement()
				.asString()
				.containsPattern("value=\\d+(ms|s|m|h)\\b"));
	}

	@Test
	void offIsOfferedAsASuccessInterval() {
		assertThat(Metadata.elements("hints"))
			.filteredOn((hint) -> "progress.tracker.success-interval".equals(hint.get("name")))
			.singleElement()
			.asString()
			.contains("value=off");
	}

}
