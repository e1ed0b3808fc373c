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

package io.github.progresstracker.internal.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.Estimate;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;
import io.github.progresstracker.WorkDone;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;
import io.github.progresstracker.internal.textfile.TextfileReporter;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LastSuccessLookup}: a process that knows nothing of earlier runs finds
 * out about them where it reports to.
 */
@Timeout(120)
@UsesServers
@ExtendWith(OutputCaptureExtension.class)
class LastSuccessLookupTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestTime time = new TestTime();

	private @Nullable Reporting reporting;

	private @Nullable TestTrackers trackers;

	@AfterEach
	void close() {
		if (this.reporting != null) {
			this.reporting.close();
		}
	}

	@Test
	void aLongRunIsJudgedByWhatTheGatewayKnowsOfTheLastSuccess() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			PushgatewayReporter reporter = reporter(gateway.url(), true);
			reporter.report(success());
			ProgressTracker run = start(reporter);
			workUntilJudged(run);
			assertThat(run.progress().estimate().asLastTime()).isTrue();
		}
	}

	@Test
	void aLongRunIsJudgedByTheTextFileOfTheLastSuccess(@TempDir Path directory) throws Exception {
		new TextfileReporter(directory).report(success());
		ProgressTracker run = start(new TextfileReporter(directory));
		workUntilJudged(run);
		assertThat(run.progress().outcomes().lastSuccess().stages()).containsOnlyKeys("load", "index");
	}

	@Test
	void aTextFileIsReadAfterASecondAndTheGatewayIsThenNotAsked(@TempDir Path directory) throws Exception {
		new TextfileReporter(directory).report(success());
		AtomicInteger questions = new AtomicInteger();
		ProgressTracker run = start(new TextfileReporter(directory), new Answers(() -> {
			questions.incrementAndGet();
			return null;
		}));
		Stage load = run.startStage("load");
		this.time.pass(Duration.ofSeconds(1));
		load.inc(10);
		Awaitility.await().atMost(PATIENCE).until(() -> {
			this.reporting.stageChanged((ProgressSource) run);
			return run.progress().outcomes().lastSuccess() != null;
		});
		assertThat(run.progress().duration()).isEqualTo(Duration.ofSeconds(1));
		look(run, 60);
		run.complete();
		this.reporting.close();
		assertThat(questions).hasValue(0);
	}

	@Test
	void theGatewayIsNotAskedIfThatIsTurnedOff() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			assertThat(reporter(server.url(), false).lastSuccess(JobIdentity.of("nightly"))).isNull();
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void eachJobIsAskedAboutOnceAndOnlyAfterTenSeconds() {
		AtomicInteger questions = new AtomicInteger();
		ProgressTracker run = start(new Answers(() -> {
			questions.incrementAndGet();
			return null;
		}));
		look(run, 9);
		assertThat(questions).hasValue(0);
		look(run, 2);
		Awaitility.await().atMost(PATIENCE).until(() -> questions.get() == 1);
		look(run, 60);
		run.complete();
		ProgressTracker next = this.trackers.start("nightly");
		look(next, 60);
		assertThat(questions).hasValue(1);
	}

	@Test
	void nobodyIsAskedAboutARunWhoseTotalIsKnown() {
		AtomicInteger questions = new AtomicInteger();
		ProgressTracker run = start(new Answers(() -> {
			questions.incrementAndGet();
			return null;
		}));
		run.expect(1000);
		look(run, 60);
		assertThat(this.reporting.reporters()).hasSize(1);
		assertThat(questions).hasValue(0);
	}

	@Test
	void anAnswerThatNeverComesCostsNothingButTheEstimate(CapturedOutput output) throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		try {
			ProgressTracker run = start(new Answers(() -> {
				asked.countDown();
				never.await();
				return null;
			}));
			look(run, 11);
			assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
			look(run, 60);
			run.complete();
			this.reporting.close();
			assertThat(run.progress().estimate()).isEqualTo(Estimate.UNKNOWN);
			assertThat(output).doesNotContain("last success");
		}
		finally {
			never.countDown();
		}
	}

	@Test
	void aGatewayThatForbidsItCostsNothingButTheEstimate(CapturedOutput output) {
		AtomicInteger questions = new AtomicInteger();
		try (RecordingServer server = RecordingServer.start()) {
			server.answerWith(403, "no", Map.of());
			ProgressTracker run = start(new Answers(() -> {
				try {
					return reporter(server.url(), true).lastSuccess(JobIdentity.of("nightly"));
				}
				finally {
					questions.incrementAndGet();
				}
			}));
			look(run, 11);
			Awaitility.await().atMost(PATIENCE).until(() -> questions.get() == 1);
			look(run, 60);
			assertThat(server.requests()).hasSize(1);
			assertThat(output).isEmpty();
		}
	}

	private static PushgatewayReporter reporter(String url, boolean readLastSuccess) {
		PushgatewayAddress address = PushgatewayAddress.parse(url);
		return new PushgatewayReporter(new PushgatewaySettings(address, address.credentials(), Duration.ofSeconds(20),
				Duration.ofSeconds(20), Duration.ZERO, null, false, readLastSuccess));
	}

	/** Of another process. */
	private JobProgress success() {
		TestTrackers earlier = new TestTrackers(this.time);
		ProgressTracker run = earlier.start("nightly");
		Stage load = run.startStage("load");
		load.inc(1000);
		this.time.pass(Duration.ofSeconds(100));
		run.startStage("index");
		this.time.pass(Duration.ofSeconds(50));
		run.complete();
		return run.progress();
	}

	private ProgressTracker start(ProgressReporter... reporters) {
		Reporting reporting = new Reporting(List.of(reporters),
				new ReportingSettings(Duration.ofSeconds(15), Duration.ZERO), this.time);
		this.reporting = reporting;
		this.trackers = new TestTrackers(this.time, reporting);
		reporting.lookUpLastSuccesses(this.trackers);
		return this.trackers.start("nightly");
	}

	private void workUntilJudged(ProgressTracker run) {
		Stage load = run.startStage("load");
		for (int second = 0; second < 12; second++) {
			this.time.pass(Duration.ofSeconds(1));
			load.inc(10);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> {
			this.reporting.stageChanged((ProgressSource) run);
			return run.progress().outcomes().lastSuccess() != null;
		});
		Estimate estimate = run.progress().estimate(run.progress().stages().get(0));
		assertThat(estimate.asLastTime()).isTrue();
		assertThat(estimate.fraction()).isEqualTo(0.12);
		assertThat(run.progress().outcomes().lastSuccess().work())
			.isEqualTo(new WorkDone(Duration.ofSeconds(150), 1000));
	}

	/** Lets time pass, and waits until the run was looked at then. */
	private void look(ProgressTracker run, int seconds) {
		this.time.pass(Duration.ofSeconds(seconds));
		run.inc();
		this.reporting.flush();
	}

	private interface Question {

		@Nullable JobSuccess answer() throws Exception;

	}

	private static final class Answers implements ProgressReporter {

		private final Question question;

		Answers(Question question) {
			this.question = question;
		}

		@Override
		public void report(JobProgress progress) throws IOException {
		}

		@Override
		public @Nullable JobSuccess lastSuccess(JobIdentity identity) throws Exception {
			return this.question.answer();
		}

	}

}
