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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.autoconfigure.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.Banner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what people see when several properties are wrong.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongPropertiesTests {

	@TempDir
	private Path folder;

	@Test
	void unknownPropertiesAreReportedTogetherWithTheNearestNames(CapturedOutput output) throws Exception {
		Path file = write("application.properties", """
				progress.tracker.success-intervall=25h
				progress.tracker.pushgatway.url=http://localhost:9091
				progress.tracker.lables.team=blue
				""");
		assertThat(failureWith(file, output)).isEqualTo("""
				Description:

				3 properties are wrong.

				The property 'progress.tracker.lables.team' is wrong:

				    Value: 'blue'
				    Origin: URL [%1$s] - 3:30
				    Reason: there is no such property
				    Action: Did you mean 'progress.tracker.labels.team'?

				The property 'progress.tracker.pushgatway.url' is wrong:

				    Value: 'http://localhost:9091'
				    Origin: URL [%1$s] - 2:33
				    Reason: there is no such property
				    Action: Did you mean 'progress.tracker.pushgateway.url'?

				The property 'progress.tracker.success-intervall' is wrong:

				    Value: '25h'
				    Origin: URL [%1$s] - 1:36
				    Reason: there is no such property
				    Action: Did you mean 'progress.tracker.success-interval'?

				Action:

				Correct each of these properties.""".formatted(file.toUri().toURL()));
	}

	@Test
	void unknownUnreadableAndRefusedValuesAreReportedTogether(CapturedOutput output) throws Exception {
		Path file = write("application.yaml", """
				progress.tracker:
				  enabled: maybe
				  heartbeat: often
				  max-stages: -1
				  terminal.mode: bars
				  labels.stage: x
				  jobs:
				    nightly:
				      hartbeat: 1s
				      max-duration: long
				      success-schedule.cron: daily
				""");
		assertThat(failureWith(file, output)).contains("8 properties are wrong.", "'progress.tracker.enabled'",
				"'progress.tracker.heartbeat'", "'progress.tracker.max-stages'", "'progress.tracker.terminal.mode'",
				"'progress.tracker.labels.stage'", "'progress.tracker.jobs.nightly.hartbeat'",
				"'progress.tracker.jobs.nightly.max-duration'",
				"'progress.tracker.jobs.nightly.success-schedule.cron'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "team name", "größe", "a/b", "日本" })
	void aLabelWithAWrongNameInYamlIsRefusedAsItIsWritten(String label, CapturedOutput output) throws Exception {
		assertThat(failureWith(write("application.yaml", """
				progress.tracker:
				  labels: {"%1$s": a}
				  jobs.nightly.labels: {"%1$s": a}
				""".formatted(label)), output)).contains(
				"The property 'progress.tracker.labels.%s' is wrong".formatted(label),
				"The property 'progress.tracker.jobs.nightly.labels.%s' is wrong".formatted(label),
				"Reason: the name of the label is invalid: it must match [a-zA-Z_][a-zA-Z0-9_]*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Nightly load", "u/admin/x", "日本" })
	void aJobWhoseNameWouldLoseCharactersIsRefused(String job, CapturedOutput output) throws Exception {
		assertThat(failureWith(write("application.yaml", """
				progress.tracker:
				  jobs: {"%s": {max-duration: 1h}}
				""".formatted(job)), output)).contains(
				"The property 'progress.tracker.jobs.%s.max-duration' is wrong".formatted(job),
				"Reason: the name of the job is not in brackets, so some of its characters would be lost",
				"Write 'progress.tracker.jobs[%s].max-duration'.".formatted(job));
	}

	@Test
	void consequencesOfAWrongPropertyAreNotReported(CapturedOutput output) throws Exception {
		assertThat(failureWith(write("application.properties", """
				progress.tracker.pushgateway.username=me
				progress.tracker.pushgateway.password=${progress.tracker.pushgateway.password}
				progress.tracker.success-schedule.cron=${progress.tracker.success-schedule.cron}
				progress.tracker.success-schedule.zone=UTC
				"""), output)).contains("2 properties are wrong.", "pushgateway.password'", "success-schedule.cron'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pushgateway.pasword", "pushgateway.passwort", "pushgateway.tokne", "pushgatway.token",
			"pushgateway.api-key", "pushgateway.kennwort", "gateway-secret", "basic-auth" })
	void theValueOfAnUnknownPropertyThatMayBeASecretIsNotShown(String property, CapturedOutput output)
			throws Exception {
		failureWith(write("application.properties", "progress.tracker." + property + "=geheim"), output);
		assertThat(output).contains("'progress.tracker." + property + "' is wrong", "Value: (secret)")
			.doesNotContain("geheim");
	}

	@ParameterizedTest
	@CsvSource({ "pushgatway.url,http://me:geheim@gateway,http://***@gateway", "pushgateway.retries,5,5",
			"pushgateway.read-timeuot,5s,5s", "retries,many,many", "jobs.nightly.retries,3,3",
			"jobs.nightly.cron,0 0 2 * * ?,0 0 2 * * ?" })
	void theValueOfAnotherUnknownPropertyIsShown(String property, String value, String shown, CapturedOutput output)
			throws Exception {
		failureWith(write("application.properties", "progress.tracker." + property + "=" + value), output);
		assertThat(output).contains("Value: '" + shown + "'").doesNotContain("geheim");
	}

	@Test
	void ifNoNameIsNearThoseOfTheGroupAreListed(CapturedOutput output) throws Exception {
		assertThat(failureWith(write("application.properties", """
				progress.tracker.terminal.color=on
				progress.tracker.retries=5
				"""), output)).contains(
				"Action: Correct it, or remove it. The properties in this group are: mode, title-progress.",
				"Action: Correct it, or remove it. The page docs/configuration.md lists all properties.");
	}

	@Test
	void aSingleValueInPlaceOfAGroupIsExplained(CapturedOutput output) throws Exception {
		assertThat(failureWith(write("application.properties", "progress.tracker.pushgateway=http://gateway"), output))
			.contains("Reason: it is a group of properties, not a single one",
					"Set the properties 'progress.tracker.pushgateway.*'.");
	}

	@Test
	void aWrongPropertyIsFoundEvenIfBeansAreCreatedLazily(CapturedOutput output) throws Exception {
		assertThat(failureWith(write("application.properties", """
				spring.main.lazy-initialization=true
				progress.tracker.hartbeat=15s
				"""), output)).contains("'progress.tracker.hartbeat' is wrong");
	}

	@Test
	void withTrackingOffNothingIsRefused(CapturedOutput output) throws Exception {
		application().run("--spring.config.location=" + write("application.properties", """
				progress.tracker.enabled=false
				progress.tracker.batch.enabled=maybe
				progress.tracker.hartbeat=15s
				""").toUri()).close();
		assertThat(output).doesNotContain(" WARN ", "FAILED");
	}

	@Test
	void theWarningBeforeTheMessageIsTheMessage(CapturedOutput output) throws Exception {
		failureWith(write("application.properties", "progress.tracker.hartbeat=15s"), output);
		List<String> warnings = output.getAll().lines().filter((line) -> line.contains(" WARN ")).toList();
		assertThat(warnings).singleElement()
			.asString()
			.endsWith("cancelling refresh attempt: " + InvalidProgressTrackerPropertyException.class.getName()
					+ ": The property 'progress.tracker.hartbeat' is wrong: there is no such property."
					+ " Did you mean 'progress.tracker.heartbeat'?");
	}

	private Path write(String name, String text) throws IOException {
		return Files.writeString(this.folder.resolve(name), text);
	}

	private static String failureWith(Path file, CapturedOutput output) {
		assertThatException().isThrownBy(() -> application().run("--spring.config.location=" + file.toUri()));
		String all = output.getAll().replace("\r\n", "\n");
		assertThat(all).contains("Description:");
		return all.substring(all.indexOf("Description:")).strip();
	}

	private static SpringApplication application() {
		SpringApplication application = new SpringApplication(Shop.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setBannerMode(Banner.Mode.OFF);
		application.addInitializers(Variables.none());
		return application;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Shop {

		@Bean
		CommandLineRunner importer(ProgressTracker tracker) {
			return (args) -> tracker.inc();
		}

	}

}
