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
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.CertificateAuthority;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.UsesServers;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link GatewayExchange}: a push is the same request whatever its size, and
 * survives that a server closes connections as it likes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@UsesServers
class GatewayExchangeTests {

	/** More than the JDK's buffers and the network's, and more than is kept. */
	private static final int VERY_LARGE = 5_000_000;

	private final LibraryPush library = new LibraryPush();

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000, VERY_LARGE })
	void aPushIsAPostWithItsSizeAndType(int size) throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			for (int i = 0; i < 3; i++) {
				assertThat(push(server.address(), size).isAccepted()).isTrue();
			}
			assertThat(server.requests()).hasSize(3).allSatisfy((request) -> {
				assertThat(request.method()).isEqualTo("POST");
				assertThat(request.path()).isEqualTo("/metrics/job@base64/bmlnaHRseQ==");
				assertThat(request.headers().getFirst("Content-Type")).startsWith("text/plain");
				assertThat(request.headers().getFirst("Content-Length"))
					.isEqualTo(String.valueOf(request.body().length()));
				assertThat(request.body()).isEqualTo(body(size));
			});
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000, VERY_LARGE })
	void anEncryptedPushIsTheSame(int size, @TempDir Path folder) throws Exception {
		SSLContext context = new CertificateAuthority(folder).issue("gateway").sslContext();
		try (RecordingServer server = RecordingServer.startEncrypted(context)) {
			Settings settings = Settings.of(server.url()).withSslSocketFactory(context.getSocketFactory());
			for (int i = 0; i < 3; i++) {
				assertThat(push(settings, size).isAccepted()).isTrue();
			}
			assertThat(server.requests()).hasSize(3).allSatisfy((request) -> {
				assertThat(request.method()).isEqualTo("POST");
				assertThat(request.body()).isEqualTo(body(size));
			});
		}
	}

	@Test
	void aPushContainsNothingOfAnEarlierOne() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			List<Integer> sizes = List.of(VERY_LARGE, 10_000, 1, 20_000, 2);
			for (int size : sizes) {
				push(server.address(), size);
			}
			assertThat(server.requests()).extracting(RecordingServer.Request::body)
				.containsExactlyElementsOf(sizes.stream().map(GatewayExchangeTests::body).toList());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000, VERY_LARGE })
	void aConnectionThatTheServerClosedInTheMeantimeIsReplaced(int size) throws Exception {
		try (ClosingServer server = new ClosingServer()) {
			for (int i = 0; i < 3; i++) {
				assertThat(push(server.address(), size).isAccepted()).isTrue();
				server.awaitClosed();
			}
			assertThat(server.bodies()).containsExactly(body(size), body(size), body(size));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void aServerThatAlwaysHangsUpIsNotAskedForever(int size) {
		try (RecordingServer server = RecordingServer.start()) {
			server.hangUp();
			assertThatIOException().isThrownBy(() -> push(server.address(), size));
			assertThat(server.requests()).hasSizeBetween(1, 2);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 10_000 })
	void allOfAResponseIsKnown(int size) throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			server.answerWith(403, "blocked", Map.of("Location", "/login", "Retry-After", "120"));
			assertThat(push(server.address(), size)).isEqualTo(new GatewayResponse(403, "blocked", "/login", "120"));
		}
	}

	@Test
	void aRehearsalSendsNothing() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			Settings settings = Settings.of(server.address());
			try (GatewayExchange exchange = begin(settings).rehearsal()) {
				assertThat(exchange.post(group(settings), metrics(1), this.library).isAccepted()).isTrue();
			}
			assertThat(server.requests()).isEmpty();
		}
	}

	private GatewayResponse push(String address, int size) throws IOException {
		return push(Settings.of(address), size);
	}

	private GatewayResponse push(Settings settings, int size) throws IOException {
		try (GatewayExchange exchange = begin(settings)) {
			return exchange.post(group(settings), metrics(size), this.library);
		}
	}

	private static GatewayExchange begin(Settings settings) throws IOException {
		return new GatewayExchange(settings.get(), Duration.ofSeconds(30), TimeSource.SYSTEM, new DeadlineWatch());
	}

	private static URL group(Settings settings) throws IOException {
		return GroupUrl.of(settings.address(), JobIdentity.of("nightly"));
	}

	private static MetricSnapshots metrics(int size) {
		return new MetricSnapshots(new GaugeSnapshot(new MetricMetadata("job_running"),
				List.of(new GaugeDataPointSnapshot(1, Labels.of("stage", "x".repeat(size)), null))));
	}

	private static String body(int size) {
		return "# TYPE job_running gauge\njob_running{stage=\"" + "x".repeat(size) + "\"} 1.0\n";
	}

}
