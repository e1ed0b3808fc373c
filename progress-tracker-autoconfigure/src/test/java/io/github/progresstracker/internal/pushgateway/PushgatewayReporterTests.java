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
import java.util.List;
import java.util.Map;

import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RequiredProgram;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PushgatewayReporter}: what a real Pushgateway shows after reports.
 */
@UsesServers
class PushgatewayReporterTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final Settings settings = Settings.of(this.gateway.address());

	private final PushgatewayReporter reporter = this.settings.reporter();

	@Test
	void aRunAndItsStagesArrive() throws Exception {
		ManagedRun run = Runs.begin("nightly");
		run.inc();
		run.startStage("load");
		run.inc(4);
		this.reporter.report(run.progress());
		Exposition stored = this.gateway.exposition();
		assertThat(stored.value("job_records_processed", Map.of("job", "nightly"))).isEqualTo(5);
		assertThat(stored.value("job_records_processed", Map.of("job", "nightly", "stage", "load"))).isEqualTo(4);
		assertThat(stored.has("job_last_success", Map.of("job", "nightly"))).isFalse();
	}

	@Test
	void aReportThatHasLittleTimeArrivesToo() throws Exception {
		this.reporter.report(Runs.begin("nightly").progress(), Duration.ofSeconds(2));
		assertThat(this.gateway.has("job_records_processed", Map.of("job", "nightly"))).isTrue();
	}

	@Test
	void allPushesUsePost() throws Exception {
		ManagedRun run = Runs.begin("nightly");
		this.reporter.report(run.progress());
		run.complete();
		this.reporter.report(run.progress());
		assertThat(this.gateway.requests()).singleElement().satisfies((requests) -> {
			assertThat(requests.labels()).containsEntry("method", "post").containsEntry("code", "200");
			assertThat(requests.value()).isEqualTo(2);
		});
	}

	@Test
	void aFailedRunLeavesTheOldSuccessInPlace() throws Exception {
		ManagedRun completed = Runs.begin("nightly");
		completed.complete();
		this.reporter.report(completed.progress());
		double success = this.gateway.value("job_last_success", Map.of("job", "nightly"));
		ManagedRun failed = Runs.begin("nightly");
		failed.inc(3);
		failed.fail(new IllegalStateException());
		this.reporter.report(failed.progress());
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly"))).isEqualTo(3);
		assertThat(this.gateway.has("job_last_failure_info",
				Map.of("job", "nightly", "exception", "IllegalStateException")))
			.isTrue();
		assertThat(this.gateway.value("job_last_success", Map.of("job", "nightly"))).isEqualTo(success);
	}

	@Test
	void theMessageOfAFailureReplacesThatOfTheOneBeforeInTheGateway() throws Exception {
		PushgatewayReporter withMessage = new PushgatewayReporter(this.settings.withFailureMessage());
		for (int file = 1; file <= 3; file++) {
			ManagedRun failed = Runs.begin("nightly");
			failed.fail(new IllegalStateException("file " + file + " is \"missing\" in C:\\data"));
			withMessage.report(failed.progress());
		}
		assertThat(this.gateway.series("job_last_failure_info")).singleElement()
			.satisfies((series) -> assertThat(series.labels()).containsEntry("message",
					"file 3 is \"missing\" in C:\\data"));
	}

	@Test
	void theMessageOfAFailureIsNoLabelByDefault() throws Exception {
		ManagedRun failed = Runs.begin("nightly");
		failed.fail(new IllegalStateException("file 1 is missing"));
		this.reporter.report(failed.progress());
		assertThat(this.gateway.series("job_last_failure_info")).singleElement()
			.satisfies((series) -> assertThat(series.labels()).doesNotContainKey("message"));
	}

	@Test
	void stagesOfAnOldRunVanishWithTheFirstReportOfTheNext() throws Exception {
		ManagedRun first = Runs.begin("nightly");
		first.startStage("load");
		this.reporter.report(first.progress());
		assertThat(this.gateway.series("job_records_processed")).hasSize(2);
		this.reporter.report(Runs.begin("nightly").progress());
		assertThat(this.gateway.series("job_records_processed")).singleElement()
			.satisfies((series) -> assertThat(series.labels()).doesNotContainKey("stage"));
	}

	@Test
	void jobsThatDifferInAnyPartOfTheirIdentityDoNotAffectEachOther() throws Exception {
		var identities = List.of(Runs.identity("nightly", "shop", "eu"), Runs.identity("nightly", "shop", "us"),
				Runs.identity("nightly", "bank", "eu"), Runs.identity("nightly", "shop", "eu", "shard", "1"),
				Runs.identity("daily", "shop", "eu"));
		for (int i = 0; i < identities.size(); i++) {
			ManagedRun run = Runs.begin(identities.get(i));
			run.inc(i + 1);
			run.complete();
			this.reporter.report(run.progress());
		}
		Exposition stored = this.gateway.exposition();
		assertThat(stored.series("job_records_processed")).hasSize(identities.size());
		for (int i = 0; i < identities.size(); i++) {
			assertThat(stored.value("job_records_processed", identities.get(i).asLabels())).isEqualTo(i + 1);
			assertThat(stored.has("job_last_success", identities.get(i).asLabels())).isTrue();
		}
	}

	@Test
	void prometheusFindsNothingToComplainAbout() throws Exception {
		ManagedRun run = Runs.begin(Runs.identity("nightly", "shop", "eu", "shard", "1"));
		run.startStage("load", 10);
		run.inc(4);
		run.markSkipped(1);
		run.fail(new IllegalStateException());
		this.reporter.report(run.progress());
		Process promtool = new ProcessBuilder(RequiredProgram.PROMTOOL.find().toString(), "check", "metrics")
			.redirectErrorStream(true)
			.start();
		promtool.getOutputStream().write(this.gateway.metrics().getBytes(StandardCharsets.UTF_8));
		promtool.getOutputStream().close();
		assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
		assertThat(promtool.waitFor()).isZero();
	}

	@Test
	void theGatewayFindsNothingToComplainAbout() throws Exception {
		ManagedRun run = Runs.begin("nightly");
		this.reporter.report(run.progress());
		run.startStage("load", 10);
		run.complete();
		this.reporter.report(run.progress());
		this.gateway.metrics();
		assertThat(this.gateway.log()).doesNotContain("level=warn", "level=error", "inconsistent");
	}

	@Test
	void theDestinationIsTheUrl() {
		assertThat(this.reporter.destination()).isEqualTo("Pushgateway " + this.gateway.url());
	}

	@Test
	void theMinIntervalIsThatOfTheSettings() {
		assertThat(this.settings.withMinInterval(Duration.ofSeconds(7)).reporter().policy().minInterval())
			.isEqualTo(Duration.ofSeconds(7));
	}

}
