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
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.UsesServers;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What happens to reports that a Pushgateway does not accept.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@UsesServers
class PushgatewayTroubleTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	@AutoClose
	private final RecordingServer server = RecordingServer.start();

	private final Settings settings = Settings.of("http://user:secret@" + this.server.address());

	private final PushgatewayReporter reporter = this.settings.reporter();

	private final JobProgress progress = Runs.begin("nightly").progress();

	@Test
	void aConflictWithAnOlderLayoutSaysWhatToDo() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			gateway.push("job/nightly", """
					# TYPE job_last_success gauge
					job_last_success{app="shop"} 1
					""");
			assertThatReport(completed(Runs.identity("nightly", "shop", "")), gateway.url())
				.isInstanceOf(RejectedReportException.class)
				.hasMessage(
						"everything except job_last_success is pushed: HTTP status 400, delete the other group that already has"
								+ " this series: " + "job_last_success{app=\"shop\", job=\"nightly\"}");
		}
	}

	@Test
	void aConflictWithALayoutThatHasAnInstanceSaysWhatToDo() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			gateway.push("job/nightly/instance/eu", """
					# TYPE job_last_success gauge
					job_last_success 1
					""");
			assertThatReport(completed(Runs.identity("nightly", "", "", "instance", "eu")), gateway.url())
				.doesNotThrowAnyException();
			gateway.push("job/nightly", """
					# TYPE job_last_success gauge
					job_last_success{namespace="eu"} 1
					""");
			assertThatReport(completed(Runs.identity("nightly", "", "eu")), gateway.url())
				.isInstanceOf(RejectedReportException.class)
				.hasMessageEndingWith("has this series: job_last_success{job=\"nightly\", namespace=\"eu\"}");
		}
	}

	private static JobProgress completed(JobIdentity identity) {
		ManagedRun run = Runs.begin(identity);
		run.complete();
		return run.progress();
	}

	private static AbstractThrowableAssert<?, ? extends Throwable> assertThatReport(JobProgress progress, String url) {
		PushgatewayReporter real = Settings.of(url).reporter();
		return assertThatCode(() -> real.report(progress));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					401 | HTTP status 401, check the username and password, or the token (reason)
					403 | HTTP status 403, these credentials are not allowed to push, or a proxy blocks the request (reason)
					404 | HTTP status 404, there is no Pushgateway at this URL; check its path (reason)
					405 | HTTP status 405, there is no Pushgateway at this URL; check its path (reason)
					413 | HTTP status 413, the report is larger than a proxy allows; use fewer stages, or raise the limit of the proxy (reason)
					""")
	void aPermanentErrorIsARejectionThatSaysWhatToDo(int status, String message) {
		this.server.answerWith(status, "reason\n", Map.of());
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage(message);
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 408, 425, 429, 500, 502, 503, 504 })
	void aTransientErrorIsNeitherARejectionNorRetriedHere(int status) {
		this.server.answerWith(status, "reason", Map.of());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage("HTTP status %d: reason", status)
			.isNotInstanceOf(RejectedReportException.class);
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			401 | HTTP status 401, check the username and password, or the token
			403 | HTTP status 403, these credentials are not allowed to push, or a proxy blocks the request (reason)
			""")
	void aLargeReportIsRejectedForTheSameReasons(int status, String message) {
		this.server.answerWith(status, "reason", Map.of());
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> this.reporter.report(large()))
			.withMessage(message);
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 99", "Transfer-Encoding: chunked" })
	void aRejectionWhoseReasonIsCutOffIsStillARejection(String header) throws Exception {
		String start = "HTTP/1.1 401 Unauthorized\r\n" + header + "\r\n\r\n63\r\nwho are";
		try (FaultServer cutOff = FaultServer.hangUpAfter(start.getBytes(StandardCharsets.UTF_8))) {
			assertThatExceptionOfType(RejectedReportException.class)
				.isThrownBy(() -> Settings.of(cutOff.address()).reporter().report(this.progress))
				.withMessageStartingWith("HTTP status 401");
		}
	}

	@Test
	void aLargeReportArrivesCompletely() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			Settings.of(gateway.url()).reporter().report(large());
			assertThat(gateway.exposition().series("job_records_processed")).hasSize(101);
		}
	}

	private static JobProgress large() {
		ManagedRun run = Runs.begin("nightly");
		for (int i = 0; i < 100; i++) {
			run.openStage("a stage with a name that is somewhat longer than others, number " + i);
		}
		return run.progress();
	}

	@Test
	void theDelayThatAnOverloadedGatewayAsksForIsReported() {
		this.server.answerWith(503, "busy", Map.of("Retry-After", "120"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage("HTTP status 503, the gateway asks for a retry after 120 seconds (busy)");
		this.server.answerWith(429, "", Map.of("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage("HTTP status 429, the gateway asks for a retry after Wed, 21 Oct 2026 07:28:00 GMT");
	}

	@Test
	void aResponseIsShortenedAndShownOnOneLine() {
		this.server.answerWith(502, "<html>\r\n\u001B[31m" + "x".repeat(5000), Map.of());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessageStartingWith("HTTP status 502: <html>\\u000d\\u000a\\u001b[31mxxx")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300))
			.withNoCause();
	}

	@Test
	void aResponseWithoutABodyIsShownByItsStatus() {
		this.server.answerWith(503, "", Map.of());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage("HTTP status 503");
	}

	@Test
	void anySuccessStatusIsFine() throws Exception {
		this.server.answerWith(202, "", Map.of());
		this.reporter.report(this.progress);
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void aGatewayThatIsDownIsAnError() throws Exception {
		this.server.close();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessageContaining("refused");
	}

	@Test
	void aGatewayThatHangsUpIsAnError() {
		this.server.hangUp();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.satisfies((ex) -> assertThat(ex.getMessage()).isNotBlank().doesNotContain("secret"));
	}

	@Test
	void aPushThatIsNeverAnsweredEndsAfterTheReadTimeout() {
		this.server.neverAnswer();
		PushgatewayReporter impatient = this.settings.withReadTimeout(Duration.ofMillis(50)).reporter();
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> impatient.report(this.progress));
	}

	@Test
	void aPushThatIsNeverAnsweredEndsWhenNoTimeIsLeft() {
		this.server.neverAnswer();
		PushgatewayReporter patient = this.settings.withConnectTimeout(FOREVER).withReadTimeout(FOREVER).reporter();
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> patient.report(this.progress, Duration.ofMillis(50)));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> patient.report(this.progress, Duration.ofNanos(1)));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> patient.report(this.progress, Duration.ofSeconds(-1)));
	}

	@Test
	void veryLongTimeoutsAreAllowed() throws Exception {
		PushgatewayReporter patient = this.settings.withConnectTimeout(Duration.ofDays(365))
			.withReadTimeout(Duration.ofSeconds(Long.MAX_VALUE))
			.reporter();
		patient.report(this.progress);
		patient.report(this.progress, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void theBodyIsTextWithoutTheIdentity() throws Exception {
		this.reporter.report(this.progress);
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.path()).isEqualTo("/metrics/job@base64/bmlnaHRseQ==");
			assertThat(request.headers().getFirst("Content-Type")).startsWith("text/plain");
			assertThat(request.body()).contains("job_records_processed 0.0\n").doesNotContain("nightly");
		});
	}

	@Test
	void aPushThatIsPreparedSendsNothing() throws Exception {
		this.reporter.prepare();
		assertThat(this.server.requests()).isEmpty();
		this.reporter.report(this.progress);
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void aPushToAGatewayThatDoesNotExistCanBePrepared() {
		assertThatCode(() -> Settings.of("no-such-host.invalid:9091").reporter().prepare()).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "user:geheim, Basic dXNlcjpnZWhlaW0=", "token, Bearer geheim" })
	void aSecretThatAProxyRepeatsIsNotShown(String kind, String authorization) {
		PushgatewayCredentials credentials = kind.equals("token") ? PushgatewayCredentials.bearer("geheim")
				: PushgatewayCredentials.basic("user", "geheim");
		PushgatewayReporter pushing = this.settings.withCredentials(credentials).reporter();
		this.server.answerWith(401, "Not enough: " + authorization, Map.of());
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> pushing.report(this.progress))
			.withMessageEndingWith(" (Not enough: " + authorization.replaceFirst(" .*", " ***") + ")");
		this.server.answerWith(302, "", Map.of("Location", "http://other/login/geheim"));
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> pushing.report(this.progress))
			.withMessageEndingWith("which redirects to http://other/login/***");
		this.server.answerWith(503, "", Map.of("Retry-After", "geheim"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> pushing.report(this.progress))
			.withMessageEndingWith("the gateway asks for a retry after ***");
	}

}
