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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.pushgateway.PushgatewayConnectionDetails;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.report.ProgressReporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application logs about tracking when it starts.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupReportTests {

	private static final String GATEWAY = "progress.tracker.pushgateway.url=http://me:geheim@localhost:9091/";

	private Map<String, String> variables = Map.of();

	private ResourceLoader resources = new DefaultResourceLoader();

	@Test
	void oneLineShowsTheIdentityItsOriginsAndTheDestinations(CapturedOutput output) {
		this.variables = Map.of("JOB_NAME", "pay\nroll", "JOB_COMPLETION_INDEX", "3", "WM_TOKEN", "geheim");
		start(Shop.class, GATEWAY, "progress.tracker.app=hr");
		assertThat(lines(output)).containsExactly("Tracking job 'pay\\u000aroll' (variable JOB_NAME)"
				+ " with app 'hr' (property progress.tracker.app), shard '3' (variable JOB_COMPLETION_INDEX)"
				+ " once it is used;" + " reporting to Pushgateway http://localhost:9091, the log");
		assertThat(output).doesNotContain("geheim").doesNotContain("WARN");
	}

	@Test
	void withoutAnyNameTheMainClassIsShown(CapturedOutput output) {
		start(Shop.class, GATEWAY);
		assertThat(lines(output)).singleElement()
			.asString()
			.startsWith("Tracking job 'Shop' (main class) once it is used;");
	}

	@Test
	void aJobThatBeginsByItselfIsTrackedUnconditionally(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.application-job=on");
		assertThat(lines(output)).singleElement().asString().startsWith("Tracking job 'Shop' (main class);");
	}

	@Test
	void jobsWithPropertiesOfTheirOwnAreNamed(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.job=own", "progress.tracker.jobs[u/x].name=Nightly",
				"progress.tracker.jobs[u/x].labels.team=red");
		assertThat(lines(output)).singleElement()
			.asString()
			.startsWith("Tracking 'Nightly' {team=red}, job 'own' (property progress.tracker.job) once they are used;");
	}

	@Test
	void theJobsThatTheApplicationStartsHaveItsName(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.application-job=off", "spring.application.name=shop");
		assertThat(lines(output)).singleElement()
			.asString()
			.startsWith("Tracking the jobs that the application starts with app 'shop' (spring.application.name), but");
	}

	@Test
	void anApplicationWithoutItsOwnJobDoesNotNameOne(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.application-job=off", "progress.tracker.namespace=prod");
		assertThat(lines(output)).singleElement()
			.asString()
			.startsWith("Tracking the jobs that the application starts"
					+ " with namespace 'prod' (property progress.tracker.namespace), but not the application itself"
					+ " (progress.tracker.application-job is off);");
	}

	@Test
	void settingsOfTheOwnJobDoNotNameItTwice(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.jobs.Shop.failure-tolerance=1");
		assertThat(lines(output)).singleElement()
			.asString()
			.startsWith("Tracking job 'Shop' (main class) once it is used;");
	}

	@Test
	void jobsThatAreTurnedOffAreNotNamed(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.jobs.nightly.enabled=false",
				"progress.tracker.jobs.weekly.report-interval=7", "progress.tracker.jobs.Shop.enabled=false");
		assertThat(lines(output)).singleElement().asString().startsWith("Tracking 'weekly' once it is used;");
	}

	@Test
	void withoutAGatewayOneWarningSaysWhatToSet(CapturedOutput output) {
		start(Shop.class);
		assertThat(lines(output)).hasSize(2)
			.anySatisfy((line) -> assertThat(line).endsWith("reporting to the log"))
			.anySatisfy((line) -> assertThat(line).contains("progress.tracker.pushgateway.url", "PUSHGATEWAY",
					"progress.tracker.textfile.directory", "progress.tracker.ping.*"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "gateway:port", "ftp://me:geheim@gateway", "http://" })
	void aWrongGatewayInTheEnvironmentIsOneWarning(String wrong, CapturedOutput output) {
		this.variables = Map.of("PUSHGATEWAY", wrong);
		start(Shop.class);
		assertThat(lines(output)).hasSize(2)
			.anySatisfy((line) -> assertThat(line).startsWith("The variable PUSHGATEWAY is ignored: "));
		assertThat(output).doesNotContain("geheim");
	}

	@Test
	void aBlankGatewayIsNone(CapturedOutput output) {
		this.variables = Map.of("PUSHGATEWAY", " ");
		start(Shop.class, "progress.tracker.pushgateway.url=");
		assertThat(lines(output)).hasSize(2)
			.anySatisfy((line) -> assertThat(line).startsWith("Nothing is pushed: set the property"));
	}

	@Test
	void withATextFileNoGatewayIsNeeded(CapturedOutput output) {
		start(Shop.class, "progress.tracker.textfile.directory=/var/metrics");
		assertThat(lines(output)).singleElement().asString().contains("/var/metrics").contains("the log");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void eachLibraryThatIsMissingIsOneWarningEvenIfSomethingElseIsReportedTo(CapturedOutput output) {
		this.resources = new DefaultResourceLoader(new FilteredClassLoader("io.prometheus.metrics.exporter.pushgateway",
				"io.prometheus.metrics.expositionformats"));
		start(OwnReporter.class, "progress.tracker.textfile.directory=/var/metrics",
				"progress.tracker.pushgateway.url=http://gateway:9091");
		assertThat(lines(output)).hasSize(3)
			.anySatisfy((line) -> assertThat(line).isEqualTo("Nothing is pushed to http://gateway:9091: add"
					+ " io.prometheus:prometheus-metrics-exporter-pushgateway to the class path"))
			.anySatisfy((line) -> assertThat(line).isEqualTo(
					"No text files are written: add io.prometheus:prometheus-metrics-exposition-textformats to the"
							+ " class path"));
	}

	@Test
	void withAReporterOfTheUserNoGatewayIsNeeded(CapturedOutput output) {
		start(OwnReporter.class, "progress.tracker.terminal.mode=off");
		assertThat(lines(output)).singleElement().asString().endsWith("reporting to my place");
	}

	@Test
	void connectionDetailsOfTheUserDescribeTheGateway(CapturedOutput output) {
		start(OwnConnection.class);
		assertThat(lines(output)).singleElement()
			.asString()
			.contains("reporting to Pushgateway https://gateway/prefix, the log");
		assertThat(output).doesNotContain("geheim");
	}

	@Test
	void credentialsInPropertiesReplaceThoseInTheVariableWithOneWarning(CapturedOutput output) {
		this.variables = Map.of("PUSHGATEWAY", "me:geheim@localhost:9091");
		start(Shop.class, "progress.tracker.pushgateway.token=geheim");
		assertThat(lines(output)).hasSize(2)
			.anySatisfy((line) -> assertThat(line).isEqualTo("The username in the variable PUSHGATEWAY is ignored:"
					+ " the property progress.tracker.pushgateway.token is also set"));
		assertThat(output).doesNotContain("geheim");
	}

	@Test
	void anUnusedSslBundleIsOneWarning(CapturedOutput output) {
		start(Shop.class, GATEWAY, "progress.tracker.pushgateway.ssl.bundle=mine",
				"spring.ssl.bundle.pem.mine.truststore.certificate=");
		assertThat(lines(output)).hasSize(2)
			.anySatisfy((line) -> assertThat(line)
				.endsWith("nothing is encrypted: the URL http://localhost:9091 does not begin with https://"));
	}

	@Test
	void withReportingOffThereIsNoWarning(CapturedOutput output) {
		start(OwnReporter.class, GATEWAY, "progress.tracker.reporting.enabled=false");
		assertThat(lines(output)).singleElement()
			.asString()
			.endsWith("reporting to the log (progress.tracker.reporting.enabled is false)");
	}

	@Test
	void withoutAnyReporterTheDestinationIsNowhere(CapturedOutput output) {
		start(Shop.class, "progress.tracker.reporting.enabled=false", "progress.tracker.terminal.mode=off");
		assertThat(lines(output)).singleElement()
			.asString()
			.endsWith("reporting nowhere (progress.tracker.reporting.enabled is false)");
	}

	@Test
	void withTrackingOffNothingIsLogged(CapturedOutput output) {
		start(Shop.class, "progress.tracker.enabled=false");
		assertThat(lines(output)).isEmpty();
	}

	@Test
	void springBootsOwnExportToTheSameGatewayAndJobIsOneWarning(CapturedOutput output) {
		start(Shop.class, GATEWAY, "spring.application.name=shop", exportOption("enabled=true"),
				exportOption("push-rate=1h"));
		assertThat(lines(output)).hasSize(2)
			.anySatisfy((line) -> assertThat(line).contains(
					"Spring Boot's own export (management.prometheus.metrics.export.pushgateway) also pushes job 'shop'"
							+ " to http://localhost:9091."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "enabled=false", "job=other", "address=localhost:9092", "scheme=https" })
	void springBootsOwnExportToAnotherPlaceIsNoProblem(String option, CapturedOutput output) {
		List<String> properties = new ArrayList<>(
				List.of(GATEWAY, "spring.application.name=shop", exportOption("push-rate=1h"), exportOption(option)));
		if (!option.startsWith("enabled")) {
			properties.add(exportOption("enabled=true"));
		}
		start(Shop.class, properties.toArray(String[]::new));
		assertThat(lines(output)).hasSize(1);
	}

	@Test
	void inASpringTestNothingIsLoggedUnlessTheTestAsksForIt(CapturedOutput output) {
		start(SpringTest.class, "progress.tracker.reporting.enabled=false", "progress.tracker.terminal.mode=off");
		assertThat(lines(output)).isEmpty();
		start(SpringTest.class, GATEWAY);
		assertThat(lines(output)).hasSize(1);
	}

	private static String exportOption(String option) {
		return "management.prometheus.metrics.export.pushgateway." + option;
	}

	private void start(Class<?> type, String... properties) {
		SpringApplication application = new SpringApplication(type);
		application.setMainApplicationClass(Shop.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.addInitializers(Variables.of(this.variables));
		application.setResourceLoader(this.resources);
		String[] arguments = new String[properties.length];
		for (int i = 0; i < arguments.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		application.run(arguments).close();
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll()
			.lines()
			.filter((line) -> line.contains(".StartupReport "))
			.map((line) -> line.substring(line.indexOf(" : ") + 3))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@OwnAutoConfigurations
	static class Shop {

	}

	@Configuration(proxyBeanMethods = false)
	@OwnAutoConfigurations
	static class OwnReporter {

		@Bean
		ProgressReporter myReporter() {
			return new ProgressReporter() {

				@Override
				public void report(JobProgress progress) {
				}

				@Override
				public String destination() {
					return "my place";
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@OwnAutoConfigurations
	static class OwnConnection {

		@Bean
		PushgatewayConnectionDetails connection() {
			return () -> "https://me:geheim@gateway/prefix";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@OwnAutoConfigurations
	static class SpringTest {

		@Bean(SpringTestMarker.BEAN_NAME)
		SpringTestMarker springTestMarker() {
			return new SpringTestMarker();
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@ImportAutoConfiguration({ ProgressTrackerAutoConfiguration.class, SslAutoConfiguration.class })
	private @interface OwnAutoConfigurations {

	}

}
