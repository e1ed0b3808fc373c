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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.life.CountingProcess.Ending;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.FaultProxy;
import io.github.progresstracker.testing.ProxyFault;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a gateway which recovers during a run receives everything in the end. Each
 * test starts a real JVM.
 */
@UsesServers
class GatewayRecoversTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Map<String, String> NIGHTLY = Map.of("job", "nightly");

	private static final Map<String, String> HOURLY = Map.of("job", "hourly");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@AutoClose
	private final FaultProxy proxy = FaultProxy.before(this.gateway);

	@AutoClose
	private CountingProcess process;

	@Test
	void pushesToAnOverloadedGatewayAreRetriedUntilTheLastReportArrives() {
		this.proxy.once(ProxyFault.answer(500, "no disk", Map.of()),
				ProxyFault.answer(503, "busy", Map.of("Retry-After", "120")),
				ProxyFault.answer(429, "slow down", Map.of("Retry-After", "120")));
		Ending ending = start("--progress.tracker.pushgateway.final-timeout=60").awaitFirstFailure()
			.end("return")
			.print("500, 503, 429");
		assertThatAllArrived(ending);
		assertThat(this.proxy.requestCount()).isBetween(4, 8);
		assertThatOneOutageWasLogged(ending);
		assertThat(ending.output()).contains("HTTP status 500: no disk");
	}

	@Test
	void brokenConnectionsLoseNothing() {
		this.proxy.once(ProxyFault.RESET, ProxyFault.RESET, ProxyFault.HALF_A_REQUEST, ProxyFault.HALF_A_REQUEST,
				ProxyFault.NO_ANSWER, ProxyFault.NO_ANSWER, ProxyFault.HALF_AN_ANSWER, ProxyFault.HALF_AN_ANSWER);
		Ending ending = start("--progress.tracker.pushgateway.final-timeout=60").awaitFirstFailure()
			.end("return")
			.print("connection reset");
		assertThatAllArrived(ending);
		// Each fault occurs twice, because the JDK repeats a broken request. The last two
		// may pass for an answer, since the gateway did accept the report.
		assertThat(this.proxy.requestCount()).isGreaterThan(6);
		assertThatOneOutageWasLogged(ending);
	}

	@Test
	void aGatewayThatRecoversTwoSecondsBeforeTheFinalTimeoutReceivesTheLastReport() {
		this.proxy.always(ProxyFault.RESET);
		start("--progress.tracker.pushgateway.final-timeout=6").awaitFirstFailure();
		long begin = System.nanoTime();
		this.process.send("return").awaitCounted();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.until(() -> System.nanoTime() - begin >= TimeUnit.SECONDS.toNanos(4));
		assertThat(this.gateway.has("job_running", NIGHTLY)).isFalse();
		this.proxy.always(ProxyFault.NONE);
		Ending ending = this.process.awaitEnd(begin).print("back 2 s before the end");
		assertThatAllArrived(ending);
		assertThatOneOutageWasLogged(ending);
	}

	@Test
	void aRestartedGatewayHasEverythingAgainAfterTheNextReports() {
		start("--progress.tracker.heartbeat=1s", "--progress.tracker.pushgateway.min-interval=100ms",
				"--progress.tracker.jobs.hourly.success-interval=2h");
		this.process.send("hourly");
		await("job_last_success", HOURLY);
		await("job_running", NIGHTLY);
		double success = this.gateway.value("job_last_success", HOURLY);
		double start = this.gateway.value("job_last_start", NIGHTLY);
		this.gateway.restart();
		this.process.send("hourly again");
		await("job_last_success", HOURLY);
		await("job_running", NIGHTLY);
		assertThat(this.gateway.value("job_last_success", HOURLY)).isEqualTo(success);
		assertThat(this.gateway.value("job_expected_success_interval", HOURLY)).isEqualTo(7200);
		assertThat(this.gateway.value("job_running", HOURLY)).isOne();
		assertThat(this.gateway.value("job_last_start", NIGHTLY)).isEqualTo(start);
		assertThatAllArrived(this.process.end("return").print("gateway restarted"));
	}

	@Test
	void aRedirectToThePathOfTheGatewayIsFollowed() throws Exception {
		try (RealPushgateway prefixed = RealPushgateway.start("--web.route-prefix=/push");
				FaultProxy redirecting = FaultProxy.before(prefixed)
					.always(new ProxyFault("redirect",
							(request) -> (request.path().startsWith("/push") ? ProxyFault.NONE
									: ProxyFault.answer(308, "", Map.of("Location", "/push" + request.path())))
								.behavior()
								.meet(request)))) {
			this.process = CountingProcess.start("http://" + redirecting.address());
			Awaitility.await().atMost(PATIENCE).until(() -> prefixed.has("job_running", NIGHTLY));
			Ending ending = this.process.end("return").print("redirected");
			assertThatAllArrived(ending, prefixed.exposition());
			assertThat(ending.log()).singleElement().asString().startsWith("INFO Tracking job");
		}
	}

	@Test
	void onlyAMetricThatAnotherGroupHasWithAnotherTypeIsMissing() {
		this.gateway.push("job/theirs", """
				# TYPE job_duration_seconds histogram
				job_duration_seconds_bucket{le="+Inf"} 1
				job_duration_seconds_sum 2
				job_duration_seconds_count 1
				""");
		start();
		await("job_running", NIGHTLY);
		Ending ending = this.process.end("return").print("type conflict");
		assertThatAllArrived(ending);
		assertThat(this.gateway.has("job_duration_seconds", NIGHTLY)).isFalse();
		assertThat(this.gateway.value("job_duration_seconds_count", Map.of("job", "theirs"))).isOne();
		assertThat(ending.log()).satisfiesExactly((line) -> assertThat(line).startsWith("INFO Tracking job"),
				(line) -> assertThat(line).startsWith("WARN The metric job_duration_seconds is not pushed")
					// Which of both series the gateway names differs from time to time.
					.containsAnyOf("another group has job_duration_seconds as a histogram",
							"the group {job=\"theirs\"} has job_duration_seconds with another type"));
	}

	@Test
	void onlyAMetricOfWhichAnotherGroupHasTheSameSeriesIsMissing() {
		// As the Perl original pushes, with only the job in the group
		this.gateway.push("job/nightly", """
				# TYPE job_last_success gauge
				job_last_success{app="perl"} 1700000000
				# TYPE job_duration_seconds gauge
				job_duration_seconds{app="shop"} 7
				""");
		start("--progress.tracker.app=shop");
		Map<String, String> nightly = Map.of("job", "nightly", "app", "shop");
		await("job_running", nightly);
		Ending ending = this.process.end("return").print("series of another group");
		assertThat(this.gateway.value("job_records_processed", nightly)).isEqualTo((double) ending.counted());
		assertThat(this.gateway.has("job_last_success", nightly)).isTrue();
		assertThat(this.gateway.value("job_duration_seconds", nightly)).isEqualTo(7);
		assertThat(ending.log()).satisfiesExactly((line) -> assertThat(line).startsWith("INFO Tracking job"),
				(line) -> assertThat(line).startsWith("WARN The metric job_duration_seconds is not pushed")
					.contains("delete the other group that already has this series: "
							+ "job_duration_seconds{app=\"shop\", job=\"nightly\"}"));
	}

	private CountingProcess start(String... arguments) {
		this.process = CountingProcess.start(this.proxy.address(), arguments);
		return this.process;
	}

	private void await(String metric, Map<String, String> labels) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.gateway.has(metric, labels));
	}

	private void assertThatAllArrived(Ending ending) {
		assertThatAllArrived(ending, this.gateway.exposition());
	}

	private static void assertThatAllArrived(Ending ending, Exposition metrics) {
		assertThat(ending.exitCode()).as(ending.output()).isZero();
		assertThat(metrics.value("job_records_processed", NIGHTLY)).isEqualTo((double) ending.counted());
		assertThat(metrics.value("job_records_processed", Map.of("job", "nightly", "stage", "load")))
			.isEqualTo((double) ending.counted());
		assertThat(metrics.value("job_running", NIGHTLY)).isZero();
		assertThat(metrics.has("job_last_success", NIGHTLY)).isTrue();
	}

	private static void assertThatOneOutageWasLogged(Ending ending) {
		assertThat(ending.log()).satisfiesExactly((line) -> assertThat(line).startsWith("INFO Tracking job"),
				(line) -> assertThat(line).startsWith("WARN Progress cannot be reported to Pushgateway"),
				(line) -> assertThat(line).startsWith("INFO Progress is reported to Pushgateway").contains("again"));
	}

}
