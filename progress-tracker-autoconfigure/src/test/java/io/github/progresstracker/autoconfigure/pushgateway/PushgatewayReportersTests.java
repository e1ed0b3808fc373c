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

package io.github.progresstracker.autoconfigure.pushgateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.diagnostics.StartupFailure;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.testing.RecordingServer;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class PushgatewayReportersTests {

	private final RecordingServer server = RecordingServer.start();

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("progress.tracker.terminal.mode=off");

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void withoutAGatewayThereIsNoReporter() {
		this.contextRunner.run((context) -> assertThat(reporters(context)).isEmpty());
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.url= ")
			.withInitializer(Variables.of("PUSHGATEWAY", ""))
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void theVariableSetsTheGatewayAndThePropertyTakesPrecedence() {
		ApplicationContextRunner withVariable = this.contextRunner
			.withInitializer(Variables.of("PUSHGATEWAY", "prometheus_gateway:9091"));
		withVariable.run((context) -> assertThat(reporter(context).destination())
			.isEqualTo("Pushgateway http://prometheus_gateway:9091"));
		withVariable.withPropertyValues("progress.tracker.pushgateway.url=https://me:geheim@other/prefix/")
			.run((context) -> assertThat(reporter(context).destination())
				.isEqualTo("Pushgateway https://other/prefix"));
	}

	@Test
	void anInvalidUrlInTheVariableDoesNotStopTheStart() {
		this.contextRunner.withInitializer(Variables.of("PUSHGATEWAY", "http://:::")).run((context) -> {
			assertThat(reporters(context)).isEmpty();
			assertThat(context.getBean(Tracking.class).jobs().variables().warnings()).singleElement()
				.asString()
				.startsWith("The variable PUSHGATEWAY is ignored: ");
		});
	}

	@Test
	void withReportingOffThereIsNoReporter() {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=" + url(""),
					"progress.tracker.reporting.enabled=false")
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void withoutTheClientLibraryThereIsNoReporter() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(PushGateway.class))
			.withPropertyValues("progress.tracker.pushgateway.url=" + url(""))
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void theMinIntervalCanBeConfigured() {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=" + url(""),
					"progress.tracker.pushgateway.min-interval=7")
			.run((context) -> assertThat(reporter(context).policy().minInterval()).isEqualTo(Duration.ofSeconds(7)));
	}

	@Test
	void theGatewaySeesUserAndPassword() {
		push(url(""), "username=me", "password=geheim");
		assertThat(credentials()).isNotEmpty().containsOnly(Optional.of(basic("me:geheim")));
	}

	@Test
	void theGatewaySeesTheToken() {
		push(url(""), "token=geheim");
		assertThat(credentials()).isNotEmpty().containsOnly(Optional.of("Bearer geheim"));
	}

	@Test
	void theGatewaySeesTheUserInfoOfTheUrl() {
		push(url("me:geheim@"));
		assertThat(credentials()).isNotEmpty().containsOnly(Optional.of(basic("me:geheim")));
	}

	@Test
	void withoutCredentialsTheGatewaySeesNone() {
		push(url(""));
		assertThat(credentials()).isNotEmpty().containsOnly(Optional.empty());
	}

	@Test
	void aMissingSslBundleStopsTheStart() {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=https://gateway",
					"progress.tracker.pushgateway.ssl.bundle=mine")
			.run((context) -> {
				FailureAnalysis analysis = StartupFailure.analyze(context);
				assertThat(analysis.getDescription()).contains(
						"The property 'progress.tracker.pushgateway.ssl.bundle' is wrong:", "Value: 'mine'",
						"there is no SSL bundle with this name");
				assertThat(analysis.getAction()).contains("spring.ssl.bundle.pem.mine");
			});
	}

	@Test
	void aReporterOfTheUserTakesPrecedence() {
		PushgatewayReporter mine = reporter();
		this.contextRunner.withBean(PushgatewayReporter.class, () -> mine)
			.withPropertyValues("progress.tracker.pushgateway.url=" + url(""))
			.run((context) -> assertThat(reporters(context)).containsExactly(mine));
	}

	@Test
	void anEndThatCouldNotBePushedIsKeptInTheSpoolDirectory(@TempDir Path folder) throws Exception {
		this.server.answerWith(503, "", Map.of());
		Path spool = folder.resolve("spool");
		String[] properties = { "progress.tracker.pushgateway.url=" + url(""),
				"progress.tracker.pushgateway.spool-directory=" + spool,
				"progress.tracker.pushgateway.final-timeout=100ms" };
		this.contextRunner.withPropertyValues(properties).run((context) -> {
			assertThat(context.getBean(Tracking.class).reporters().destinations()).contains("Pushgateway http://",
					"spool directory " + spool);
			context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc());
		});
		assertThat(spool).isDirectoryContaining("glob:**/job_nightly-*.spool");
		this.contextRunner.withPropertyValues(properties)
			.withPropertyValues("progress.tracker.reporting.enabled=false")
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void withoutADirectoryThereIsNoSpool() {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=" + url(""),
					"progress.tracker.pushgateway.spool-directory= ")
			.run((context) -> assertThat(reporters(context)).singleElement().isInstanceOf(PushgatewayReporter.class));
	}

	@Test
	void aReporterOfTheUserNeedsNoSpool(@TempDir Path folder) {
		PushgatewayReporter mine = reporter();
		this.contextRunner.withBean(PushgatewayReporter.class, () -> mine)
			.withPropertyValues("progress.tracker.pushgateway.url=" + url(""),
					"progress.tracker.pushgateway.spool-directory=" + folder)
			.run((context) -> assertThat(reporters(context)).containsExactly(mine));
	}

	@Test
	void theMessageOfAFailureIsALabelIfConfigured() {
		fail();
		assertThat(this.server.requests()).isNotEmpty().noneMatch((request) -> request.body().contains("message="));
		fail("progress.tracker.failure-message=true");
		assertThat(this.server.requests()).anyMatch((request) -> request.body()
			.contains("job_last_failure_info{exception=\"IllegalStateException\",message=\"disk full\"} 1.0"));
	}

	private void fail(String... properties) {
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.url=" + url(""))
			.withPropertyValues(properties)
			.run((context) -> context.getBean(ProgressTrackers.class)
				.start("nightly")
				.fail(new IllegalStateException("disk full")));
	}

	private PushgatewayReporter reporter() {
		PushgatewayAddress address = PushgatewayAddress.parse(url(""));
		return new PushgatewayReporter(new PushgatewaySettings(address, address.credentials(), Duration.ofSeconds(2),
				Duration.ofSeconds(5), Duration.ofSeconds(5), null, false, true));
	}

	private void push(String url, String... properties) {
		ApplicationContextRunner runner = this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=" + url);
		for (String property : properties) {
			runner = runner.withPropertyValues("progress.tracker.pushgateway." + property);
		}
		runner.run((context) -> context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc()));
	}

	private String url(String userInfo) {
		return "http://" + userInfo + this.server.address();
	}

	private List<Optional<String>> credentials() {
		return this.server.requests()
			.stream()
			.map((request) -> Optional.ofNullable(request.headers().getFirst("Authorization")))
			.toList();
	}

	private static String basic(String userAndPassword) {
		return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(UTF_8));
	}

	private static List<ProgressReporter> reporters(ApplicationContext context) {
		return context.getBean(Tracking.class).reporters().all();
	}

	private static PushgatewayReporter reporter(ApplicationContext context) {
		return (PushgatewayReporter) reporters(context).get(0);
	}

}
