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

import java.time.Duration;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RefusedMetrics}: other groups have metrics with our names and other
 * types, or the same series.
 */
@UsesServers
class RefusedMetricsTests {

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

	private final JobProgress completed = completed(Runs.begin("nightly"));

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
				.containsAnyOf(
						": another group has job_duration_seconds as a histogram. The rest of the report is pushed",
						": the group {job=\"other\", team=\"x \\\"y\\\"\"} has job_duration_seconds with another type. ");
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
	void theNewestPushOfTheGroupIsAnAcceptedOne() throws Exception {
		this.gateway.push("job/other", "# TYPE job_running counter\njob_running 1\n");
		this.reporter.report(this.completed);
		assertThat(this.gateway.value("push_failure_time_seconds", JOB)).isPositive()
			.isLessThan(this.gateway.value("push_time_seconds", JOB));
	}

	@Test
	void aSeriesOfAnotherGroupIsMissingForItsJobOnly() throws Exception {
		this.gateway.push("job/nightly", "# TYPE job_records_processed gauge\njob_records_processed{app=\"shop\"} 1\n");
		this.reporter.report(completed(Runs.begin(Runs.identity("nightly", "shop", ""))));
		this.reporter.report(completed(Runs.begin(Runs.identity("nightly", "blog", ""))));
		Map<String, String> shop = Map.of("job", "nightly", "app", "shop");
		assertThat(this.gateway.has("job_last_success", shop)).isTrue();
		assertThat(this.gateway.value("job_records_processed", shop)).isEqualTo(1);
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly", "app", "blog"))).isEqualTo(4);
		assertThat(this.log.list).singleElement()
			.extracting(ILoggingEvent::getFormattedMessage)
			.isEqualTo("The metric job_records_processed is not pushed to Pushgateway " + this.gateway.url()
					+ ": delete the other group that already has this series:"
					+ " job_records_processed{app=\"shop\", job=\"nightly\"}. The rest of the report is pushed");
	}

	@Test
	void aReportWithoutTheEndOfTheRunIsRefusedAlthoughTheRestArrives() throws Exception {
		this.gateway.push("job/nightly", "# TYPE job_last_success gauge\njob_last_success{app=\"shop\"} 1\n");
		JobProgress success = completed(Runs.begin(Runs.identity("nightly", "shop", "")));
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> this.reporter.report(success))
				.withMessage(
						"everything except job_last_success is pushed: HTTP status 400, delete the other group that already has"
								+ " this series: " + "job_last_success{app=\"shop\", job=\"nightly\"}");
		}
		Map<String, String> shop = Map.of("job", "nightly", "app", "shop");
		assertThat(this.gateway.value("job_records_processed", shop)).isEqualTo(4);
		assertThat(this.gateway.value("job_last_success", shop)).isEqualTo(1);
	}

	@Test
	void otherJobsNeedFewPushesToLeaveOutWhatOneJobHasLearned() throws Exception {
		this.gateway.push("job/other", HISTOGRAM);
		this.reporter.report(this.completed);
		int pushes = this.gateway.pushCount();
		this.reporter.report(completed(Runs.begin("hourly")));
		assertThat(this.gateway.pushCount()).isEqualTo(pushes + 4);
		assertThat(this.gateway.has("job_last_success", Map.of("job", "hourly"))).isTrue();
		assertThat(this.log.list).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			collected metric "job_duration_seconds" { label:<name:"instance" value:"" > label:<name:"job" \
			value:"o\\"}\\033[31m" > label:<name:"team" value:"x" > histogram:<sample_count:1 > } is not a GAUGE | \
			the group {job="o\\"}\\033[31m", team="x"} has job_duration_seconds with another type
			collected metric "job_duration_seconds" { label:{name:"instance"  value:""}  label:{name:"job"  \
			value:"o\\"}\\033[31m"}  label:{name:"team"  value:"x"}  histogram:{sample_count:1}} is not a GAUGE | \
			the group {job="o\\"}\\033[31m", team="x"} has job_duration_seconds with another type
			collected metric "job_duration_seconds" { label:<name:"job" value:"nightly" > gauge:<value:5 > } is not \
			a HISTOGRAM | another group has job_duration_seconds as a histogram
			2 error(s) occurred: collected metric "job_duration_seconds" { label:{name:"job" value:"nightly"} \
			gauge:{value:5}} is not a HISTOGRAM | another group has job_duration_seconds as a histogram
			collected metric "job_duration_seconds" { label:{name:"job"  value:"a"}  gauge:{value:1}} was collected \
			before with the same name and label values | \
			delete the other group that already has this series: job_duration_seconds{job="a"}
			job_duration_seconds does not please | HTTP status 400: job_duration_seconds does not please
			""")
	void whatArrivesDoesNotDependOnTheTextOfTheResponse(String response, String hint) throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerIfContained("job_duration_seconds", 400, response);
			reporter(server.url()).report(this.completed);
			assertThat(server.requests()).map(RecordingServer.Request::body)
				.filteredOn((body) -> !body.contains("job_duration_seconds"))
				.satisfiesExactly((body) -> assertThat(body).contains("job_last_success", "job_running"),
						(body) -> assertThat(body).contains("job_last_success_duration_seconds",
								"job_last_success_records_processed"),
						(body) -> assertThat(body).contains("job_records_expected", "job_records_processed",
								"job_records_skipped"));
			assertThat(this.log.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.isEqualTo("The metric job_duration_seconds is not pushed to Pushgateway " + server.url() + ": " + hint
						+ ". The rest of the report is pushed");
		}
	}

	@Test
	void whatMattersMostIsPushedFirst() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerIfContained("job_records_processed", 400, "");
			reporter(server.url()).report(this.completed);
			assertThat(server.requests().get(1).body()).contains("job_last_success", "job_running", "job_last_start")
				.doesNotContain("job_records", "job_duration");
		}
	}

	@Test
	void aGatewayThatAcceptsNoMetricIsAskedOnceForEachReport() {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerWith(400, "no", Map.of());
			PushgatewayReporter refused = reporter(server.url());
			assertThatReportIsRefused(refused);
			int requests = server.requests().size();
			assertThat(requests).isBetween(2, 20);
			assertThatReportIsRefused(refused);
			assertThatReportIsRefused(refused);
			assertThat(server.requests()).hasSize(requests + 2);
			this.time.pass(Duration.ofMinutes(10));
			assertThatReportIsRefused(refused);
			assertThat(server.requests()).hasSize(requests + 2 + requests);
		}
		assertThat(this.log.list).isEmpty();
	}

	private void assertThatReportIsRefused(PushgatewayReporter refused) {
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> refused.report(this.completed))
			.withMessage("HTTP status 400: no");
	}

	private PushgatewayReporter reporter(String url) {
		return new PushgatewayReporter(Settings.of(url).get(), null, null, this.time);
	}

	private static JobProgress completed(ManagedRun run) {
		run.inc(4);
		run.complete();
		return run.progress();
	}

}
