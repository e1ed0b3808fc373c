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

package io.github.progresstracker.autoconfigure.actuate;

import java.util.Map;
import java.util.Objects;

import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, SecretsAutoConfiguration.class,
				ConfigurationPropertiesReportEndpointAutoConfiguration.class,
				EnvironmentEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*",
				"management.endpoints.jmx.exposure.include=*", "management.endpoint.configprops.show-values=always",
				"management.endpoint.env.show-values=always");

	@Test
	void passwordAndUserInfoAreNotShown() {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.username=me",
					"progress.tracker.pushgateway.password=geheim")
			.run((context) -> {
				assertThat(shown(context)).contains("username=me").doesNotContain("geheim");
				assertThat(shown(context, "progress.tracker.pushgateway.password")).isEqualTo("******");
			});
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.url=https://me:geh@eim@gateway:9091/x")
			.run((context) -> assertThat(shown(context)).contains("https://***@gateway:9091/x")
				.doesNotContain("geh@eim"));
	}

	@Test
	void theTokenIsNotShown() {
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.token=geheim").run((context) -> {
			assertThat(shown(context)).contains("token=******").doesNotContain("geheim");
			assertThat(shown(context, "progress.tracker.pushgateway.token")).isEqualTo("******");
		});
	}

	@Test
	void theUrlsOfPingsAreNotShown() {
		this.contextRunner.withPropertyValues("progress.tracker.ping.start=https://hc-ping.com/geheim/start",
				"progress.tracker.ping.success=https://hc-ping.com/geheim",
				"progress.tracker.ping.failure=https://hc-ping.com/geheim/fail",
				"progress.tracker.ping.interruption=https://hc-ping.com/geheim/log", "progress.tracker.ping.method=get",
				"progress.tracker.jobs[Nightly.load].ping.success=https://hc-ping.com/geheim")
			.run((context) -> {
				assertThat(shown(context)).contains("method=GET").doesNotContain("geheim");
				assertThat(shown(context, "progress.tracker.ping.success")).isEqualTo("******");
				assertThat(shown(context, "progress.tracker.jobs[Nightly.load].ping.success")).isEqualTo("******");
			});
		this.contextRunner
			.withInitializer(Variables.of(Map.of("PROGRESS_TRACKER_PING_INTERRUPTION", "https://hc-ping.com/geheim",
					"PROGRESS_TRACKER_JOBS_NIGHTLY_PING_FAILURE", "https://hc-ping.com/geheim")))
			.run((context) -> {
				assertThat(shown(context)).doesNotContain("geheim");
				assertThat(shown(context, "PROGRESS_TRACKER_PING_INTERRUPTION")).isEqualTo("******");
				assertThat(shown(context, "PROGRESS_TRACKER_JOBS_NIGHTLY_PING_FAILURE")).isEqualTo("******");
			});
	}

	@Test
	void variablesWithSecretsAreNotShown() {
		this.contextRunner
			.withInitializer(Variables.of(Map.of("PUSHGATEWAY", "me:geheim@gateway:9091",
					"PROGRESS_TRACKER_PUSHGATEWAY_TOKEN", "geheim", "PROGRESS_TRACKER_JOB", "payroll")))
			.run((context) -> {
				assertThat(shown(context)).doesNotContain("geheim").contains("payroll");
				assertThat(shown(context, "PUSHGATEWAY")).isEqualTo("***@gateway:9091");
				assertThat(shown(context, "PROGRESS_TRACKER_PUSHGATEWAY_TOKEN")).isEqualTo("******");
			});
		this.contextRunner.withInitializer(Variables.of("PROGRESS_TRACKER_PUSHGATEWAY_URL", "http://me:geheim@other"))
			.run((context) -> assertThat(shown(context, "PROGRESS_TRACKER_PUSHGATEWAY_URL"))
				.isEqualTo("http://***@other"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"progress.tracker\": {\"pushgateway\": {\"token\": \"geheim\"}}}",
			"{\"progress\": {\"tracker\": {\"job\": \"x\", \"pushgateway\": {\"password\": \"geheim\"}}}}",
			"app.jar --progress.tracker.pushgateway.url=http://me:geheim@gateway",
			"-Dprogress.tracker.pushgateway.token=geheim", "-DPUSHGATEWAY=me:geheim@gateway",
			"app.jar --progress.tracker.ping.success=https://hc-ping.com/geheim",
			"{\"progress.tracker\": {\"ping\": {\"method\": \"get\", \"success\": \"https://hc-ping.com/geheim\"}}}",
			"-Dprogress.tracker.jobs.nightly.ping.success=https://hc-ping.com/geheim" })
	void aValueThatContainsASecretAmongOtherThingsIsNotShown(String value) {
		this.contextRunner
			.withInitializer(Variables.of(Map.of("SPRING_APPLICATION_JSON", value, "JAVA_TOOL_OPTIONS", value)))
			.withSystemProperties("my.command=" + value)
			.run((context) -> {
				assertThat(shown(context, "SPRING_APPLICATION_JSON")).isEqualTo("******");
				assertThat(shown(context, "JAVA_TOOL_OPTIONS")).isEqualTo("******");
				assertThat(shown(context, "my.command")).isEqualTo("******");
			});
	}

	@Test
	void secretsAreNotShownEvenIfTrackingIsOff() {
		this.contextRunner
			.withPropertyValues("progress.tracker.enabled=false", "progress.tracker.pushgateway.token=geheim")
			.run((context) -> assertThat(shown(context, "progress.tracker.pushgateway.token")).isEqualTo("******"));
	}

	@Test
	void otherValuesAreShownUnchanged() {
		this.contextRunner
			.withPropertyValues("progress.tracker.job=a@b", "my.pushgateway=x@y", "other.token=mine",
					"progress.tracker.pushgateway.url=http://gateway:9091",
					"command=app.jar --progress.tracker.pushgateway.url=http://gateway:9091")
			.run((context) -> {
				assertThat(shown(context, "progress.tracker.job")).isEqualTo("a@b");
				assertThat(shown(context, "my.pushgateway")).isEqualTo("x@y");
				assertThat(shown(context, "other.token")).isEqualTo("mine");
				assertThat(shown(context, "command")).asString().endsWith("=http://gateway:9091");
				assertThat(shown(context, "progress.tracker.pushgateway.url")).isEqualTo("http://gateway:9091");
			});
	}

	@Test
	void actuatorIsOptional() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SecretsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static String shown(ApplicationContext context) {
		return context.getBean(ConfigurationPropertiesReportEndpoint.class)
			.configurationProperties()
			.getContexts()
			.values()
			.stream()
			.flatMap((shown) -> shown.getBeans().values().stream())
			.filter((bean) -> bean.getPrefix().equals("progress.tracker"))
			.map((bean) -> bean.getProperties() + " " + bean.getInputs())
			.findFirst()
			.orElseThrow();
	}

	private static Object shown(ApplicationContext context, String property) {
		return Objects
			.requireNonNull(context.getBean(EnvironmentEndpoint.class).environmentEntry(property).getProperty())
			.getValue();
	}

}
