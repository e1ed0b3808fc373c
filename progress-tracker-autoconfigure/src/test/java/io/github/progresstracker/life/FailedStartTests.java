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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.testing.FaultServer;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that fail to start before their job begins: the failure is
 * reported as that of the job. Each test starts real JVMs.
 */
@UsesServers
class FailedStartTests {

	private static final String LOG_PATTERN = "--logging.pattern.console=%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %p %c %m%n";

	private static final Map<String, String> JOB = Map.of("job", "nightly");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final Map<String, String> variables = new HashMap<>(
			Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "nightly"));

	@AutoClose
	private JavaProcess process;

	@TempDir
	private Path folder;

	private final double startedAt = now();

	@Test
	void aBeanThatFailsIsAFailureOfTheApplicationsJob() {
		assertThat(start("--fails=bean", "--progress.tracker.success-interval=25h").exitCode()).isEqualTo(1);
		assertFailed("ConnectException");
		assertThat(value("job_last_start")).isBetween(this.startedAt, value("job_last_failure"));
		assertThat(value("job_duration_seconds")).isPositive().isLessThan(now() - this.startedAt);
		assertThat(value("job_expected_success_interval")).isEqualTo(25 * 60 * 60);
		assertThat(value("job_records_processed")).isZero();
		assertThat(this.process.output()).contains("DatabaseDownException: The database is down");
		assertThat(warnings()).singleElement()
			.asString()
			.contains("The application failed to start (ConnectException)", "nightly", this.gateway.url());
	}

	@Test
	void theNextSuccessClearsIt() {
		assertThat(start("--fails=bean").exitCode()).isEqualTo(1);
		this.process.close();
		assertThat(start("--fails=never").exitCode()).isZero();
		assertThat(value("job_last_success")).isGreaterThan(value("job_last_failure"));
	}

	@Test
	void itIsWrittenToATextFile() throws IOException {
		this.variables.remove("PUSHGATEWAY");
		assertThat(start("--fails=bean", "--progress.tracker.textfile.directory=" + this.folder).exitCode())
			.isEqualTo(1);
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).singleElement()
				.satisfies((file) -> assertThat(Files.readString(file)).contains("job_last_failure{",
						"exception=\"ConnectException\""));
		}
	}

	@Test
	void whileTheGatewayIsDownItIsKeptInTheSpoolAndDeliveredByTheNextStart() {
		String spool = "--progress.tracker.pushgateway.spool-directory=" + this.folder;
		this.gateway.stop();
		assertThat(start("--fails=bean", spool, "--progress.tracker.pushgateway.final-timeout=1s").exitCode())
			.isEqualTo(1);
		double failedBy = now();
		this.process.close();
		this.gateway.restart();
		assertThat(start("--fails=never", spool).exitCode()).isZero();
		assertThat(value("job_last_failure")).isBetween(this.startedAt, failedBy);
		assertThat(value("job_last_success")).isGreaterThan(failedBy);
	}

	@Test
	void aGatewayThatNeverAnswersDelaysTheExitByFinalTimeoutAndDoesNotChangeIt() throws IOException {
		try (FaultServer blackHole = FaultServer.blackHole()) {
			this.variables.put("PUSHGATEWAY", "http://" + blackHole.address());
			assertThat(start("--fails=bean", "--progress.tracker.pushgateway.final-timeout=3s",
					"--progress.tracker.pushgateway.read-timeout=5m")
				.exitCode()).isEqualTo(1);
		}
		String output = this.process.output();
		assertThat(output).contains("was not delivered", "DatabaseDownException: The database is down");
		assertThat(Duration.between(timeOf("This counts as a failure"), timeOf("Application run failed")))
			.isBetween(Duration.ofSeconds(2), Duration.ofMinutes(1));
	}

	@Test
	void aFailureAfterAllBeansWereCreatedButBeforeTheRunnersIsOne() {
		assertThat(start("--fails=started").exitCode()).isEqualTo(1);
		assertFailed("DatabaseDownException");
	}

	@Test
	void aRunnerThatThrowsIsReportedOnce() {
		assertThat(start("--fails=runner").exitCode()).isEqualTo(1);
		assertFailed("ConnectException");
		assertThat(warnings()).singleElement().asString().contains("failed after");
	}

	@Test
	void aRunnerOfAWebApplicationThatThrowsIsNoJob() {
		assertThat(
				start("--fails=runner", "--work=none", "--spring.main.web-application-type=servlet", "--server.port=0")
					.exitCode())
			.isEqualTo(1);
		assertNotReported();
		assertThat(warnings()).isEmpty();
	}

	@Test
	void aJobWithoutRunnersIsKnownByItsTracker() {
		assertThat(start("--fails=bean", "--work=tracker").exitCode()).isEqualTo(1);
		assertFailed("ConnectException");
	}

	@Test
	void jobsThatOnlyTheCodeNamesAreUnknownAndTheLogSaysThatNobodyIsTold() {
		assertThat(start("--fails=bean", "--work=named").exitCode()).isEqualTo(1);
		assertNotReported();
		assertThat(warnings()).singleElement().asString().contains("this is not reported: it is unknown which jobs");
	}

	@Test
	void evenWhenBeansCannotBeDefinedTheChosenNameIsThatOfTheJob() {
		assertThat(start("--fails=definition").exitCode()).isEqualTo(1);
		assertFailed("BeanDefinitionOverrideException");
		assertThat(this.process.output()).contains("APPLICATION FAILED TO START");
	}

	@Test
	void withoutAChosenNameNobodyIsToldThatBeansCannotBeDefined() {
		this.variables.remove("JOB_NAME");
		assertThat(start("--fails=definition", "--spring.application.name=nightly").exitCode()).isEqualTo(1);
		assertNotReported();
		assertThat(warnings()).singleElement().asString().contains("this is not reported: it is unknown which jobs");
	}

	@Test
	void anApplicationWhoseConfigurationCannotBePreparedIsOneToo() {
		assertThat(start("--fails=initializer").exitCode()).isEqualTo(1);
		assertFailed("IllegalStateException");
	}

	@Test
	void withoutAnyConfigurationTheLogSaysThatNobodyIsTold() {
		assertThat(start("--spring.config.import=file:missing.properties").exitCode()).isEqualTo(1);
		assertNotReported();
		assertThat(this.process.output()).contains("failed before its configuration was read",
				"APPLICATION FAILED TO START");
	}

	@Test
	void aWrongPropertyOfOursIsOnlyExplained() {
		assertThat(start("--progress.tracker.heartbeat=soon").exitCode()).isEqualTo(1);
		assertNotReported();
		assertThat(this.process.output()).contains("APPLICATION FAILED TO START", "progress.tracker.heartbeat")
			.doesNotContain("is not reported");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--progress.tracker.enabled=false", "--spring.main.web-application-type=servlet",
			"--progress.tracker.reporting.enabled=false", "--bootstrap=true",
			"--spring.autoconfigure.exclude=io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration" })
	void nothingIsReportedOrSaidFor(String argument) {
		assertThat(start("--fails=bean", argument, "--work=none").exitCode()).isEqualTo(1);
		assertNotReported();
		assertThat(this.process.output()).contains("The database is down");
		assertThat(warnings()).isEmpty();
	}

	@Test
	void theExitCodeOfTheExceptionStaysEvenIfABeanThrewIt() {
		assertThat(start("--fails=bean-with-exit-code",
				"--spring.autoconfigure.exclude=org.springframework.boot.micrometer.metrics.autoconfigure.startup.StartupTimeMetricsListenerAutoConfiguration")
			.exitCode()).as(this.process.output()).isEqualTo(69);
		assertFailed("NoLicenceException");
	}

	@Test
	void whatIsConfiguredButGoesNowhereIsSaid() {
		this.variables.remove("PUSHGATEWAY");
		assertThat(start("--fails=bean").exitCode()).isEqualTo(1);
		assertThat(warnings()).singleElement().asString().contains("this is not reported: no Pushgateway");
	}

	@Test
	void afterAFailureOfOurOwnTheExitCodeIsThatOfTheApplication() {
		assertThat(start("--fails=bean", "--progress.tracker.pushgateway.ssl.bundle=missing",
				"--progress.tracker.pushgateway.url=https://localhost:1")
			.exitCode()).isEqualTo(1);
		assertThat(this.process.output()).contains("this is not reported", "The database is down");
	}

	private JavaProcess start(String... arguments) {
		List<String> all = new ArrayList<>(List.of(LOG_PATTERN));
		all.addAll(List.of(arguments));
		this.process = JavaProcess.start(FailedStartApplication.class, this.variables, all.toArray(String[]::new));
		return this.process;
	}

	private void assertFailed(String exception) {
		assertThat(value("job_last_failure")).as(this.process.output()).isBetween(this.startedAt, now());
		assertThat(this.gateway.value("job_last_failure_info",
				Map.of("job", "nightly", "exception", exception, "stage", "")))
			.isEqualTo(1);
		assertThat(value("job_running")).isZero();
		assertThat(this.gateway.has("job_last_success", JOB)).isFalse();
	}

	private void assertNotReported() {
		assertThat(this.gateway.pushCount()).isZero();
	}

	private List<String> warnings() {
		return this.process.output()
			.lines()
			.filter((line) -> line.contains(" WARN io.github.progresstracker."))
			.toList();
	}

	private Instant timeOf(String message) {
		return this.process.output()
			.lines()
			.filter((line) -> line.contains(message))
			.map((line) -> OffsetDateTime.parse(line.substring(0, line.indexOf(' '))).toInstant())
			.findFirst()
			.orElseThrow();
	}

	private double value(String metric) {
		return this.gateway.value(metric, JOB);
	}

	private static double now() {
		return Instant.now().toEpochMilli() / 1e3;
	}

}
