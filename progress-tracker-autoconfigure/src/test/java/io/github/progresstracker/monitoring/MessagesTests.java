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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.internal.terminal.ProgressLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page of messages has each message of the code and of the alerts, and no
 * others. To add a message, write its text between backticks, with {@code <…>} or an
 * ellipsis for whatever differs each time.
 */
class MessagesTests {

	private static final Path PAGE = MonitoringFiles.DOCS.resolve("messages.md");

	private static final List<String> RULES = List.of("alerts.yml", "alerts-opt-in.yml", "watchdog.yml");

	/** Files whose texts are no messages, but explained on other pages. */
	private static final Set<String> OTHER_TEXTS = Set.of(
			// Shown while a job runs: docs/terminal.md
			"HumanFormat.java", "RunLog.java", "RunSummary.java",
			// The help of metrics: docs/metrics.md
			"ProgressMetrics.java",
			// Failed assertions in a user's tests: they say what they expected
			"JobProgressAssert.java", "RecordedReportsAssert.java", "ReportText.java",
			// Regular expressions
			"SecretText.java");

	/** Nobody sees them unless the starter is broken. */
	private static final Set<String> CANNOT_HAPPEN = Set.of("Every Java platform has SHA-256",
			"Nothing is being pushed", "the client library sent nothing", "The address of the Pushgateway is not set");

	/** Settings of internal classes, which have been checked as properties before. */
	private static final Set<String> CHECKED_BEFORE = Set.of("PushgatewaySettings.java", "ReportingSettings.java",
			"RunLimits.java");

	private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

