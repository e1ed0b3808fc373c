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
package io.github.progresstracker.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.life.CountingProcess.Ending;
import io.github.progresstracker.testing.FaultProxy;
import io.github.progresstracker.testing.ProxyFault;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a gateway or proxy which refuses the reports does not affect the job, and
 * that the log says what to do. Each test uses a real JVM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@UsesServers
class GatewayRefusesTests {

	/** Long enough to show whether the exit waits for it. */
	private static final Duration FINAL_TIMEOUT = Duration.ofSeconds(80);

	private static final Duration MAX_DELAY = Duration.ofSeconds(40);

	/** The number of metrics of a run that goes on. */
	private static final int NAMES = 7;

	private AtOnce<Refusal, Refused> refusals;

	@BeforeAll
	void startAll() {
		RequiredProgram.PUSHGATEWAY.find();
		this.refusals = new AtOnce<>(EnumSet.allOf(Refusal.class), GatewayRefusesTests::live);
	}

	@AfterAll
	void stopAll() {
		this.refusals.close();
	}

	private static Refused live(Refusal refusal) {
		try (RealPushgateway gateway = (refusal == Refusal.WRONG_PASSWORD) ? RealPushgateway.startWithPassword()
				: RealPushgateway.start(); FaultProxy proxy = FaultProxy.before(gateway).always(refusal.answer())) {
			// As the Perl original pushes, with only the job in the group
			gateway.push("job/nightly", """
					# TYPE job_last_success gauge
					job_last_success{app="perl"} 1700000000
					# TYPE job_records_processed gauge
					job_records_processed{app="perl"} 7
					""");
			try (CountingProcess process = CountingProcess.start(
					"http://batch:secret@" + proxy.address() + refusal.path, "--progress.tracker.app=shop",
					"--progress.tracker.pushgateway.min-interval=1h",
					"--progress.tracker.pushgateway.final-timeout=" + FINAL_TIMEOUT.toSeconds())) {
				Ending ending = process.awaitFirstFailure().end("exit 3").print(refusal);
				return new Refused(ending, proxy.requestCount(), gateway.series("job_records_processed").size(),
						gateway.value("job_last_success", Map.of("job", "nightly", "app", "perl")));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@EnumSource
	void theJobGoesOnAndEndsWithoutADelay(Refusal refusal) {
		Ending ending = this.refusals.get(refusal).ending();
		assertThat(ending.exitCode()).as(ending.output()).isEqualTo(3);
		assertThat(ending.tracked()).isEqualTo(ending.counted()).isPositive();
		assertThat(ending.delay()).isLessThan(MAX_DELAY);
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedReportIsNotRetried(Refusal refusal) {
		// One when the run is a second old, and one at its end. If the metrics may be the
		// reason, the first one is repeated in ever smaller parts.
		int parts = (refusal == Refusal.NO_METRIC_ACCEPTED) ? 2 * (NAMES - 1) : 0;
		assertThat(this.refusals.get(refusal).requests()).isEqualTo(2 + parts);
	}

	@ParameterizedTest
	@EnumSource
	void seriesInTheGatewayStayAsTheyWere(Refusal refusal) {
		assertThat(this.refusals.get(refusal).seriesLeft()).isEqualTo(1);
		assertThat(this.refusals.get(refusal).foreignSuccess()).isEqualTo(1_700_000_000);
	}

	@ParameterizedTest
	@EnumSource
	void theLogSaysWhatToDoAndContainsNoSecret(Refusal refusal) {
		Ending ending = this.refusals.get(refusal).ending();
		List<String> log = ending.log();
		assertThat(log).satisfiesExactly((line) -> assertThat(line).startsWith("INFO Tracking job 'nightly'"),
				(line) -> assertThat(line).startsWith("WARN Progress cannot be reported").contains(refusal.hint),
				(line) -> assertThat(line).startsWith("WARN The last report of job 'nightly'")
					.contains("was not delivered")
					.contains(refusal.hint));
		assertThat(ending.output()).doesNotContain("secret");
	}

	/**
	 * The outcome of a job whose reports were refused.
	 *
	 * @param ending how it ended
	 * @param requests the number of requests
	 * @param seriesLeft the number of series in the gateway that count records
	 * @param foreignSuccess the last success of another job in the gateway
	 */
	record Refused(Ending ending, int requests, int seriesLeft, double foreignSuccess) {

	}

	enum Refusal {

		NO_METRIC_ACCEPTED("", "HTTP status 400: Not today"),

		WRONG_PASSWORD("", "HTTP status 401, check the username and password, or the token"),

		NO_GATEWAY_AT_THIS_PATH("/nowhere", "HTTP status 404, there is no Pushgateway at this URL; check its path"),

		FORBIDDEN("",
				"HTTP status 403, these credentials are not allowed to push, or a proxy blocks the request (Blocked by policy)"),

		TOO_LARGE("", "HTTP status 413, the report is larger than a proxy allows"),

		LOGIN_PAGE_ELSEWHERE("", "HTTP status 302, a redirect that is not followed; check the URL, which redirects to "
				+ "http://127.0.0.1:1/login");

		private final String path;

		private final String hint;

		Refusal(String path, String hint) {
			this.path = path;
			this.hint = hint;
		}

		private ProxyFault answer() {
			return switch (this) {
				case NO_METRIC_ACCEPTED -> ProxyFault.answer(400, "Not today", Map.of());
				case FORBIDDEN -> ProxyFault.answer(403, "Blocked by policy", Map.of());
				case TOO_LARGE -> ProxyFault.answerUnread(413, "Too large");
				case LOGIN_PAGE_ELSEWHERE ->
					ProxyFault.answer(302, "", Map.of("Location", "http://127.0.0.1:1/login?token=secret"));
				default -> ProxyFault.NONE;
			};
		}

	}

}
