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
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.internal.http.DeadlineWatch;
import io.github.progresstracker.internal.http.RequestDeadline;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.TestTime;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link RequestDeadline}: however a Pushgateway or the network is broken, a
 * push takes no longer than allowed.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestDeadlineTests {

	private static final Duration FOREVER = Duration.ofDays(1);

	private static final Duration ALLOWED = Duration.ofMillis(300);

	/** Much longer than a push of these tests takes, even on a busy machine. */
	private static final Duration TOO_LONG = Duration.ofSeconds(30);

	/** Enough bytes for {@link #TOO_LONG}, at the pace of these tests. */
	private static final byte[] MANY_BYTES = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);

	private static final int PAUSE_MILLIS = 20;

	private final JobProgress progress = Runs.begin("nightly").progress();

	static Stream<Named<FaultServer>> brokenGateways() {
		return Stream.of(Named.of("never answers", FaultServer.blackHole()),
				Named.of("never reads", FaultServer.neverReads()),
				Named.of("never accepts", FaultServer.neverAccepts()), drips("a status line", "HTTP/1.1 200 "),
				drips("a header", "HTTP/1.1 200 OK\r\nLong: "),
				drips("a body of known length", "HTTP/1.1 400 Bad Request\r\nContent-Length: 10000\r\n\r\n"),
				drips("a body up to the end", "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n"),
				drips("a body in chunks", "HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n2710\r\n"));
	}

	private static Named<FaultServer> drips(String what, String atOnce) {
		return Named.of("drips " + what,
				FaultServer.drip(atOnce.getBytes(StandardCharsets.UTF_8), MANY_BYTES, PAUSE_MILLIS));
	}

	@ParameterizedTest
	@MethodSource("brokenGateways")
	void aPushEndsAfterTheSumOfBothTimeouts(FaultServer server) throws Exception {
		try (server) {
			PushgatewayReporter reporter = settings(server.address()).withConnectTimeout(ALLOWED.dividedBy(3))
				.withReadTimeout(ALLOWED.multipliedBy(2).dividedBy(3))
				.reporter();
			assertThatItEndsInTime(() -> reporter.report(this.progress));
		}
	}

	@ParameterizedTest
	@MethodSource("brokenGateways")
	void aPushEndsWhenItsTimeIsOver(FaultServer server) throws Exception {
		try (server) {
			PushgatewayReporter reporter = settings(server.address()).withConnectTimeout(FOREVER)
				.withReadTimeout(FOREVER)
				.reporter();
			assertThatItEndsInTime(() -> reporter.report(this.progress, ALLOWED));
		}
	}

	@Test
	void aBodyThatExceedsAllBuffersDoesNotHoldUpAPushForever() throws Exception {
		try (FaultServer server = FaultServer.neverReads();
				GatewayExchange exchange = new GatewayExchange(
						settings(server.address()).withConnectTimeout(FOREVER).withReadTimeout(FOREVER).get(), ALLOWED,
						TimeSource.SYSTEM, new DeadlineWatch())) {
			URL group = GroupUrl.of(PushgatewayAddress.parse(server.address()), this.progress.identity());
			assertThatItEndsInTime(() -> exchange.post(group, metricsOf(50_000_000), new LibraryPush()));
		}
	}

	private static MetricSnapshots metricsOf(int size) {
		Labels labels = Labels.of("stage", "x".repeat(size));
		return new MetricSnapshots(new GaugeSnapshot(new MetricMetadata("job_running"),
				List.of(new GaugeDataPointSnapshot(1, labels, null))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 999999999999", "Transfer-Encoding: chunked", "Connection: close" })
	void anEndlessErrorBodyNeitherHoldsUpAPushNorFillsTheHeap(String header) throws Exception {
		byte[] head = ("HTTP/1.1 500 Oops\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
		byte[] chunk = ("3e8\r\n" + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.UTF_8);
		try (FaultServer server = FaultServer.pour(head, chunk)) {
			PushgatewayReporter reporter = settings(server.address()).withConnectTimeout(FOREVER)
				.withReadTimeout(FOREVER)
				.reporter();
			assertThatIOException().isThrownBy(() -> reporter.report(this.progress, FOREVER))
				.satisfies((ex) -> assertThat(ex.getMessage()).contains("500").hasSizeLessThan(1000));
		}
	}

	@Test
	void aHandshakeThatDripsDoesNotHoldUpAPushForever() throws Exception {
		// The header of a record of 16 KiB, and then its content.
		byte[] record = { 0x16, 0x03, 0x03, 0x40, 0x00 };
		byte[] content = new byte[16 * 1024];
		content[0] = 0x02;
		content[2] = 0x3f;
		try (FaultServer server = FaultServer.drip(record, content, PAUSE_MILLIS)) {
			PushgatewayReporter reporter = settings("https://" + server.address()).withConnectTimeout(FOREVER)
				.withReadTimeout(FOREVER)
				.reporter();
			assertThatItEndsInTime(() -> reporter.report(this.progress, ALLOWED));
		}
	}

	@Test
	void aPushThatWasCutOffIsNotSentAgain() throws Exception {
		try (FaultServer server = FaultServer.blackHole()) {
			PushgatewayReporter reporter = settings(server.address()).reporter();
			assertThatItEndsInTime(() -> reporter.report(this.progress, ALLOWED));
			assertThat(server.connectionCount()).isEqualTo(1);
		}
	}

	@Test
	void aLargePushThatWasCutOffIsNotSentAgain() throws Exception {
		try (FaultServer server = FaultServer.blackHole();
				GatewayExchange exchange = new GatewayExchange(settings(server.address()).get(), ALLOWED,
						TimeSource.SYSTEM, new DeadlineWatch())) {
			URL group = GroupUrl.of(PushgatewayAddress.parse(server.address()), this.progress.identity());
			assertThatItEndsInTime(() -> exchange.post(group, metricsOf(100_000), new LibraryPush()));
			assertThat(server.connectionCount()).isEqualTo(1);
		}
	}

	@Test
	void aResponseThatIsSlowButInTimeIsFine() throws Exception {
		byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
		try (FaultServer server = FaultServer.drip(new byte[0], answer, 1)) {
			settings(server.address()).reporter().report(this.progress, Duration.ofSeconds(20));
		}
	}

	/** In the JDK, the second thread may wait for a response that drips. */
	@Test
	void twoThreadsDoNotDisconnectAtOnce() throws Exception {
		HeldConnection connection = new HeldConnection();
		try (RequestDeadline deadline = RequestDeadline.begin(Duration.ofMillis(1), TimeSource.SYSTEM,
				new DeadlineWatch())) {
			deadline.watch(connection);
			connection.held.await();
			Thread second = new Thread(deadline::disconnect);
			second.start();
			Awaitility.await().atMost(TOO_LONG).until(() -> second.getState() == Thread.State.BLOCKED);
			connection.release.countDown();
			second.join();
		}
	}

	@Test
	void theTimeIsThatOfTheGivenClock() throws Exception {
		TestTime time = new TestTime();
		try (FaultServer server = FaultServer.blackHole()) {
			PushgatewaySettings patient = settings(server.address()).withConnectTimeout(FOREVER)
				.withReadTimeout(FOREVER)
				.get();
			CompletableFuture<Throwable> push = CompletableFuture
				.supplyAsync(() -> catchThrowable(() -> new PushgatewayReporter(patient, null, null, time)
					.report(this.progress, Duration.ofHours(1))), (task) -> new Thread(task).start());
			Awaitility.await().atMost(TOO_LONG).until(() -> server.connectionCount() == 1);
			time.pass(Duration.ofMinutes(59));
			assertThat(push).isNotDone();
			time.pass(Duration.ofMinutes(1));
			assertThat(push.get(30, TimeUnit.SECONDS)).isInstanceOf(SocketTimeoutException.class)
				.hasMessage(
						"no complete response within 3600000 ms, which includes finding the host and connecting to it");
		}
	}

	@Test
	void noThreadIsLeftWhenNothingIsPushed() throws Exception {
		RecordedReaders time = new RecordedReaders();
		try (FaultServer server = FaultServer.blackHole()) {
			PushgatewayReporter reporter = new PushgatewayReporter(settings(server.address()).get(), null, null, time);
			assertThatItEndsInTime(() -> reporter.report(this.progress, ALLOWED));
			assertThatItEndsInTime(() -> reporter.report(this.progress, ALLOWED));
		}
		time.readers.remove(Thread.currentThread());
		assertThat(time.readers).isNotEmpty();
		Awaitility.await().atMost(TOO_LONG).until(() -> time.readers.stream().noneMatch(Thread::isAlive));
	}

	private static Settings settings(String address) {
		return Settings.of(address);
	}

	private static void assertThatItEndsInTime(Attempt push) {
		long begin = System.nanoTime();
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(push::run)
			.satisfies((ex) -> assertThat(ex.getMessage()).isNotBlank().doesNotContain("null"));
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TOO_LONG);
	}

	/** Knows which threads looked at the clock. */
	private static final class RecordedReaders implements TimeSource {

		private final Set<Thread> readers = ConcurrentHashMap.newKeySet();

		@Override
		public Instant now() {
			return SYSTEM.now();
		}

		@Override
		public long nanoTime() {
			this.readers.add(Thread.currentThread());
			return SYSTEM.nanoTime();
		}

	}

	/** Holds each thread that disconnects until it is released. */
	private static final class HeldConnection extends HttpURLConnection {

		private final CountDownLatch held = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private HeldConnection() throws IOException {
			super(URI.create("http://gateway").toURL());
		}

		@Override
		public void disconnect() {
			// Nothing that loads a class: that may block a thread as well.
			this.held.countDown();
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public boolean usingProxy() {
			return false;
		}

		@Override
		public void connect() {
			throw new UnsupportedOperationException();
		}

	}

	@FunctionalInterface
	private interface Attempt {

		void run() throws IOException;

	}

}
