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

package io.github.progresstracker.seed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests on a real Pushgateway that each option, variable, metric and label of the Perl
 * original works in the same way.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class SeedParityTests {

	private static final Map<String, String> JOB = Map.of("job", "nightly");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final Map<String, String> variables = new HashMap<>();

	@BeforeEach
	void useGateway() {
		this.variables.put("PUSHGATEWAY", this.gateway.url());
	}

	@Test
	void theJobIsNamedAfterTheProgramByDefault() {
		run((tracker) -> tracker.inc());
		assertThat(jobs()).containsOnly("NightlyImport");
	}

	@Test
	void jobNameNamesTheJob() {
		this.variables.put("JOB_NAME", "nightly");
		run((tracker) -> tracker.inc());
		assertThat(jobs()).containsOnly("nightly");
	}

	@Test
	void thePropertyForTheNameTakesPrecedence() {
		this.variables.put("JOB_NAME", "other");
		run((tracker) -> tracker.inc(), "progress.tracker.job=nightly");
		assertThat(jobs()).containsOnly("nightly");
	}

	@Test
	void theGatewayMayBeAProperty() {
		this.variables.put("PUSHGATEWAY", "http://127.0.0.1:1");
		runNightly((tracker) -> tracker.inc(), "progress.tracker.pushgateway.url=" + this.gateway.url());
		assertThat(this.gateway.value("job_records_processed", JOB)).isEqualTo(1);
	}

	@Test
	void appAndNamespaceComeFromVariables() {
		this.variables.put("JOB_APP", "catalog");
		this.variables.put("JOB_NAMESPACE", "library");
		runNightly((tracker) -> tracker.inc());
		assertThat(this.gateway.value("job_records_processed",
				Map.of("job", "nightly", "app", "catalog", "namespace", "library")))
			.isEqualTo(1);
	}

	@Test
	void thePropertiesForAppAndNamespaceTakePrecedence() {
		this.variables.put("JOB_APP", "other");
		this.variables.put("JOB_NAMESPACE", "other");
		runNightly((tracker) -> tracker.inc(), "progress.tracker.app=catalog", "progress.tracker.namespace=library");
		assertThat(this.gateway.value("job_records_processed",
				Map.of("job", "nightly", "app", "catalog", "namespace", "library")))
			.isEqualTo(1);
	}

	@Test
	void unsetLabelsAreAbsent() {
		runNightly((tracker) -> tracker.inc());
		assertThat(this.gateway.series("job_records_processed")).singleElement()
			.satisfies((series) -> assertThat(series.labels()).doesNotContainKeys("app", "namespace", "stage"));
	}

	@Test
	void theSuccessIntervalMayBeAVariableInSeconds() {
		this.variables.put("JOB_SUCCESS_INTERVAL", "3900");
		runNightly((tracker) -> tracker.inc());
		assertThat(this.gateway.value("job_expected_success_interval", JOB)).isEqualTo(3900);
	}

	@Test
	void theSuccessIntervalMayBeAPropertyInSecondsOrADuration() {
		this.variables.put("JOB_SUCCESS_INTERVAL", "1");
		runNightly((tracker) -> tracker.inc(), "progress.tracker.success-interval=3900");
		assertThat(this.gateway.value("job_expected_success_interval", JOB)).isEqualTo(3900);
		runNightly((tracker) -> tracker.inc(), "progress.tracker.success-interval=25h");
		assertThat(this.gateway.value("job_expected_success_interval", JOB)).isEqualTo(90_000);
	}

	@Test
	void anUnsetSuccessIntervalIsAbsent() {
		runNightly((tracker) -> tracker.inc());
		assertThat(this.gateway.series("job_expected_success_interval")).isEmpty();
	}

	@Test
	void theSuccessIntervalIsInTheFirstReport() {
		this.variables.put("JOB_SUCCESS_INTERVAL", "3900");
		runNightly((tracker) -> {
			awaitPush();
			assertThat(this.gateway.value("job_expected_success_interval", JOB)).isEqualTo(3900);
			assertThat(this.gateway.has("job_last_success", JOB)).isFalse();
		});
	}

	@Test
	void recordsAndDurationAreUpdatedWhileTheJobRuns() {
		runNightly((tracker) -> {
			awaitPush();
			double duration = this.gateway.value("job_duration_seconds", JOB);
			assertThat(duration).isPositive();
			tracker.inc(2_000);
			awaitRecords(2_000);
			assertThat(this.gateway.value("job_duration_seconds", JOB)).isGreaterThan(duration);
		});
	}

	@Test
	void aPushIsDueWhenTheReportIntervalIsReachedAndNotBefore() {
		runNightly((tracker) -> {
			awaitPush();
			for (int i = 0; i < 999; i++) {
				tracker.inc();
			}
			tracker.inc();
			awaitRecords(1_000);
			assertThat(this.gateway.pushCount()).isEqualTo(2);
			tracker.inc(70_000);
			awaitRecords(71_000);
			assertThat(this.gateway.pushCount()).isEqualTo(3);
		}, "progress.tracker.heartbeat=1h", "progress.tracker.pushgateway.min-interval=0");
		assertThat(this.gateway.pushCount()).isEqualTo(4);
	}

	@Test
	void theReportIntervalMayBeAProperty() {
		runNightly((tracker) -> {
			awaitPush();
			tracker.inc(10);
			awaitRecords(10);
		}, "progress.tracker.report-interval=10", "progress.tracker.heartbeat=1h",
				"progress.tracker.pushgateway.min-interval=0");
	}

	@Test
	void eachStageHasItsOwnCountAndClockNextToTheWholeRun() {
		runNightly((tracker) -> {
			tracker.startStage("first_stage");
			tracker.inc(3);
			awaitPush();
			tracker.startStage("second_stage");
			tracker.inc(5);
		});
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.value("job_records_processed", stage("first_stage"))).isEqualTo(3);
		assertThat(metrics.value("job_records_processed", stage("second_stage"))).isEqualTo(5);
		assertThat(metrics.value("job_records_processed", JOB)).isEqualTo(8);
		double first = metrics.value("job_duration_seconds", stage("first_stage"));
		double second = metrics.value("job_duration_seconds", stage("second_stage"));
		assertThat(first).isGreaterThan(second);
		assertThat(metrics.value("job_duration_seconds", JOB)).isGreaterThanOrEqualTo(first + second);
	}

	@Test
	void recordsThatAnotherProgramCountedAreCountedAtOnce() {
		runNightly((tracker) -> {
			tracker.startStage("first_stage");
			tracker.inc(12_345);
		});
		assertThat(this.gateway.value("job_records_processed", stage("first_stage"))).isEqualTo(12_345);
	}

	@Test
	void countingZeroRecordsChangesNothing() {
		runNightly((tracker) -> tracker.inc(0));
		assertThat(this.gateway.value("job_records_processed", JOB)).isZero();
	}

	@Test
	void theLastSuccessExistsOnlyAfterASuccess() {
		double before = Instant.now().getEpochSecond();
		runNightly((tracker) -> {
			awaitPush();
			assertThat(this.gateway.has("job_last_success", JOB)).isFalse();
		});
		assertThat(this.gateway.value("job_last_success", JOB)).isBetween(before,
				(double) Instant.now().getEpochSecond() + 1);
	}

	@Test
	void aLaterFailureLeavesTheOldSuccessInPlace() {
		runNightly((tracker) -> tracker.inc());
		double success = this.gateway.value("job_last_success", JOB);
		assertThatIllegalStateException().isThrownBy(() -> runNightly((tracker) -> {
			throw new IllegalStateException("broken");
		}));
		assertThat(this.gateway.value("job_last_success", JOB)).isEqualTo(success);
		assertThat(this.gateway.value("job_last_failure", JOB)).isGreaterThanOrEqualTo(success);
	}

	@Test
	void namespacesAndAppsOfOneJobAreIndependent() {
		runNightly((tracker) -> tracker.inc(1), "progress.tracker.namespace=a");
		runNightly((tracker) -> tracker.inc(2), "progress.tracker.namespace=b");
		runNightly((tracker) -> tracker.inc(3), "progress.tracker.app=a");
		runNightly((tracker) -> tracker.inc(4), "progress.tracker.app=b");
		runNightly((tracker) -> tracker.inc(5));
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly", "namespace", "a")))
			.isEqualTo(1);
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly", "namespace", "b")))
			.isEqualTo(2);
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly", "app", "a"))).isEqualTo(3);
		assertThat(this.gateway.value("job_records_processed", Map.of("job", "nightly", "app", "b"))).isEqualTo(4);
		assertThat(this.gateway.value("job_records_processed", JOB)).isEqualTo(5);
		assertThat(this.gateway.series("job_last_success")).hasSize(5);
	}

	@Test
	void aLaterRunShowsNothingOfAnEarlierOne() {
		runNightly((tracker) -> {
			tracker.expect(100);
			tracker.startStage("only_in_the_first_run", 10);
			tracker.inc(10);
			tracker.markSkipped(4);
		});
		assertThat(this.gateway.value("job_records_expected", JOB)).isEqualTo(100);
		assertThat(this.gateway.value("job_records_skipped", JOB)).isEqualTo(4);
		runNightly((tracker) -> tracker.inc());
		assertThat(this.gateway.value("job_records_expected", JOB)).isZero();
		assertThat(this.gateway.value("job_records_skipped", JOB)).isZero();
		for (String metric : List.of("job_records_processed", "job_duration_seconds", "job_records_expected",
				"job_records_skipped")) {
			assertThat(this.gateway.series(metric)).as(metric)
				.singleElement()
				.satisfies((series) -> assertThat(series.labels()).doesNotContainKey("stage"));
		}
	}

	@Test
	void withoutAGatewayOneWarningSaysWhatToSetAndTheJobGoesOn(CapturedOutput output) {
		this.variables.remove("PUSHGATEWAY");
		AtomicBoolean ran = new AtomicBoolean();
		runNightly((tracker) -> {
			tracker.inc(5_000);
			ran.set(true);
		});
		assertThat(ran).isTrue();
		List<String> warnings = output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
		assertThat(warnings).singleElement().asString().contains("progress.tracker.pushgateway.url", "PUSHGATEWAY");
	}

	private void awaitPush() {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.gateway.pushCount() > 0);
	}

	private void awaitRecords(long records) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.gateway.value("job_records_processed", JOB) == records);
	}

	private List<String> jobs() {
		return this.gateway.series("job_records_processed")
			.stream()
			.map((series) -> series.labels().get("job"))
			.toList();
	}

	private static Map<String, String> stage(String name) {
		return Map.of("job", "nightly", "stage", name);
	}

	private void runNightly(Job job, String... properties) {
		this.variables.put("JOB_NAME", "nightly");
		run(job, properties);
	}

	private void run(Job job, String... properties) {
		SpringApplication application = new SpringApplication(NightlyImport.class);
		application.setMainApplicationClass(NightlyImport.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers(this::useVariables, (context) -> register(job, context));
		List<String> arguments = new ArrayList<>();
		for (String property : properties) {
			arguments.add("--" + property);
		}
		application.run(arguments.toArray(String[]::new)).close();
	}

	/** Replaces the variables of this process. */
	private void useVariables(ConfigurableApplicationContext context) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		context.getEnvironment()
			.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name, Map.copyOf(this.variables)));
	}

	private static void register(Job job, ConfigurableApplicationContext context) {
		((GenericApplicationContext) context).registerBean("job", CommandLineRunner.class,
				() -> (arguments) -> job.run(context.getBean(ProgressTracker.class)));
	}

	@FunctionalInterface
	private interface Job {

		void run(ProgressTracker tracker);

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NightlyImport {

	}

}
