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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.JobFailure;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.internal.spool.OutcomeSpool;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What a Pushgateway has after one process could not deliver and the next one could. Each
 * reporter with a spool stands for a process.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@UsesServers
class UndeliveredOutcomesTests {

	private static final Map<String, String> JOB = Map.of("job", "nightly");

	private static final Instant THEN = Instant.parse("2026-03-01T02:03:04.567Z");

	private static final JobOutcomes FAILURE = new JobOutcomes(null, new JobFailure(THEN, "IOException", "load"), null);

	private static final JobOutcomes ALL = new JobOutcomes(JobSuccess.at(THEN.plusSeconds(1)), FAILURE.lastFailure(),
			THEN.plusSeconds(2));

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final TestTime time = new TestTime();

	@Test
	void whatAGatewayMissedArrivesWithTheFirstPushOfTheNextProcess() throws Exception {
		leave(ALL);
		assertThat(files()).hasSize(1);
		process().report(nightly(JobOutcomes.NONE));
		assertThat(this.gateway.pushCount()).isEqualTo(1);
		assertThat(value("job_running")).isEqualTo(1);
		assertThat(value("job_last_success")).isEqualTo(unixTime(THEN) + 1);
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN));
		assertThat(value("job_last_interruption")).isEqualTo(unixTime(THEN) + 2);
		assertThat(this.gateway.has("job_last_failure_info",
				Map.of("job", "nightly", "exception", "IOException", "stage", "load")))
			.isTrue();
		assertThat(files()).isEmpty();
	}

	@Test
	void newerOutcomesInTheGatewayStay() throws Exception {
		leave(ALL);
		JobOutcomes newer = new JobOutcomes(JobSuccess.at(THEN.plusSeconds(60)),
				new JobFailure(THEN.plusSeconds(61), "NewerException", null), null);
		Settings.of(this.gateway.url()).reporter().report(nightly(newer));
		process().report(nightly(JobOutcomes.NONE));
		assertThat(value("job_last_success")).isEqualTo(unixTime(THEN) + 60);
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN) + 61);
		assertThat(this.gateway.series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("exception", "NewerException"));
		assertThat(value("job_last_interruption")).isEqualTo(unixTime(THEN) + 2);
		assertThat(files()).isEmpty();
	}

	@Test
	void olderOutcomesInTheGatewayAreReplaced() throws Exception {
		Settings.of(this.gateway.url())
			.reporter()
			.report(nightly(new JobOutcomes(JobSuccess.at(THEN.minusSeconds(60)),
					new JobFailure(THEN.minusSeconds(1), "OldException", null), null)));
		leave(ALL);
		process().report(nightly(JobOutcomes.NONE));
		assertThat(value("job_last_success")).isEqualTo(unixTime(THEN) + 1);
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN));
		assertThat(this.gateway.series("job_last_failure_info")).singleElement()
			.satisfies((info) -> assertThat(info.labels()).containsEntry("exception", "IOException"));
	}

	@Test
	void anOutcomeOfTheNextProcessWinsOverWhatWasLeft() throws Exception {
		leave(ALL);
		process().report(nightly(new JobOutcomes(JobSuccess.at(THEN.plusSeconds(60)), null, null)));
		assertThat(value("job_last_success")).isEqualTo(unixTime(THEN) + 60);
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN));
		assertThat(files()).isEmpty();
	}

	@Test
	void whatWasLeftSurvivesFurtherFailures() throws Exception {
		leave(FAILURE);
		leave(JobOutcomes.NONE);
		leave(new JobOutcomes(JobSuccess.at(THEN.plusSeconds(60)), null, null));
		assertThat(files()).hasSize(1);
		process().report(nightly(JobOutcomes.NONE));
		assertThat(value("job_last_success")).isEqualTo(unixTime(THEN) + 60);
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN));
	}

	@Test
	void whatAnAttemptOfThisProcessMissedArrivesWithTheNextOne() throws Exception {
		PushgatewayReporter process = process();
		this.gateway.stop();
		assertThatIOException().isThrownBy(() -> process.report(nightly(FAILURE)));
		assertThat(files()).hasSize(1);
		this.gateway.restart();
		process.report(nightly(FAILURE));
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN));
		assertThat(files()).isEmpty();
	}

	@Test
	void theQuestionCarriesTheCredentials() throws Exception {
		try (RealPushgateway secured = RealPushgateway.startWithPassword()) {
			leave(FAILURE);
			reporter(Settings.of(secured.url())
				.withCredentials(PushgatewayCredentials.basic(RealPushgateway.USERNAME, RealPushgateway.PASSWORD)))
				.report(nightly(JobOutcomes.NONE));
			assertThat(secured.value("job_last_failure", JOB)).isEqualTo(unixTime(THEN));
		}
	}

	@Test
	void aPushThatIsRefusedLeavesEverythingInTheSpool() throws Exception {
		try (RealPushgateway secured = RealPushgateway.startWithPassword()) {
			leave(FAILURE);
			PushgatewayReporter unknown = reporter(Settings.of(secured.url()));
			assertThatIOException().isThrownBy(() -> unknown.report(nightly(JobOutcomes.NONE)))
				.withMessageNotContaining("spool");
			ManagedRun run = Runs.begin("nightly");
			run.complete();
			assertThatIOException().isThrownBy(() -> unknown.report(run.progress()))
				.withMessageEndingWith("; the end stays in the spool directory");
		}
		process().report(nightly(JobOutcomes.NONE));
		assertThat(value("job_last_failure")).isEqualTo(unixTime(THEN));
	}

	@Test
	void theGatewayIsAskedOnlyWhenSomethingWasLeft() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			PushgatewayReporter process = reporter(Settings.of(server.url()));
			process.report(nightly(JobOutcomes.NONE));
			process.report(nightly(ALL));
			assertThat(methods(server)).containsExactly("POST", "POST");
		}
	}

	@Test
	void aGatewayThatDoesNotSayWhatItHasGetsTheReportAloneAndIsAskedAgainLater(CapturedOutput output) throws Exception {
		leave(FAILURE);
		try (RecordingServer server = RecordingServer.start()) {
			PushgatewayReporter process = reporter(Settings.of(server.url()));
			process.report(nightly(JobOutcomes.NONE));
			process.report(nightly(JobOutcomes.NONE));
			assertThat(methods(server)).containsExactly("GET", "POST", "POST");
			assertThat(server.requests()).allSatisfy((request) -> assertThat(request.body()).doesNotContain("failure"));
			assertThat(files()).hasSize(1);
			this.time.pass(Duration.ofMinutes(10));
			server.answerWith(200, "# nothing\n", Map.of("Content-Type", "text/plain; version=0.0.4"));
			process.report(nightly(JobOutcomes.NONE));
			assertThat(methods(server)).endsWith("GET", "POST").hasSize(5);
			assertThat(server.requests().get(4).body()).contains("job_last_failure 1.772330584567E9");
			assertThat(files()).isEmpty();
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("The outcomes of an earlier run of job 'nightly' stay in the spool directory",
					"the response contains no metrics");
	}

	@Test
	void aSpoolThatFailsHoldsUpNoPush(CapturedOutput output) throws Exception {
		Path file = Files.createFile(this.folder.resolve("file"));
		PushgatewayReporter process = new PushgatewayReporter(Settings.of(this.gateway.url()).get(),
				new OutcomeSpool(file), null, this.time);
		process.report(nightly(JobOutcomes.NONE));
		process.report(nightly(ALL));
		assertThat(value("job_last_success")).isEqualTo(unixTime(THEN) + 1);
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).hasSize(1);
	}

	/** A process that reaches no gateway. */
	private void leave(JobOutcomes outcomes) throws IOException {
		try (RecordingServer server = RecordingServer.start()) {
			server.hangUp();
			PushgatewayReporter process = reporter(Settings.of(server.url()));
			assertThatIOException().isThrownBy(() -> process.report(nightly(outcomes)));
		}
	}

	private PushgatewayReporter process() {
		return reporter(Settings.of(this.gateway.url()));
	}

	private PushgatewayReporter reporter(Settings settings) {
		return new PushgatewayReporter(settings.get(), new OutcomeSpool(this.folder), null, this.time);
	}

	private static JobProgress nightly(JobOutcomes outcomes) {
		return Runs.begin("nightly").progress().withOutcomes(outcomes);
	}

	private static List<String> methods(RecordingServer server) {
		return server.requests().stream().map(RecordingServer.Request::method).toList();
	}

	private double value(String metric) {
		return this.gateway.value(metric, JOB);
	}

	private static double unixTime(Instant instant) {
		return instant.toEpochMilli() / 1e3;
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			return files.toList();
		}
	}

}
