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

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.RecordingServer.Request;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.github.progresstracker.testing.WatchServices;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for calls of servers and networks that are broken, or try to be clever.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PingTroubleTests {

	private static final String SECRET = WatchServices.CHECK;

	private static final Duration ALLOWED = Duration.ofMillis(300);

	/** Much longer than a call of these tests takes, even on a busy machine. */
	private static final Duration TOO_LONG = Duration.ofSeconds(10);

	@AutoClose
	private final RecordingServer server = RecordingServer.start();

	private final JobProgress end = ended(Duration.ofMinutes(1));

	static Stream<Named<FaultServer>> brokenServers() {
		byte[] many = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
		return Stream.of(Named.of("never answers", FaultServer.blackHole()),
				Named.of("never reads", FaultServer.neverReads()),
				Named.of("never accepts", FaultServer.neverAccepts()),
				Named.of("drips a status line",
						FaultServer.drip("HTTP/1.1 200 ".getBytes(StandardCharsets.UTF_8), many, 20)),
				Named.of("drips a header",
						FaultServer.drip("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.UTF_8), many, 20)));
	}

	@ParameterizedTest
	@MethodSource("brokenServers")
	void aCallEndsWhenItsTimeIsOver(FaultServer broken) throws Exception {
		try (broken) {
			for (boolean withBody : new boolean[] { true, false }) {
				long start = System.nanoTime();
				Throwable failure = catchThrowable(
						() -> reporter("http://" + broken.address(), withBody).report(this.end, ALLOWED));
				assertThat(failure).isInstanceOf(IOException.class).isNotInstanceOf(RejectedReportException.class);
				assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TOO_LONG);
			}
		}
	}

	/** Such as that of a short run, for which both are told. */
	@Test
	void aBeginThatHangsLeavesTimeForTheEnd() throws Exception {
		try (FaultServer blackHole = FaultServer.blackHole()) {
			PingReporter half = Pings.reporter(new JobPings(PingUrl.of("http://" + blackHole.address() + "/x"), null,
					PingUrl.of(this.server.url() + "/x"), null, true));
			half.report(ended(Duration.ofMillis(1)), Duration.ofSeconds(2));
			assertThat(this.server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/", "SSH-2.0-OpenSSH_9.2\r\n" })
	void aServerThatHangsUpIsNoRejectionAndIsCalledOnce(String answer) throws Exception {
		try (FaultServer hangsUp = FaultServer.hangUpAfter(answer.getBytes(StandardCharsets.UTF_8))) {
			Throwable failure = catchThrowable(() -> reporter("http://" + hangsUp.address(), true).report(this.end));
			assertThat(failure).isInstanceOf(IOException.class).isNotInstanceOf(RejectedReportException.class);
			assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
			assertThat(hangsUp.connectionCount()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://gateway.invalid", "http://127.0.0.1:1" })
	void aServerThatCannotBeReachedIsNoRejection(String url) {
		Throwable failure = catchThrowable(() -> reporter(url, true).report(this.end, Duration.ofSeconds(5)));
		assertThat(failure).isInstanceOf(IOException.class).isNotInstanceOf(RejectedReportException.class);
		assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
	}

	@Test
	void aServerThatHangsUpBeforeItIsTrustedIsNoRejection() throws Exception {
		try (FaultServer hangsUp = FaultServer.hangUpAfter(new byte[0])) {
			Throwable failure = catchThrowable(() -> reporter("https://" + hangsUp.address(), true).report(this.end));
			assertThat(failure).isInstanceOf(IOException.class).isNotInstanceOf(RejectedReportException.class);
			assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
		}
	}

	@Test
	void aServerThatAnswersWithoutTlsIsARejectionThatSaysSo() throws Exception {
		byte[] answer = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);
		try (FaultServer plain = FaultServer.hangUpAfter(answer)) {
			Throwable failure = catchThrowable(() -> reporter("https://" + plain.address(), true).report(this.end));
			assertThat(failure).isInstanceOf(RejectedReportException.class)
				.hasMessageContaining("the service does not speak TLS");
			assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
		}
	}

	@Test
	void theAnswerOfAServerIsNotRepeated() {
		this.server.answerWith(404, "Cannot POST /" + SECRET, Map.of());
		Throwable failure = catchThrowable(() -> reporter(this.server.url(), true).report(this.end));
		assertThat(failure).isInstanceOf(RejectedReportException.class);
		assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET);
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 308 })
	void aRedirectOnTheSameServerIsFollowedWithMethodAndBody(int status) throws Exception {
		this.server.answerOnceWith(status, "", Map.of("Location", "/other/"));
		reporter(this.server.url(), true).report(this.end);
		assertThat(this.server.requests()).extracting(Request::path).containsExactly("/" + SECRET + "/fail", "/other/");
		assertThat(this.server.requests()).extracting(Request::method).containsOnly("POST");
		assertThat(this.server.requests().get(1).body()).isEqualTo(this.server.requests().get(0).body())
			.contains("status: failed");
	}

	@Test
	void aRedirectToAnotherServerIsNotFollowed() throws Exception {
		try (RecordingServer other = RecordingServer.start()) {
			this.server.answerWith(302, "", Map.of("Location", other.url() + "/" + SECRET));
			assertThatExceptionOfType(RejectedReportException.class)
				.isThrownBy(() -> reporter(this.server.url(), true).report(this.end))
				.withMessage(
						"ping.failure: HTTP status 302, a redirect that is not followed; check the URL, which redirects to "
								+ other.url());
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	void circularRedirectsEnd() {
		this.server.answerWith(302, "", Map.of("Location", "/" + SECRET));
		assertThatExceptionOfType(RejectedReportException.class)
			.isThrownBy(() -> reporter(this.server.url(), true).report(this.end))
			.withMessage(
					"ping.failure: HTTP status 302, a redirect that is not followed; check the URL, which redirects to another path");
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void aServerThatComesBackIsToldWhatItMissed() throws Exception {
		int port;
		try (ServerSocket free = new ServerSocket(0)) {
			port = free.getLocalPort();
		}
		PingReporter reporter = reporter("http://127.0.0.1:" + port, true);
		assertThat(catchThrowable(() -> reporter.report(this.end))).isInstanceOf(IOException.class);
		this.server.hangUp();
		PingReporter again = reporter(this.server.url(), true);
		assertThat(catchThrowable(() -> again.report(this.end))).isInstanceOf(IOException.class);
		this.server.answerWith(200, "OK", Map.of());
		again.report(this.end);
		assertThat(this.server.requests()).hasSize(2).extracting(Request::path).containsOnly("/" + SECRET + "/fail");
	}

	private static PingReporter reporter(String server, boolean withBody) {
		JobPings pings = Pings.healthchecks(server);
		return Pings
			.reporter(new JobPings(pings.start(), pings.success(), pings.failure(), pings.interruption(), withBody));
	}

	private static JobProgress ended(Duration duration) {
		TestTime time = new TestTime();
		ManagedRun run = new TestTrackers(time).prepare(JobDefinition.of("nightly"));
		run.begin();
		time.pass(duration);
		run.fail(new IllegalStateException("boom"));
		return run.progress();
	}

}
