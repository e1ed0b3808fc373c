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

package io.github.progresstracker.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.ApplicationJob;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Job;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Terminal.Mode;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.run.RunLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ProgressTrackerPropertiesTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class));

	@Test
	void theDefaultsMatchThoseOfTheCore() {
		bound(this.contextRunner, (properties) -> {
			assertThat(properties.getReportInterval()).isEqualTo(JobDefinition.DEFAULT_REPORT_INTERVAL);
			assertThat(properties.getMaxJobs()).isEqualTo(RunLimits.DEFAULT.jobs());
			assertThat(properties.getMaxStages()).isEqualTo(RunLimits.DEFAULT.stages());
			assertThat(properties.getHistory()).isEqualTo(RunLimits.DEFAULT.history());
		});
	}

	@ParameterizedTest
	@CsvSource({ "3900,PT3900S", "65m,PT65M", "PT65M,PT65M", "1500ms,PT1.5S", "OFF,", "off,", "' 25h ',PT25H" })
	void aSuccessIntervalIsADurationOrPlainSecondsOrOff(String text, Duration expected) {
		bound(this.contextRunner.withPropertyValues("progress.tracker.success-interval=" + text),
				(properties) -> assertThat(properties.getSuccessInterval()).isEqualTo(new SuccessInterval(expected)));
	}

	@Test
	void yamlMayContainAPlainNumberOrABareOff() {
		bound(this.contextRunner.withInitializer(yaml("""
				progress:
				  tracker:
				    success-interval: 3900
				    heartbeat: 20
				    terminal.mode: off
				    application-job: off
				    jobs:
				      nightly:
				        success-interval: off
				        report-interval: 5
				      "[u/admin/x]":
				        max-duration: 90
				""")), (properties) -> {
			assertThat(properties.getSuccessInterval()).isEqualTo(SuccessInterval.of(Duration.ofMinutes(65)));
			assertThat(properties.getHeartbeat()).hasSeconds(20);
			assertThat(properties.getTerminal().getMode()).isEqualTo(Mode.OFF);
			assertThat(properties.getApplicationJob()).isEqualTo(ApplicationJob.OFF);
			assertThat(properties.getJobs().get("nightly").getSuccessInterval()).isEqualTo(SuccessInterval.OFF);
			assertThat(properties.getJobs().get("nightly").getReportInterval()).isEqualTo(5);
			assertThat(properties.getJobs().get("u/admin/x").getMaxDuration()).hasSeconds(90);
		});
	}

	@Test
	void plainNumbersAreSecondsInEveryDuration() {
		bound(this.contextRunner.withPropertyValues("progress.tracker.heartbeat=3900",
				"progress.tracker.max-duration=3900", "progress.tracker.jobs.nightly.max-duration=3900",
				"progress.tracker.start-grace=3900", "progress.tracker.jobs.nightly.start-grace=3900",
				"progress.tracker.pushgateway.connect-timeout=3900", "progress.tracker.pushgateway.read-timeout=3900",
				"progress.tracker.pushgateway.min-interval=3900", "progress.tracker.pushgateway.final-timeout=3900"),
				(properties) -> {
					assertThat(properties.getHeartbeat()).hasSeconds(3900);
					assertThat(properties.getMaxDuration()).hasSeconds(3900);
					assertThat(properties.getJobs().get("nightly").getMaxDuration()).hasSeconds(3900);
					assertThat(properties.getStartGrace()).hasSeconds(3900);
					assertThat(properties.getJobs().get("nightly").getStartGrace()).hasSeconds(3900);
					assertThat(properties.getPushgateway().getConnectTimeout()).hasSeconds(3900);
					assertThat(properties.getPushgateway().getReadTimeout()).hasSeconds(3900);
					assertThat(properties.getPushgateway().getMinInterval()).hasSeconds(3900);
					assertThat(properties.getPushgateway().getFinalTimeout()).hasSeconds(3900);
				});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t" })
	void aBlankValueIsTheSameAsNone(String blank) {
		String[] all = { "enabled", "job", "app", "namespace", "labels.team", "report-interval", "heartbeat",
				"success-interval", "max-duration", "max-jobs", "max-stages", "history", "metrics.enabled",
				"application-job", "reporting.enabled", "pushgateway.url", "pushgateway.username",
				"pushgateway.password", "pushgateway.token", "pushgateway.ssl.bundle", "pushgateway.connect-timeout",
				"pushgateway.read-timeout", "pushgateway.min-interval", "pushgateway.final-timeout",
				"textfile.directory", "terminal.mode", "jobs.x.name", "jobs.x.success-interval", "jobs.x.max-duration",
				"jobs.x.report-interval", "jobs.x.labels.team", "jobs.x.enabled", "jobs.x.success-schedule.cron",
				"start-grace", "failure-tolerance", "jobs.x.start-grace", "jobs.x.failure-tolerance" };
		bound(this.contextRunner.withInitializer((context) -> {
			for (String property : all) {
				context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource(property, Map.of("progress.tracker." + property, blank)));
			}
		}), (properties) -> {
			ProgressTrackerProperties untouched = new ProgressTrackerProperties();
			assertThat(properties).usingRecursiveComparison().ignoringFields("labels", "jobs").isEqualTo(untouched);
			Job job = properties.getJobs().getOrDefault("x", new Job());
			assertThat(job).usingRecursiveComparison().ignoringFields("labels").isEqualTo(new Job());
		});
	}

	@Test
	void aPlaceholderWithABlankValueIsTheSameAsNone() {
		bound(this.contextRunner.withPropertyValues("progress.tracker.job=${unset:}", "progress.tracker.app=${unset: }",
				"progress.tracker.pushgateway.password=${unset:}", "progress.tracker.jobs.x.name=${unset: }"),
				(properties) -> {
					assertThat(properties.getJob()).isNull();
					assertThat(properties.getApp()).isNull();
					assertThat(properties.getPushgateway().getPassword()).isNull();
					assertThat(properties.getJobs().getOrDefault("x", new Job()).getName()).isNull();
				});
	}

	@Test
	void anEnvironmentVariableSetsAProperty() {
		bound(this.contextRunner.withInitializer(Variables.of(Map.of("PROGRESS_TRACKER_JOB", "payroll",
				"PROGRESS_TRACKER_REPORTINTERVAL", "7", "PROGRESS_TRACKER_PUSHGATEWAY_SSL_BUNDLE", "mine",
				"PROGRESS_TRACKER_LABELS_TEAM", "blue", "PROGRESS_TRACKER_JOBS_NIGHTLY_MAXDURATION", "60"))),
				(properties) -> {
					assertThat(properties.getJob()).isEqualTo("payroll");
					assertThat(properties.getReportInterval()).isEqualTo(7);
					assertThat(properties.getPushgateway().getSsl().getBundle()).isEqualTo("mine");
					assertThat(properties.getLabels()).containsExactly(Map.entry("team", "blue"));
					assertThat(properties.getJobs().get("nightly").getMaxDuration()).hasMinutes(1);
				});
	}

	@Test
	void bindingIsRelaxed() {
		bound(this.contextRunner.withPropertyValues("progress.tracker.reportInterval=7",
				"progress.tracker.application_job=On", "progress.tracker.terminal.mode=LOG"), (properties) -> {
					assertThat(properties.getReportInterval()).isEqualTo(7);
					assertThat(properties.getApplicationJob()).isEqualTo(ApplicationJob.ON);
					assertThat(properties.getTerminal().getMode()).isEqualTo(Mode.LOG);
				});
	}

	private static void bound(ApplicationContextRunner runner, Consumer<ProgressTrackerProperties> check) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed();
			check.accept(context.getBean(ProgressTrackerProperties.class));
		});
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> yaml(String text) {
		return (context) -> {
			try {
				new YamlPropertySourceLoader().load("test.yaml", new ByteArrayResource(text.getBytes(UTF_8)))
					.forEach(context.getEnvironment().getPropertySources()::addFirst);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

}