	private static final Pattern FENCED = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);

	private static final Pattern LOGGER = Pattern.compile("^\\| `(io\\.github\\.progresstracker[\\w.]*)` \\|",
			Pattern.MULTILINE);

	private static Map<String, String> messages;

	private static List<String> documented;

	private static String page;

	@BeforeAll
	static void read() throws IOException {
		page = MonitoringFiles.read(PAGE);
		documented = CODE.matcher(page).results().map((code) -> SourceMessages.normalize(code.group(1))).toList();
		try (Stream<Path> modules = Files.list(Path.of(".."))) {
			messages = SourceMessages.in(modules.map((module) -> module.resolve("src/main/java"))
				.filter((sources) -> sources.getName(1).toString().startsWith("progress-tracker-")
						&& Files.isDirectory(sources))
				.flatMap((sources) -> SourceMessages.files(sources).stream())
				.filter((file) -> !OTHER_TEXTS.contains(file.getFileName().toString()))
				.toList());
		}
	}

	@Test
	void thePageHasEachMessageOfTheCode() {
		Map<String, String> missing = new HashMap<>(messages);
		missing.keySet().removeAll(CANNOT_HAPPEN);
		missing.values().removeAll(CHECKED_BEFORE);
		missing.keySet().removeIf((message) -> documented.stream().anyMatch(contains(message)));
		assertThat(missing).as("messages that %s lacks, and where they are", PAGE).isEmpty();
	}

	@Test
	void theCodeHasEachMessageOfThePage() {
		Set<String> existing = Stream.concat(messages.keySet().stream(), summaries().values().stream())
			.collect(Collectors.toSet());
		assertThat(documented.stream()
			.flatMap((message) -> Stream.of(message.split(SourceMessages.PLACEHOLDER + "|(?<=[.:;]) ")))
			.map(MessagesTests::core)
			.filter((part) -> SourceMessages.words(part) > 2)
			.filter((part) -> existing.stream().noneMatch((message) -> message.contains(part))))
			.as("parts of messages of %s that are nowhere in the code", PAGE)
			.isEmpty();
	}

	@Test
	void thePageHasTheSummaryOfEachAlertAndSaysWhereToReadOn() {
		summaries().forEach((alert, summary) -> assertThat(page.lines()
			.filter((line) -> line.contains("[%s](alerts.md#%s)".formatted(alert, alert.toLowerCase(Locale.ROOT))))
			.flatMap((line) -> CODE.matcher(line).results())
			.map((code) -> SourceMessages.normalize(code.group(1)))).as(alert).containsExactly(summary));
	}

	/** Only whole lines between fences. In a sentence, a quotation may be shorter. */
	@Test
	void otherPagesQuoteMessagesAsTheyAre() {
		Map<String, Predicate<String>> wholes = new HashMap<>();
		messages.keySet()
			.forEach((message) -> longParts(message)
				.forEach((part) -> wholes.merge(part, contains(message), Predicate::or)));
		Stream<Path> pages = Stream.concat(Stream.of(Path.of("..", "README.md")),
				MonitoringFiles.list(MonitoringFiles.DOCS, "*.md").stream());
		assertThat(pages.flatMap((file) -> FENCED.matcher(MonitoringFiles.read(file)).results())
			.flatMap((block) -> block.group(1).lines())
			.filter((line) -> wholes.entrySet()
				.stream()
				.anyMatch((whole) -> line.contains(whole.getKey()) && !whole.getValue().test(line))))
			.as("lines that quote a part of a message, but not as it is")
			.isEmpty();
	}

	@Test
	void eachLoggerThatThePageNamesExists() {
		assertThat(LOGGER.matcher(page).results().map((logger) -> logger.group(1))).hasSizeGreaterThan(5)
			.allMatch((logger) -> logger.equals(ProgressLog.LOGGER) || logger.equals("io.github.progresstracker")
					|| ClassUtils.isPresent(logger, null));
	}

	@Test
	void aMessageIsFoundHoweverItIsPutTogether(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("Example.java"), """
				class Example {
					private static final String ADVICE = "Let it" + " rest";
					@Deprecated(since = "not a message")
					void run(String job) {
						logger.warn("Job {} is" + " tired. " + ADVICE, job);
						logger.info("Ready");
						logger.debug("Nobody needs this line", job);
						warnings.add("It has run %s times".formatted(job) + " too often");
						throw new IllegalStateException(job == null ? "there is no job" : "the job " + job + " is ill");
					}
					Pattern pattern = Pattern.compile("this is a pattern");
				}
				""");
		assertThat(SourceMessages.in(List.of(file))).containsOnlyKeys("Job … is tired. Let it rest", "Ready",
				"It has run … times too often", "there is no job", "the job … is ill");
	}

	/** The summaries of all alerts, by the name of the alert. */
	private static Map<String, String> summaries() {
		return RULES.stream()
			.flatMap((file) -> MonitoringFiles.rules(MonitoringFiles.PROMETHEUS.resolve(file)).stream())
			.filter((rule) -> rule.containsKey("alert"))
			.collect(Collectors.toMap((rule) -> (String) rule.get("alert"),
					(rule) -> summary((String) ((Map<?, ?>) rule.get("annotations")).get("summary"))));
	}

	/** As if all labels were there. */
	private static String summary(String template) {
		return SourceMessages.normalize(template.replaceAll("\\s*\\{\\{-", "{{")
			.replaceAll("\\{\\{ *(?:with [^}]*|end) *}}", "")
			.replaceAll("\\{\\{[^}]*}}", SourceMessages.PLACEHOLDER));
	}

	/** Whether a text has the words of a message in their order. */
	private static Predicate<String> contains(String message) {
		Pattern pattern = Pattern.compile(Stream.of(core(message).split(SourceMessages.PLACEHOLDER))
			.map(Pattern::quote)
			.collect(Collectors.joining(".*")));
		return (text) -> pattern.matcher(text).find();
	}

	private static Stream<String> longParts(String message) {
		return Stream.of(message.split(SourceMessages.PLACEHOLDER))
			.map(String::strip)
			.filter((part) -> SourceMessages.words(part) > 3);
	}

	/** What is left without the punctuation and placeholders at both ends. */
	private static String core(String message) {
		return message.replaceAll("^[ ,;:.'…]+|[ ,;:.'…]+$", "");
	}

}
