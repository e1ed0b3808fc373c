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

package io.github.progresstracker.autoconfigure.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.testing.WatchServices;
import io.github.progresstracker.testing.WatchServices.Call;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the examples for each service do what the service expects.
 */
class PingDocumentationTests {

	private static final Path PAGE = Path.of("../docs/pings.md");

	private static final Pattern HEADING_OR_EXAMPLE = Pattern
		.compile("(?m)^#+ (?<heading>.*)$|```yaml\\n(?<example>(?s:.*?))```");

	private static final Pattern SERVER = Pattern.compile("https://[^/]+");

	@AutoClose
	private final WatchServices services = WatchServices.start();

	@ParameterizedTest
	@CsvSource({ "Let an external service watch your jobs,POST,start,success,fail", "Cronitor,POST,run,complete,fail",
			"Sentry Crons,POST,in_progress,ok,error" })
	void aServiceIsToldOfEachRun(String heading, String method, String start, String success, String failure)
			throws IOException {
		runAndFail(properties(heading));
		assertThat(this.services.states()).containsExactly(start, success, start, failure);
		assertThat(this.services.calls()).extracting(Call::method).containsOnly(method);
		List<String> runs = this.services.calls().stream().map(Call::run).toList();
		assertThat(runs.get(0)).isNotNull().isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
		assertThat(runs.get(2)).isEqualTo(runs.get(3));
	}

	@ParameterizedTest
	@CsvSource({ "1", "2" })
	void uptimeKumaIsToldOfEachEnd(int version) throws IOException {
		this.services.uptimeKuma(version);
		runAndFail(properties("Uptime Kuma"));
		assertThat(this.services.states()).containsExactly("up", "down");
		assertThat(this.services.calls()).extracting(Call::method).containsOnly("GET");
		assertThat(this.services.calls()).extracting((call) -> call.query().get("msg"))
			.containsExactly("OK", "IllegalStateException");
	}

	@Test
	void whatTheServicesShowBesidesIsThatOfTheRun() throws IOException {
		runAndFail(properties("Cronitor"));
		assertThat(this.services.calls().get(1).query()).containsEntry("metric", "count:3");
		assertThat(this.services.calls().get(3).query()).containsEntry("message", "IllegalStateException");
		this.services.calls().clear();
		runAndFail(properties("Sentry Crons"));
		assertThat(this.services.calls().get(1).query().get("duration")).matches("[0-9]+(\\.[0-9]+)?");
	}

	@Test
	void aPostToUptimeKumaOneIsRefused() throws IOException {
		this.services.uptimeKuma(1);
		Map<String, String> properties = properties("Uptime Kuma");
		properties.put("progress.tracker.ping.method", "post");
		runAndFail(properties);
		assertThat(this.services.calls()).extracting(Call::status).containsOnly(404);
	}

	@Test
	void anInterruptionInTheLogOfHealthchecksChangesNothingElse() throws IOException {
		Map<String, String> properties = properties("Let an external service watch your jobs");
		String text = Files.readString(PAGE);
		int at = text.indexOf("`interruption: ");
		properties.put("progress.tracker.ping.interruption",
				SERVER.matcher(text.substring(at + "`interruption: ".length(), text.indexOf('`', at + 1)))
					.replaceFirst(this.services.url()));
		run(properties, (trackers) -> trackers.start("nightly").inc());
		assertThat(this.services.states()).containsExactly("start", "log");
	}

	@Test
	void severalJobsShareALineOrHaveLinesOfTheirOwn() throws IOException {
		Map<String, String> properties = properties("What if I have several jobs?");
		run(properties, (trackers) -> {
			for (String job : List.of("nightly", "invoices", "cleanup", "heartbeat")) {
				trackers.run(job, ProgressTracker::inc);
			}
			for (String job : List.of("weekly", "cleanup", "heartbeat")) {
				trackers.start(job).fail(new IllegalStateException("boom"));
			}
		});
		assertThat(this.services.calls()).extracting((call) -> call.target().replaceFirst("&?(series|rid)=.*", ""))
			.containsExactlyInAnyOrder("/p/" + WatchServices.KEY + "/nightly?state=run",
					"/p/" + WatchServices.KEY + "/nightly?state=complete",
					"/p/" + WatchServices.KEY + "/cleanup?state=run",
					"/p/" + WatchServices.KEY + "/cleanup?state=complete",
					"/p/" + WatchServices.KEY + "/weekly?state=run", "/p/" + WatchServices.KEY + "/weekly?state=fail",
					"/" + WatchServices.OTHER_CHECK + "?");
	}

	private void runAndFail(Map<String, String> properties) {
		run(properties, (trackers) -> {
			trackers.run("nightly-load", (tracker) -> tracker.inc(3));
			trackers.start("nightly-load").fail(new IllegalStateException("boom"));
		});
	}

	private static void run(Map<String, String> properties, Job job) {
		new ApplicationContextRunner().withInitializer(Variables.none())
			.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
			.withPropertyValues("progress.tracker.terminal.mode=off")
			.withPropertyValues(properties.entrySet()
				.stream()
				.map((property) -> property.getKey() + "=" + property.getValue())
				.toArray(String[]::new))
			.run((context) -> job.run(context.getBean(ProgressTrackers.class)));
	}

	/** Reads the examples below a heading, with our server in place of the service. */
	private Map<String, String> properties(String heading) throws IOException {
		Map<String, String> properties = new LinkedHashMap<>();
		String current = "";
		for (MatchResult found : HEADING_OR_EXAMPLE.matcher(Files.readString(PAGE)).results().toList()) {
			if (found.group(1) != null) {
				current = found.group(1);
			}
			else if (current.equals(heading)) {
				properties.putAll(read(found.group(2)));
			}
		}
		assertThat(properties).as(heading).isNotEmpty();
		return properties;
	}

	private Map<String, String> read(String example) throws IOException {
		Map<String, String> properties = new LinkedHashMap<>();
		for (PropertySource<?> source : new YamlPropertySourceLoader().load(PAGE.toString(),
				new ByteArrayResource(example.getBytes(StandardCharsets.UTF_8)))) {
			for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
				properties.put(name,
						SERVER.matcher(String.valueOf(source.getProperty(name))).replaceFirst(this.services.url()));
			}
		}
		return properties;
	}

	@FunctionalInterface
	private interface Job {

		void run(ProgressTrackers trackers);

	}

}
