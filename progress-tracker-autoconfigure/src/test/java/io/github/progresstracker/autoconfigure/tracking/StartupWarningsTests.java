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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.internal.job.FrameworkJobs;
import io.github.progresstracker.internal.lifecycle.Tracking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for settings that are possible, but probably a mistake.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupWarningsTests {

	@ParameterizedTest
	@CsvSource({ "PROGRESS_TRACKER_SUCCES_INTERVAL,PROGRESS_TRACKER_SUCCESS_INTERVAL",
			"PROGRESS_TRACKER_HARTBEAT,PROGRESS_TRACKER_HEARTBEAT",
			"PROGRESS_TRACKER_JOBS_NIGHTLY_MAXDURATOIN,PROGRESS_TRACKER_JOBS_NIGHTLY_MAXDURATION",
			"JOB_SUCCES_INTERVAL,JOB_SUCCESS_INTERVAL" })
	void aMisspelledVariableIsOneWarningWithTheNearestName(String written, String meant, CapturedOutput output) {
		start(Shop.class, Map.of(written, "3h"));
		assertThat(warnings(output))
			.containsExactly("The variable %s is ignored: did you mean %s?".formatted(written, meant));
	}

	@Test
	void aVariableThatResemblesNothingIsOneWarning(CapturedOutput output) {
		start(Shop.class, Map.of("PROGRESS_TRACKER_COLOR", "blue"));
		assertThat(warnings(output))
			.containsExactly("The variable PROGRESS_TRACKER_COLOR is ignored: it sets no property");
	}

	@ParameterizedTest
	@CsvSource({ "progress.tracker.succes-interval,did you mean progress.tracker.success-interval?",
			"progress.tracker.color,it sets no property" })
	void aMisspelledSystemPropertyIsOneWarning(String written, String reason, CapturedOutput output) {
		SpringApplication application = application(Shop.class, Map.of());
		application.addInitializers((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, new MapPropertySource(
					StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, Map.of(written, "3h"))));
		run(application);
		assertThat(warnings(output))
			.containsExactly("The system property %s is ignored: %s".formatted(written, reason));
	}

	@ParameterizedTest
	@CsvSource({ "progress-tracker.success-interval,progress.tracker.success-interval",
			"progresstracker.pushgateway.readTimeout,progress.tracker.pushgateway.readTimeout" })
	void aPropertyWithAPrefixThatResemblesOursIsOneWarning(String written, String meant, CapturedOutput output) {
		start(Shop.class, Map.of(), written + "=3h");
		assertThat(warnings(output))
			.containsExactly("The property %s is ignored: did you mean %s?".formatted(written, meant));
	}

	@Test
	void aPropertyOfAnotherProjectWithAPrefixThatResemblesOursIsNoWarning(CapturedOutput output) {
		start(Shop.class, Map.of(), "progress-tracker.color=blue", "progress.tracking.success-interval=3h");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void aVariableThatSetsAPropertyIsNoWarning(CapturedOutput output) {
		start(Shop.class,
				Map.of("PROGRESS_TRACKER_SUCCESS_INTERVAL", "3h", "PROGRESS_TRACKER_REPORTINTERVAL", "7",
						"PROGRESS_TRACKER_LABELS_TEAM", "blue", "PROGRESS_TRACKER_APP", "",
						"PROGRESS_TRACKER_JOBS_NIGHTLY_SUCCESS_SCHEDULE_CRON", "0 0 2 * * *",
						"PROGRESS_TRACKER_PUSH_INCLUDE_0", "orders", "PROGRESS_TRACKER_HEARTBEAT", "20s"),
				"progress.tracker.heartbeat=15s");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void whatKubernetesSetsForAServiceOfThisNameIsNoWarning(CapturedOutput output) {
		start(Shop.class,
				Map.of("PROGRESS_TRACKER_SERVICE_HOST", "10.0.0.1", "PROGRESS_TRACKER_SERVICE_PORT", "8080",
						"PROGRESS_TRACKER_SERVICE_PORT_HTTP", "8080", "PROGRESS_TRACKER_PORT", "tcp://10.0.0.1:8080",
						"PROGRESS_TRACKER_PORT_8080_TCP", "tcp://10.0.0.1:8080", "PROGRESS_TRACKER_PORT_8080_TCP_ADDR",
						"10.0.0.1", "JOB_NAME", "shop", "JOB_SUCCESS", "yes"));
		assertThat(warnings(output)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "labels.pod,nightly-28912-x7k2p", "labels.run_id,7", "labels.kubernetes_pod_name,nightly",
			"labels.host,nightly-28912345-x7k2p", "labels.host,shop-6d4cf56db6-x7k2p", "labels.host,import-x7k2p",
			"labels.host,3f2a9c1b7d4e", "labels.run,0192f3a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
			"labels.run,scheduled__2026-11-30T00:00:00+00:00", "labels.day,2026-11-30", "app,shop-6d4cf56db6-x7k2p",
			"job,import-2026-11-30", "job,nightly_20261130", "namespace,run-0192f3a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
			"job,nightly-28912-x7k2p", "jobs.nightly.labels.pod,x", "jobs.nightly.name,nightly-28912-x7k2p" })
	void anIdentityThatChangesWithEachRunIsOneWarning(String property, String value, CapturedOutput output) {
		start(Shop.class, Map.of(), "progress.tracker." + property + "=" + value);
		String label = property.endsWith(".name") ? "job" : property.substring(property.lastIndexOf('.') + 1);
		assertThat(warnings(output)).singleElement()
			.asString()
			.startsWith("These parts of job identities seem to change with each run,")
			.contains("%s '%s' (property progress.tracker.%s)".formatted(label, value,
					property.replace("jobs.nightly", "jobs[nightly]")));
	}

	@Test
	void severalLabelsThatChangeAreOneWarning(CapturedOutput output) {
		start(Shop.class, Map.of("JOB_NAME", "nightly-28912-x7k2p"), "progress.tracker.labels.pod=a",
				"progress.tracker.labels.run_id=b");
		assertThat(warnings(output))
			.containsExactly("These parts of job identities seem to change with each run, and each"
					+ " value leaves metrics behind forever: job 'nightly-28912-x7k2p' (variable JOB_NAME), pod 'a'"
					+ " (property progress.tracker.labels.pod), run_id 'b' (property progress.tracker.labels.run_id). Leave"
					+ " them out, or give them values that stay the same");
	}

	@ParameterizedTest
	@CsvSource({ "labels.host,db-01.example.com", "labels.shard,17", "labels.zone,eu-west-1",
			"labels.host,ip-10-0-12-34", "labels.version,2.14.3", "labels.team,team-html5x",
			"labels.customer,4711000815", "labels.instance,shop-0", "labels.run,nightly", "app,shop-2",
			"namespace,prod-v2", "job,u/admin/import_2024", "job,import-orders", "job,sync-crm-contacts",
			"labels.release,2026.11", "labels.number,20261399", "job,import-120261130", "labels.quarter,2026-Q4",
			"labels.commit,3f2a9c1" })
	void anIdentityThatStaysTheSameIsNoWarning(String property, String value, CapturedOutput output) {
		start(Shop.class, Map.of(), "progress.tracker." + property + "=" + value);
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void theNumberOfAShardIsNoWarning(CapturedOutput output) {
		start(Shop.class, Map.of("JOB_COMPLETION_INDEX", "3"));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void withoutDeliveryNoMetricsAreLeftBehind(CapturedOutput output) {
		start(Shop.class, Map.of(), "progress.tracker.labels.pod=x", "progress.tracker.reporting.enabled=false");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void propertiesOfAJobWhoseNameIsMisspelledAreOneWarning(CapturedOutput output) {
		start(Nightly.class, Map.of(), "progress.tracker.jobs.nigthlyImport.success-interval=25h");
		assertThat(warnings(output)).containsExactly(
				"No job named 'nigthlyImport' is known (progress.tracker.jobs): did you mean 'nightlyImport'?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nightlyImport", "nightlyimport", "nightly-import", "weeklyImport", "nightlyImport2" })
	void propertiesOfAJobThatMayExistAreNoWarning(String job, CapturedOutput output) {
		start(Nightly.class, Map.of(), "progress.tracker.jobs[" + job + "].success-interval=25h");
		assertThat(warnings(output)).isEmpty();
	}

	private static void start(Class<?> type, Map<String, String> variables, String... properties) {
		run(application(type, variables), properties);
	}

	private static SpringApplication application(Class<?> type, Map<String, String> variables) {
		SpringApplication application = new SpringApplication(type);
		application.setMainApplicationClass(Shop.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.addInitializers(Variables.of(variables));
		return application;
	}

	private static void run(SpringApplication application, String... properties) {
		String[] arguments = Stream
			.concat(Stream.of("progress.tracker.textfile.directory=target/startup-warnings"), Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		try (ConfigurableApplicationContext context = application.run(arguments)) {
			assertThat(context.isActive()).isTrue();
		}
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(" WARN ") && line.contains(".StartupReport "))
			.map((line) -> line.substring(line.indexOf(" : ") + 3))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nightly {

		@Bean
		FrameworkJobs framework(Tracking tracking) {
			return new FrameworkJobs() {

				@Override
				public boolean exist() {
					return true;
				}

				@Override
				public Map<String, JobDefinition> definitions() {
					return Map.of("nightlyImport", tracking.jobs().namedByFramework("nightlyImport"));
				}

			};
		}

	}

}
