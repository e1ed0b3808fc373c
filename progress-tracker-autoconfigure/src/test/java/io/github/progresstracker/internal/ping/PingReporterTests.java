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

package io.github.progresstracker.internal.ping;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.report.ReporterPolicy;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.github.progresstracker.testing.WatchServices;
import io.github.progresstracker.testing.WatchServices.Call;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for what {@link PingReporter} tells a service.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PingReporterTests {

	private static final Duration LONG = Duration.ofMillis(83_456);

	private static final Duration SHORT = Duration.ofMillis(250);

	@AutoClose
	private final WatchServices services = WatchServices.start();

	private final TestTime time = new TestTime();

	private final TestTrackers trackers = new TestTrackers(this.time);

	private final PingReporter reporter = Pings.reporter(Pings.healthchecks(this.services.url()));

	@Test
	void beginAndEndOfARunAreToldWithTheSameId() throws Exception {
		ManagedRun run = begin("nightly");
		this.reporter.report(run.progress());
		this.time.pass(LONG);
		run.complete();
		this.reporter.report(run.progress());
		assertThat(this.services.states()).containsExactly("start", "success");
		assertThat(this.services.calls()).extracting(Call::run).doesNotContainNull().containsOnly(id(run));
	}

	@Test
	void eachRunHasAnIdOfItsOwn() throws Exception {
		for (int i = 0; i < 3; i++) {
			ManagedRun run = begin("nightly");
			this.time.pass(SHORT);
			run.complete();
			this.reporter.report(run.progress());
		}
		assertThat(this.services.calls()).hasSize(6).extracting(Call::run).doesNotContainNull();
		assertThat(this.services.calls().stream().map(Call::run).distinct()).hasSize(3);
	}

	@Test
	void anotherProcessGivesTheSameRunTheSameId() {
		ManagedRun run = begin("nightly");
		ManagedRun other = new TestTrackers(new TestTime()).prepare(JobDefinition.of("nightly"));
		other.begin();
		assertThat(id(other)).isEqualTo(id(run));
		assertThat(id(begin("weekly"))).isNotEqualTo(id(run));
	}

	@Test
	void aShortRunTellsItsBeginBeforeItsEnd() throws Exception {
		this.reporter.report(failed("nightly", SHORT));
		assertThat(this.services.states()).containsExactly("start", "fail");
		assertThat(this.services.calls().get(0).body()).contains("status: running").doesNotContain("duration", "boom");
	}

	/** The service would measure no time at all. */
	@Test
	void theBeginOfALongRunIsLeftOutOnceItHasEnded() throws Exception {
		this.reporter.report(failed("nightly", LONG));
		assertThat(this.services.states()).containsExactly("fail");
	}

	@Test
	void aBeginIsToldOnce() throws Exception {
		ManagedRun run = begin("nightly");
		this.reporter.report(run.progress());
		this.reporter.report(run.progress());
		this.time.pass(SHORT);
		run.complete();
		this.reporter.report(run.progress());
		assertThat(this.services.states()).containsExactly("start", "success");
	}

	@Test
	void anInterruptionIsToldOnlyIfItHasAUrl() throws Exception {
		ManagedRun run = begin("nightly");
		this.time.pass(SHORT);
		run.close();
		assertThat(run.progress().status()).isEqualTo(RunStatus.INTERRUPTED);
		this.reporter.report(run.progress());
		assertThat(this.services.calls()).isEmpty();
		JobPings pings = Pings.healthchecks(this.services.url());
		Pings
			.reporter(new JobPings(null, pings.success(), pings.failure(),
					PingUrl.of(this.services.url() + "/" + WatchServices.CHECK + "/log?rid={run}"), true))
			.report(run.progress());
		assertThat(this.services.states()).containsExactly("log");
	}

	@Test
	void placeholdersAreEncodedAndEmptyIfUnknown() throws Exception {
		String url = this.services.url() + "/p/" + WatchServices.KEY
				+ "/{job}?series={run}&message={exception}&x={duration-seconds}&y={records}&state=";
		PingReporter cronitor = Pings.reporter(new JobPings(PingUrl.of(url + "run"), PingUrl.of(url + "complete"),
				PingUrl.of(url + "fail"), null, true));
		String job = "u/admin/Größe 50% & mehr?#+";
		ManagedRun run = begin(job);
		cronitor.report(run.progress());
		this.time.pass(LONG);
		run.inc(1200);
		run.fail(new IllegalStateException("boom"));
		cronitor.report(run.progress());
		assertThat(this.services.states()).containsExactly("run", "fail");
		Call begin = this.services.calls().get(0);
		assertThat(begin.target()).startsWith("/p/" + WatchServices.KEY
				+ "/u%2Fadmin%2FGr%C3%B6%C3%9Fe%2050%25%20%26%20mehr%3F%23%2B?series=" + id(run));
		assertThat(begin.query()).contains(Map.entry("message", ""), Map.entry("x", ""), Map.entry("y", ""));
		assertThat(this.services.calls().get(1).query()).contains(Map.entry("message", "IllegalStateException"),
				Map.entry("x", "83.456"), Map.entry("y", "1200"));
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "1,0.001", "1000,1", "1500,1.5", "86400000,86400" })
	void durationsAreNumbersOfSecondsWithoutAnExponent(long millis, String shown) {
		assertThat(RunPing.seconds(Duration.ofMillis(millis))).isEqualTo(shown);
	}

	@Test
	void theBodySumsUpTheRun() throws Exception {
		ManagedRun run = begin(new JobIdentity("nightly", "shop", null, new TreeMap<>(Map.of("team", "r\ned"))));
		run.startStage("load", 2000);
		run.inc(1200);
		run.markSkipped(3);
		this.time.pass(LONG);
		run.fail(new IllegalStateException("password=geheim\norders.csv cannot be read"));
		this.reporter.report(run.progress());
		assertThat(this.services.calls()).singleElement().satisfies((call) -> {
			assertThat(call.method()).isEqualTo("POST");
			assertThat(call.body()).isEqualTo("""
					status: failed
					job: nightly
					app: shop
					team: r\\u000aed
					run: %s
					started: 2026-03-01T02:00:00Z
					duration: 83.456 s
					records: 1200, 3 skipped
					exception: IllegalStateException
					message: password=*** orders.csv cannot be read
					failed stage: load
					stage load: 1200 of 2000, 3 skipped, 83.456 s, failed
					""".formatted(id(run)));
		});
	}

	@Test
	void theBodyHasAtMostTenKilobytes() throws Exception {
		ManagedRun run = begin("ü".repeat(1000));
		for (int i = 0; i < 100; i++) {
			run.startStage("€".repeat(300) + i);
		}
		run.complete();
		this.reporter.report(run.progress());
		String body = this.services.calls().get(1).body();
		assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(9_000, 10_000);
		assertThat(body).containsPattern("and \\d+ more stages\n$");
	}

	@Test
	void aGetHasNoBody() throws Exception {
		JobPings pings = Pings.healthchecks(this.services.url());
		Pings.reporter(new JobPings(null, pings.success(), pings.failure(), null, false))
			.report(failed("nightly", LONG));
		assertThat(this.services.calls()).singleElement().satisfies((call) -> {
			assertThat(call.method()).isEqualTo("GET");
			assertThat(call.body()).isEmpty();
			assertThat(call.state()).isEqualTo("fail");
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 429, 500, 502, 503 })
	void aServiceInTroubleIsNoRejection(int status) {
		this.services.down(status);
		assertThatIOException().isThrownBy(() -> this.reporter.report(failed("nightly", LONG)))
			.isNotInstanceOf(RejectedReportException.class)
			.withMessageStartingWith("ping.failure: HTTP status " + status)
			.withMessageNotContaining(WatchServices.CHECK);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			400 | HTTP status 400, check the URL
			401 | HTTP status 401, check the URL
			404 | HTTP status 404, check the URL, and whether it accepts the method of progress.tracker.ping.method
			405 | HTTP status 405, check the URL, and whether it accepts the method of progress.tracker.ping.method
			413 | HTTP status 413
			""")
	void aRefusalIsOne(int status, String message) {
		this.services.down(status);
		assertThatExceptionOfType(RejectedReportException.class)
			.isThrownBy(() -> this.reporter.report(failed("nightly", LONG)))
			.withMessage("ping.failure: " + message);
		assertThat(this.services.calls()).hasSize(1);
	}

	@Test
	void aRefusedBeginIsNotRepeatedAndDoesNotKeepTheEndFromBeingTold() throws Exception {
		ManagedRun run = begin("nightly");
		this.services.down(404);
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> this.reporter.report(run.progress()));
		this.services.down(0);
		this.time.pass(SHORT);
		run.complete();
		this.reporter.report(run.progress());
		assertThat(this.services.states()).containsExactly("down", "success");
	}

	@Test
	void aRefusedBeginOfAShortRunIsReportedAfterItsEndWasTold() {
		JobPings pings = Pings.healthchecks(this.services.url());
		PingReporter wrongStart = Pings.reporter(
				new JobPings(PingUrl.of(this.services.url() + "/start"), pings.success(), pings.failure(), null, true));
		assertThatExceptionOfType(RejectedReportException.class)
			.isThrownBy(() -> wrongStart.report(failed("nightly", SHORT)))
			.withMessageStartingWith("ping.start: HTTP status 404");
		assertThat(this.services.states()).containsExactly("invalid", "fail");
	}

	@Test
	void aBeginThatCouldNotBeToldIsTriedAgainAndComesBeforeTheEnd() throws Exception {
		ManagedRun run = begin("nightly");
		this.services.down(503);
		assertThatIOException().isThrownBy(() -> this.reporter.report(run.progress()));
		this.time.pass(SHORT);
		run.complete();
		assertThatIOException().isThrownBy(() -> this.reporter.report(run.progress()));
		this.services.down(0);
		this.reporter.report(run.progress());
		assertThat(this.services.states().stream().filter((state) -> !state.equals("down"))).containsExactly("start",
				"success");
	}

	@Test
	void thatNothingIsCalledDoesNotMeanThatItWorksAgain() throws Exception {
		JobPings pings = Pings.healthchecks(this.services.url());
		PingReporter noStart = Pings.reporter(new JobPings(null, pings.success(), pings.failure(), null, true));
		noStart.report(begin("nightly").progress());
		this.services.down(404);
		assertThatExceptionOfType(RejectedReportException.class)
			.isThrownBy(() -> noStart.report(failed("nightly", LONG)));
		assertThatExceptionOfType(RejectedReportException.class)
			.isThrownBy(() -> noStart.report(begin("nightly").progress()));
		this.services.down(0);
		noStart.report(failed("nightly", LONG));
		noStart.report(begin("nightly").progress());
		assertThat(this.services.states()).containsExactly("down", "fail");
	}

	@Test
	void nothingButTheServersIsShown() {
		JobPings here = Pings.healthchecks(this.services.url());
		JobPings there = Pings.healthchecks("https://hc-ping.com");
		PingReporter both = new PingReporter((job) -> here, List.of(here, there, here), null);
		assertThat(both.destination()).isEqualTo(this.services.url() + ", https://hc-ping.com (pings)");
		assertThat(both.policy()).isEqualTo(ReporterPolicy.DEFAULT.forEachRun());
	}

	@Test
	void thePreparationCallsNothing() {
		this.reporter.prepare();
		assertThat(this.services.calls()).isEmpty();
	}

	private JobProgress failed(String job, Duration duration) {
		ManagedRun run = begin(job);
		this.time.pass(duration);
		run.fail(new IllegalStateException("boom"));
		return run.progress();
	}

	private ManagedRun begin(String job) {
		return begin(new JobIdentity(job, null, null, Collections.emptySortedMap()));
	}

	private ManagedRun begin(JobIdentity job) {
		ManagedRun run = this.trackers
			.prepare(new JobDefinition(job, null, null, JobDefinition.DEFAULT_REPORT_INTERVAL));
		run.begin();
		return run;
	}

	private static String id(ManagedRun run) {
		return RunPing.idOf(run.progress());
	}

}
