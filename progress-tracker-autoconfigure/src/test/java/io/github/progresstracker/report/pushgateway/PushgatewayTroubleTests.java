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

package io.github.progresstracker.report.pushgateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What comes of reports that a Pushgateway does not take.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PushgatewayTroubleTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	@AutoClose
	private final RecordingServer server = RecordingServer.start();

	private final PushgatewaySettings settings = PushgatewaySettings
		.of(PushgatewayAddress.parse("http://user:secret@" + this.server.address()));

	private final PushgatewayReporter reporter = new PushgatewayReporter(this.settings);

	private final JobProgress progress = Runs.begin("nightly").progress();

	@Test
	void aRefusalOfTheGatewayIsReportedWithItsReason() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			gateway.push("job/nightly", "# TYPE job_records_processed gauge\njob_records_processed{app=\"shop\"} 1\n");
			PushgatewayReporter real = new PushgatewayReporter(
					PushgatewaySettings.of(PushgatewayAddress.parse(gateway.url())));
			JobProgress moved = Runs.begin(Runs.identity("nightly", "shop", "")).progress();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> real.report(moved))
				.withMessage("HTTP status 400: pushed metrics are invalid or inconsistent with existing metrics: "
						+ "collected metric \"job_records_processed\" {…} was collected before "
						+ "with the same name and label values");
		}
	}

	@Test
	void anAnswerIsShownShortAndOnOneLine() {
		this.server.answerWith(502, "<html>\r\n\u001B[31m" + "x".repeat(5000), Map.of());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessageStartingWith("HTTP status 502: <html>\\u000d\\u000a\\u001b[31mxxx")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300))
			.withNoCause();
	}

	@Test
	void anAnswerWithoutABodyIsShownByItsStatus() {
		this.server.answerWith(503, "", Map.of());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage("HTTP status 503");
	}

	@Test
	void anyStatusOfSuccessIsFine() throws Exception {
		this.server.answerWith(202, "", Map.of());
		this.reporter.report(this.progress);
		assertThat(this.server.requests()).hasSize(1);
	}

	@Test
	void aRedirectIsAnErrorAndNotFollowed() {
		this.server.answerWith(302, "", Map.of("Location", this.server.url() + "/login"));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.reporter.report(this.progress))
			.withMessage("HTTP status 302, a redirect, which is not followed");
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
	void aGatewayThatNeverAnswersIsGivenUpAfterTheReadTimeout() {
		this.server.neverAnswer();
		PushgatewayReporter impatient = new PushgatewayReporter(this.settings.withReadTimeout(Duration.ofMillis(50)));
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> impatient.report(this.progress));
	}

	@Test
	void aGatewayThatNeverAnswersIsGivenUpWhenNoTimeIsLeft() {
		this.server.neverAnswer();
		PushgatewayReporter patient = new PushgatewayReporter(
				this.settings.withConnectTimeout(FOREVER).withReadTimeout(FOREVER));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> patient.report(this.progress, Duration.ofMillis(50)));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> patient.report(this.progress, Duration.ofNanos(1)));
		assertThatExceptionOfType(SocketTimeoutException.class)
			.isThrownBy(() -> patient.report(this.progress, Duration.ofSeconds(-1)));
	}

	@Test
	void veryLongTimeoutsAreNoError() throws Exception {
		PushgatewayReporter patient = new PushgatewayReporter(this.settings.withConnectTimeout(Duration.ofDays(365))
			.withReadTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
		patient.report(this.progress);
		patient.report(this.progress, Duration.ofSeconds(Long.MAX_VALUE));
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void theBodyIsTextThatNamesNoIdentity() throws Exception {
		this.reporter.report(this.progress);
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.path()).isEqualTo("/metrics/job@base64/bmlnaHRseQ==");
			assertThat(request.headers().getFirst("Content-Type")).startsWith("text/plain");
			assertThat(request.body()).contains("job_records_processed 0.0\n").doesNotContain("nightly");
		});
	}

}
