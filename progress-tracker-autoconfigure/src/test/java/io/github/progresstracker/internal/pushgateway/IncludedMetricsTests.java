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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.metrics.ApplicationMeters;
import io.github.progresstracker.internal.metrics.ProgressGauges;
import io.github.progresstracker.internal.metrics.ProgressMetrics;
import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IncludedMetrics}.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class IncludedMetricsTests {

	private static final JobIdentity NIGHTLY = Runs.identity("nightly", "shop", null);

	private static final Map<String, String> GROUP = NIGHTLY.asLabels();

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final PrometheusRegistry prometheus = new PrometheusRegistry();

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT,
			this.prometheus, Clock.SYSTEM);

	private final Map<String, IncludedMetrics> included = new HashMap<>();

	private final ManagedRun run = Runs.begin(NIGHTLY);

	@Test
	void metricsThatMatchAreShownWithTheJobAndOthersAreNot() throws Exception {
		this.registry.counter("orders.imported", "kind", "paper").increment(3);
		this.registry.gauge("orders.open", 5);
		this.registry.counter("invoices.sent").increment();
		push("orders_*");
		assertThat(stored().value("orders_imported_total", with("kind", "paper"))).isEqualTo(3);
		assertThat(stored().value("orders_open", GROUP)).isEqualTo(5);
		assertThat(stored().has("invoices_sent_total", GROUP)).isFalse();
		assertThat(stored().has("job_running", GROUP)).isTrue();
	}

	@Test
	void aPatternMatchesTheNameThatPrometheusShows() throws Exception {
		this.registry.counter("orders.imported").increment(3);
		this.registry.counter("orders.imported.twice").increment(3);
		push("orders_imported_total");
		assertThat(stored().has("orders_imported_total", GROUP)).isTrue();
		assertThat(stored().has("orders_imported_twice_total", GROUP)).isFalse();
	}

	@Test
	void metricsOfAllTypesArePushedAndPrometheusFindsNothingToComplainAbout() throws Exception {
		this.registry.counter("orders.imported").increment(3);
		this.registry.gauge("orders.open", 5);
		Timer.builder("orders.query.time")
			.publishPercentileHistogram()
			.publishPercentiles(0.5)
			.description("Time of a query")
			.register(this.registry)
			.record(Duration.ofMillis(3));
		this.registry.summary("orders.size.bytes").record(100);
		this.prometheus.register((Collector) () -> new InfoSnapshot(new MetricMetadata("orders_version"),
				List.of(new InfoDataPointSnapshot(Labels.of("version", "1.2")))));
		push("orders_*");
		assertThat(stored().value("orders_query_time_seconds_count", GROUP)).isEqualTo(1);
		assertThat(stored().has("orders_query_time_seconds_bucket", with("le", "+Inf"))).isTrue();
		assertThat(stored().value("orders_size_bytes_sum", GROUP)).isEqualTo(100);
		assertThat(stored().value("orders_version_info", with("version", "1.2"))).isEqualTo(1);
		Process promtool = new ProcessBuilder(RequiredProgram.PROMTOOL.find().toString(), "check", "metrics")
			.redirectErrorStream(true)
			.start();
		promtool.getOutputStream().write(this.gateway.metrics().getBytes(StandardCharsets.UTF_8));
		promtool.getOutputStream().close();
		assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
			.filter((line) -> !line.contains("no help text"))).isEmpty();
		assertThat(this.gateway.log()).doesNotContain("level=error", "inconsistent");
	}

	@Test
	void metricsOfJobsArePushedOnceAndUnchanged() throws Exception {
		try (ProgressGauges gauges = new ProgressGauges(this.registry, new ApplicationMeters(), false)) {
			ManagedRun other = Runs.begin("other");
			other.inc(7);
			gauges.runStarted(other);
			gauges.runStarted(this.run);
			this.registry.gauge("job.expected.max.duration.seconds", 1);
			this.registry.gauge("push.time.seconds", 1);
			push("*");
		}
		assertThat(stored().series("job_records_processed")).singleElement()
			.satisfies((series) -> assertThat(series.value()).isZero());
		assertThat(stored().series("job_expected_max_duration_seconds")).isEmpty();
		assertThat(stored().value("push_time_seconds", GROUP)).isGreaterThan(1);
	}

	@Test
	void theReservedNamesAreAllThatAJobCanHave() {
		this.run.expect(3);
		ManagedRun failed = Runs.begin("failed");
		failed.fail(new IllegalStateException());
		assertThat(PrometheusSnapshots.of(failed.progress(), false, Map.of()))
			.extracting((metric) -> metric.getMetadata().getName().replace('-', '_'))
			.isSubsetOf(ProgressMetrics.NAMES);
		assertThat(ProgressMetrics.NAMES).allMatch((name) -> name.startsWith("job_")).hasSize(16);
	}

	@Test
	void seriesOfAnotherJobAreLeftOutWithOneWarning(CapturedOutput output) throws Exception {
		this.registry.counter("orders.imported", "job", "nightly", "app", "shop").increment(3);
		this.registry.counter("orders.imported", "job", "other", "app", "shop").increment(4);
		push("orders_*");
		push("orders_*");
		assertThat(stored().series("orders_imported_total")).singleElement()
			.satisfies((series) -> assertThat(series.value()).isEqualTo(3));
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("series of orders_imported are left out because the job has other values for the labels [job]");
	}

	@Test
	void seriesWithTimestampsAreLeftOut(CapturedOutput output) throws Exception {
		this.registry.gauge("orders.open", 5);
		this.prometheus.register((Collector) () -> new GaugeSnapshot(new MetricMetadata("orders_old"),
				List.of(new GaugeDataPointSnapshot(1, Labels.EMPTY, null, 1_000))));
		push("orders_*");
		assertThat(stored().value("orders_open", GROUP)).isEqualTo(5);
		assertThat(stored().has("orders_old", GROUP)).isFalse();
		assertThat(warnings(output)).singleElement().asString().contains("orders_old", "timestamps");
	}

	@Test
	void aMetricThatCannotBeReadDoesNotHoldBackTheMetricsOfAJob(CapturedOutput output) throws Exception {
		this.prometheus.register((Collector) () -> {
			throw new IllegalStateException("no database");
		});
		push("*");
		push("*");
		assertThat(stored().has("job_running", GROUP)).isTrue();
		assertThat(warnings(output)).singleElement().asString().contains("cannot be read", "no database");
	}

	@Test
	void metricsThatAGatewayRefusesDoNotHoldBackTheMetricsOfAJob(CapturedOutput output) throws Exception {
		PrometheusRegistry others = new PrometheusRegistry();
		others.register((Collector) () -> new UnknownSnapshot(new MetricMetadata("orders_open"),
				List.of(new UnknownDataPointSnapshot(1, Labels.EMPTY, null))));
		new PushgatewayReporter(Settings.of(this.gateway.url()).get(), null,
				new IncludedMetrics(others, List.of("orders_*")))
			.report(Runs.begin("other").progress());
		this.registry.gauge("orders.open", 5);
		push("orders_*");
		assertThat(stored().has("job_running", GROUP)).isTrue();
		assertThat(stored().has("orders_open", GROUP)).isFalse();
		assertThat(warnings(output)).singleElement().asString().contains("HTTP status 400");
	}

	@Test
	void theMetricsOfTheJobAreSentSeparatelyAndFirst() throws Exception {
		this.registry.gauge("orders.open", 5);
		try (RecordingServer server = RecordingServer.start()) {
			reporter(server.url(), "orders_*").report(this.run.progress());
			assertThat(server.requests()).extracting(RecordingServer.Request::body)
				.satisfiesExactly((first) -> assertThat(first).contains("job_running").doesNotContain("orders_open"),
						(second) -> assertThat(second).contains("orders_open").doesNotContain("job_running"));
		}
	}

	@Test
	void aPatternThatMatchesNothingOrOnlyJobsIsLoggedOnceAtTheEndOfARun(CapturedOutput output) throws Exception {
		this.registry.gauge("orders.open", 5);
		IncludedMetrics included = new IncludedMetrics(this.prometheus, List.of("orders_*", "ordres_*", "job_*"));
		PushgatewayReporter reporter = new PushgatewayReporter(Settings.of(this.gateway.url()).get(), null, included);
		reporter.report(this.run.progress());
		assertThat(warnings(output)).isEmpty();
		this.run.end(RunStatus.COMPLETED, null);
		reporter.report(this.run.progress());
		reporter.report(this.run.progress());
		assertThat(warnings(output)).singleElement().asString().contains("[ordres_*, job_*]").contains("INFO");
	}

	@Test
	void nothingMoreIsSentIfNothingMatches() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			reporter(server.url(), "orders_*").report(this.run.progress());
			assertThat(server.requests()).hasSize(1);
		}
	}

	private void push(String pattern) throws Exception {
		reporter(this.gateway.url(), pattern).report(this.run.progress());
	}

	private PushgatewayReporter reporter(String url, String pattern) {
		return new PushgatewayReporter(Settings.of(url).get(), null, this.included.computeIfAbsent(pattern,
				(unknown) -> new IncludedMetrics(this.prometheus, List.of(pattern, "never_there"))));
	}

	private Exposition stored() {
		return this.gateway.exposition();
	}

	private static Map<String, String> with(String label, String value) {
		return Map.of("job", "nightly", "app", "shop", label, value);
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains("progress.tracker.push.include")).toList();
	}

}
