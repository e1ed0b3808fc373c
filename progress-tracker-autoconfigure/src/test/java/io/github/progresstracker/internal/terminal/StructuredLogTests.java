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

package io.github.progresstracker.internal.terminal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ProgressLog} with the structured logging of Spring Boot.
 */
class StructuredLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(ProgressLog.LOGGER);

	private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

	private final SimulatedJob job = new SimulatedJob("nightly", new ProgressLog());

	@BeforeEach
	void listen() {
		this.logged.start();
		this.logger.addAppender(this.logged);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.logged);
	}

	@Test
	void aLineAboutAnOpenStageHasItsValues() {
		this.job.tracker().startStage("load", 10_000);
		this.job.work(4, 1000);
		this.job.tracker().markSkipped(7);
		this.job.work(3, 1000);
		assertThat(json("ecs").get(2)).containsEntry("message",
				"nightly: load  70 %,  7,000 of 10,000 records (7 skipped), 1,000/s, 7.0 s so far, 3 s left");
		assertThat(progress("ecs").get(2)).containsOnly(entry("job", "nightly"), entry("status", "running"),
				entry("stage", "load"), entry("records", Map.of("processed", 7000, "expected", 10_000, "skipped", 7)),
				entry("duration_seconds", 7.0), entry("records_per_second", 1000.0), entry("time_left_seconds", 3.0));
	}

	@Test
	void theSummaryHasTheValuesOfTheRunAndOfEachStage() {
		this.job.tracker().startStage("load", 3000);
		this.job.work(3, 1000);
		this.job.tracker().startStage("index");
		this.job.pass(1);
		this.job.complete();
		List<Map<String, Object>> lines = progress("ecs");
		assertThat(lines.get(lines.size() - 3)).containsOnly(entry("job", "nightly"), entry("status", "completed"),
				entry("records", Map.of("processed", 3000, "skipped", 0)), entry("duration_seconds", 4.0),
				entry("records_per_second", 750.0));
		assertThat(lines.get(lines.size() - 2)).containsEntry("stage", "load")
			.containsEntry("records_per_second", 1000.0)
			.containsEntry("share", 0.75);
		assertThat(lines.get(lines.size() - 1)).containsEntry("stage", "index").containsEntry("share", 0.25);
	}

	@Test
	void aFailedRunShowsUpWhereOnlyWarningsAreLogged() {
		this.job.tracker().startStage("load");
		this.job.tracker().fail(new IllegalStateException("disk full, token=geheim"));
		this.job.report();
		assertThat(this.logged.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.WARN);
		assertThat(progress("ecs").get(0)).containsEntry("status", "failed")
			.containsEntry("failure",
					Map.of("exception", "IllegalStateException", "stage", "load", "message", "disk full, token=***"));
		assertThat(json("ecs").toString()).doesNotContain("geheim");
	}

	@Test
	void aStallHasADuration() {
		this.job.tracker().startStage("load", 10_000);
		this.job.work(10, 100);
		this.job.idle(2);
		assertThat(progress("ecs").get(3)).containsEntry("stalled_seconds", 15.0)
			.containsEntry("records_per_second", 0.0)
			.doesNotContainKey("time_left_seconds");
	}

	@ParameterizedTest
	@CsvSource({ "logstash, progress.job, progress.records.processed",
			"gelf, _progress.job, _progress.records.processed" })
	void flatFormatsHaveFlatNames(String format, String jobField, String recordsField) {
		this.job.work(1, 5);
		assertThat(json(format).get(0)).containsEntry(jobField, "nightly").containsEntry(recordsField, 5);
	}

	@Test
	void namesAreSafeForFormatsThatDoNotEscape() {
		SimulatedJob forger = new SimulatedJob("a\nb", new ProgressLog());
		forger.tracker().startStage("x\u001by");
		forger.work(1, 1);
		assertThat(progress("ecs").get(0)).containsEntry("job", "a\\u000ab").containsEntry("stage", "x\\u001by");
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> progress(String format) {
		return json(format).stream().map((line) -> (Map<String, Object>) line.get("progress")).toList();
	}

	private List<Map<String, Object>> json(String format) {
		LoggerContext context = new LoggerContext();
		context.putObject(Environment.class.getName(), new MockEnvironment());
		StructuredLogEncoder encoder = new StructuredLogEncoder();
		encoder.setContext(context);
		encoder.setFormat(format);
		encoder.setCharset(StandardCharsets.UTF_8);
		encoder.start();
		return this.logged.list.stream()
			.map((event) -> new String(encoder.encode(event), StandardCharsets.UTF_8))
			.map((line) -> JsonParserFactory.getJsonParser().parseMap(line))
			.toList();
	}

}
