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

package io.github.progresstracker.internal.pushgateway;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.TestTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TypeConflicts}: other groups have metrics with our names and other
 * types.
 */
class TypeConflictsTests {

	private static final Map<String, String> JOB = Map.of("job", "nightly");

	private static final String HISTOGRAM = """
			# TYPE job_duration_seconds histogram
			job_duration_seconds_bucket{le="1",team="x \\"y\\""} 1
			job_duration_seconds_bucket{le="+Inf",team="x \\"y\\""} 1
			job_duration_seconds_sum{team="x \\"y\\""} 1
			job_duration_seconds_count{team="x \\"y\\""} 1
			""";

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final TestTime time = new TestTime();

	private final PushgatewayReporter reporter = reporter(this.gateway.url());

	private final Logger logger = (Logger) LoggerFactory.getLogger(PushgatewayReporter.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final JobProgress completed = completed();

	@BeforeEach
	void recordLog() {
		this.log.start();
		this.logger.addAppender(this.log);
	}

	@AfterEach
	void stopRecording() {
		this.logger.detachAppender(this.log);
	}

	@Test
	void theRestArrivesWhenAnotherTeamHasAMetricOfAnotherType() throws Exception {
		this.gateway.push("job/other", HISTOGRAM);
		this.reporter.report(this.completed);
		assertThat(this.gateway.has("job_last_success", JOB)).isTrue();
		assertThat(this.gateway.value("job_records_processed", JOB)).isEqualTo(4);
		assertThat(this.gateway.has("job_duration_seconds", JOB)).isFalse();
		assertThat(this.log.list).singleElement().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.WARN);
			assertThat(event.getFormattedMessage())
				.startsWith("The metric job_duration_seconds is not pushed to Pushgateway " + this.gateway.url() + ": ")
				.containsAnyOf("another group has a histogram with this name",
						"the group {job=\"other\", team=\"x \\\"y\\\"\"} has one with this name and another type");
		});
	}

	@Test
	void severalMetricsMayConflictEvenWithStages() throws Exception {
		this.gateway.push("job/other",
				HISTOGRAM + "# TYPE job_records_skipped counter\njob_records_skipped 1\njob_last_failure_info 1\n");
		ManagedRun run = Runs.begin("nightly");
		run.startStage("load");
		run.inc(4);
		run.markSkipped(1);
		run.fail(new IllegalStateException());
		this.reporter.report(run.progress());
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly", "stage", "load"))).isEqualTo(4);
		assertThat(this.gateway.has("job_last_failure", JOB)).isTrue();
		assertThat(this.gateway.series("job_last_failure_info")).hasSize(1);
		assertThat(this.log.list).extracting((event) -> event.getArgumentArray()[0])
			.containsExactlyInAnyOrder("job_duration_seconds", "job_records_skipped", "job_last_failure_info");
	}

	@Test
	void theMetricIsNotTriedAgainWithEachReport() throws Exception {
		this.gateway.push("job/other", HISTOGRAM);
		this.reporter.report(this.completed);
		int pushes = this.gateway.pushCount();
		this.reporter.report(this.completed);
		this.reporter.report(this.completed);
		assertThat(this.gateway.pushCount()).isEqualTo(pushes + 2);
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	void theMetricIsTriedAgainAfterTenMinutesWithoutAnotherWarning() throws Exception {
		this.gateway.push("job/other", HISTOGRAM);
		this.reporter.report(this.completed);
		this.time.pass(Duration.ofMinutes(10));
		this.reporter.report(this.completed);
		assertThat(this.gateway.has("job_duration_seconds", JOB)).isFalse();
		this.gateway.restart();
		this.time.pass(Duration.ofMinutes(9));
		this.reporter.report(this.completed);
		assertThat(this.gateway.has("job_duration_seconds", JOB)).isFalse();
		this.time.pass(Duration.ofMinutes(1));
		this.reporter.report(this.completed);
		assertThat(this.gateway.has("job_duration_seconds", JOB)).isTrue();
		assertThat(this.log.list).hasSize(1);
	}

	@Test
	void theOtherGroupIsNamedIfTheResponseNamesIt() throws Exception {
		assertThat(warningFor("""
				collected metric "job_duration_seconds" { label:<name:"instance" value:"" > \
				label:<name:"job" value:"o\\"}\\033[31m" > label:<name:"team" value:"x" > \
				histogram:<sample_count:1 > } is not a GAUGE"""))
			.endsWith(": the group {job=\"o\\\"}\\033[31m\", team=\"x\"} has one with this name and another type. "
					+ "All other metrics are pushed");
	}

	@Test
	void theOtherTypeIsNamedIfTheResponseNamesIt() throws Exception {
		assertThat(warningFor("""
				collected metric "job_duration_seconds" { label:<name:"instance" value:"" > \
				label:<name:"job" value:"nightly" > gauge:<value:5 > } is not a HISTOGRAM"""))
			.endsWith(": another group has a histogram with this name. All other metrics are pushed");
	}

	private String warningFor(String conflict) throws IOException {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerOnceWith(400, "pushed metrics are invalid or inconsistent with existing metrics: " + conflict,
					Map.of());
			reporter(server.url()).report(this.completed);
			assertThat(server.requests()).hasSize(2);
			assertThat(server.requests().get(0).body()).contains("job_duration_seconds", "job_last_success");
			assertThat(server.requests().get(1).body()).contains("job_last_success")
				.doesNotContain("job_duration_seconds");
		}
		assertThat(this.log.list).hasSize(1);
		return this.log.list.get(0).getFormattedMessage();
	}

	@Test
	void aResponseThatNamesMetricsThatWereNotPushedIsAnError() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerWith(400, """
					collected metric "other" { gauge:<value:5 > } is not a HISTOGRAM
					collected metric "job_running" { gauge:<value:5 > } is not a HISTOGRAM
					""", Map.of());
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> reporter(server.url()).report(this.completed));
			assertThat(server.requests()).hasSize(2);
		}
	}

	private PushgatewayReporter reporter(String url) {
		return new PushgatewayReporter(Settings.of(url).get(), null, null, this.time);
	}

	private static JobProgress completed() {
		ManagedRun run = Runs.begin("nightly");
		run.inc(4);
		run.complete();
		return run.progress();
	}

}
