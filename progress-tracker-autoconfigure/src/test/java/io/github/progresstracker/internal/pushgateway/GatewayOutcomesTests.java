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

import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link GatewayOutcomes}, and for how {@link GatewayExchange} reads a page.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@UsesServers
class GatewayOutcomesTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private static final JobIdentity NIGHTLY = JobIdentity.of("nightly");

	@ParameterizedTest
	@ValueSource(strings = { "nightly", "u/admin/x", "größe \"1\"\n🚀", "a\\b\\n", "..", "}", "a\ud83d" })
	void outcomesThatWerePushedAreFoundWhateverTheNames(String name) throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			JobIdentity identity = Runs.identity(name, name, "", "instance", name);
			ManagedRun run = Runs.begin(identity);
			run.startStage(name);
			run.fail(new IllegalStateException());
			Settings.of(gateway.url()).reporter().report(run.progress());
			ManagedRun other = Runs.begin(Runs.identity(name, name, ""));
			other.complete();
			Settings.of(gateway.url()).reporter().report(other.progress());
			JobOutcomes found = ask(gateway.url(), identity, FOREVER);
			assertThat(run.progress().outcomes().newerThan(found).lastFailure()).satisfiesAnyOf(
					(failure) -> assertThat(failure).isNull(),
					(failure) -> assertThat(failure.at()).isBefore(found.lastFailure().at().plusMillis(1)));
			assertThat(found.lastSuccessAt()).isNull();
			assertThat(found.lastInterruption()).isNull();
		}
	}

	@Test
	void aGatewayWithoutOutcomesHasNone() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start("--web.route-prefix=/prefix")) {
			assertThat(ask(gateway.url(), NIGHTLY, FOREVER)).isEqualTo(JobOutcomes.NONE);
		}
	}

	@Test
	void aGatewayThatIsDownIsAnError() throws Exception {
		RealPushgateway gateway = RealPushgateway.start();
		gateway.close();
		assertThatIOException().isThrownBy(() -> ask(gateway.url(), NIGHTLY, FOREVER)).withMessageContaining("refused");
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 302, 403, 404, 500 })
	void anyOtherStatusIsAnError(int status) {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerWith(status, "", Map.of("Location", server.url(), "Content-Type", "text/plain"));
			assertThatIOException().isThrownBy(() -> ask(server.url(), NIGHTLY, FOREVER))
				.withMessage("HTTP status " + status);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void aLoginPageIsAnError() {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerWith(200, "<html>", Map.of("Content-Type", "text/html"));
			assertThatIOException().isThrownBy(() -> ask(server.url(), NIGHTLY, FOREVER))
				.withMessage("the response contains no metrics");
		}
	}

	@Test
	void halfAResponseIsAnError() throws Exception {
		byte[] half = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 99\r\n\r\njob_last_success{"
			.getBytes(StandardCharsets.UTF_8);
		try (FaultServer server = FaultServer.drip(half, new byte[0], 0)) {
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> ask("http://" + server.address(), NIGHTLY, Duration.ofMillis(200)));
		}
	}

	@Test
	void aGatewayThatNeverRespondsTimesOut() throws Exception {
		try (FaultServer server = FaultServer.blackHole()) {
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> ask("http://" + server.address(), NIGHTLY, Duration.ofMillis(200)));
		}
	}

	@Test
	void aResponseThatDripsTimesOut() throws Exception {
		byte[] head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
			.getBytes(StandardCharsets.UTF_8);
		try (FaultServer server = FaultServer.drip(head, "#\n".repeat(10_000).getBytes(StandardCharsets.UTF_8), 10)) {
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> ask("http://" + server.address(), NIGHTLY, Duration.ofMillis(500)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "x\n", "job_last_success{job=\"nightly\"} 1\n" })
	void anEndlessResponseDoesNotFillTheHeap(String repeated) throws Exception {
		byte[] head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
			.getBytes(StandardCharsets.UTF_8);
		try (FaultServer server = FaultServer.pour(head, repeated.repeat(1000).getBytes(StandardCharsets.UTF_8))) {
			assertThatIOException().isThrownBy(() -> ask("http://" + server.address(), NIGHTLY, FOREVER))
				.withMessage("the response is larger than 8388608 bytes");
		}
	}

	private static JobOutcomes ask(String url, JobIdentity identity, Duration patience) throws Exception {
		PushgatewaySettings settings = Settings.of(url).withConnectTimeout(FOREVER).withReadTimeout(FOREVER).get();
		return new GatewayOutcomes(settings, TimeSource.SYSTEM, new DeadlineWatch()).of(identity, patience);
	}

}
