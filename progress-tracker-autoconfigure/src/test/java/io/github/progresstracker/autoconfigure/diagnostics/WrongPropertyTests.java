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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what people see when a property is wrong.
 */
@ExtendWith(OutputCaptureExtension.class)
class WrongPropertyTests {

	private final List<Environment> environments = new ArrayList<>();

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withInitializer((context) -> this.environments.add(context.getEnvironment()))
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					enabled                    | maybe  | neither true nor false                 | true or false
					reporting.enabled          | maybe  | neither true nor false                 | true or false
					batch.enabled              | maybe  | neither true nor false                 | true or false
					scheduling.enabled         | maybe  | neither true nor false                 | true or false
					scheduling.derive-success-interval | maybe | neither true nor false          | true or false
					quartz.enabled             | maybe  | neither true nor false                 | true or false
					jobs.nightly.enabled       | maybe  | neither true nor false                 | true or false
					max-jobs                   | many   | not a whole number                     | Set it to a whole number above 0, such as 200.
					metrics.enabled            | maybe  | neither true nor false                 | true or false
					max-stages                 | many   | not a whole number                     | Set it to a whole number above 0, such as 100.
					pushgateway.connect-timeout | soon  | not a valid duration                   | Set it to a duration such as 2s or 2 (seconds).
					pushgateway.final-timeout  | 40000d | longer than 100 years                  | Set it to a duration such as 4s or 4 (seconds).
					labels.stage               | x      | is reserved                            | Choose another name
					labels.exception           | x      | is reserved                            | Choose another name
					labels.message             | x      | is reserved                            | Choose another name
					labels[__name__]           | x      | names that start with two underscores  | Choose another name
					labels[my label]           | x      | must match [a-zA-Z_][a-zA-Z0-9_]*      | letters, digits and underscores
					labels.team-name           | x      | must match [a-zA-Z_][a-zA-Z0-9_]*      | letters, digits and underscores
					labels.job                 | x      | is reserved                            | Set 'progress.tracker.job' instead
					labels.app                 | x      | is reserved                            | Set 'progress.tracker.app' instead
					labels.namespace           | x      | is reserved                            | Set 'progress.tracker.namespace' instead
					jobs.nightly.labels.job    | x      | is reserved                            | Set 'progress.tracker.jobs.nightly.name' instead
					jobs[u/x].labels.stage     | x      | is reserved                            | Choose another name
					report-interval            | 15s    | a number of records, not a duration    | progress.tracker.heartbeat
					report-interval            | PT15S  | a number of records, not a duration    | progress.tracker.heartbeat
					jobs.nightly.report-interval | 1m   | a number of records, not a duration    | progress.tracker.heartbeat
					report-interval            | many   | not a whole number                     | Set it to a whole number above 0, such as 1000.
					report-interval            | 0      | not positive                           | Set it to a whole number above 0, such as 1000.
					jobs.nightly.report-interval | -1   | not positive                           | Set it to a whole number above 0, such as 1000.
					max-jobs                   | 0      | not positive                           | Set it to a whole number above 0, such as 200.
					max-stages                 | 0      | not positive                           | Set it to a whole number above 0, such as 100.
					history                    | many   | not a whole number                     | Set it to a whole number from 0 (no history) to 1000, such as 20.
					history                    | -1     | it is negative                         | Set it to a whole number from 0 (no history) to 1000, such as 20.
					history                    | 1001   | more than 1000                         | Set it to a whole number from 0 (no history) to 1000, such as 20.
					heartbeat                  | 0      | not positive                           | Set it to a duration such as 15s or 15 (seconds).
					heartbeat                  | -1s    | not positive                           | Set it to a duration such as 15s or 15 (seconds).
					heartbeat                  | often  | not a valid duration                   | Set it to a duration such as 15s or 15 (seconds).
					heartbeat                  | 40000d | longer than 100 years                  | Set it to a duration such as 15s or 15 (seconds).
					max-duration               | 0      | not positive                           | Set it to a duration such as 2h or 7200 (seconds).
					jobs.nightly.max-duration  | -5m    | not positive                           | Set it to a duration such as 2h or 7200 (seconds).
					success-interval           | 0      | neither a positive duration nor 'off'  | Set it to a duration such as 25h or 90000 (seconds)
					success-interval           | -5     | neither a positive duration nor 'off'  | Set it to a duration such as 25h or 90000 (seconds)
					success-interval           | never  | neither a positive duration nor 'off'  | Set it to a duration such as 25h or 90000 (seconds)
					success-interval           | 40000d | longer than 100 years                  | Set it to a duration such as 25h or 90000 (seconds)
					jobs.nightly.success-interval | 0   | neither a positive duration nor 'off'  | Set it to a duration such as 25h or 90000 (seconds)
					success-grace              | 0      | not positive                           | Set it to a duration such as 1h or 3600 (seconds).
					jobs.nightly.success-grace | -1     | not positive                           | Set it to a duration such as 1h or 3600 (seconds).
					start-grace                | 0      | not positive                           | Set it to a duration such as 10m or 600 (seconds).
					start-grace                | soon   | not a valid duration                   | Set it to a duration such as 10m or 600 (seconds).
					start-grace                | off    | not a valid duration                   | Set it to a duration such as 10m or 600 (seconds).
					max-jobs                   | 99999999999 | it is too large                   | Set it to a whole number above 0, such as 200.
					ping.success.url           | https://hc-ping.com/x | there is no such property | Did you mean 'progress.tracker.ping.success'?
					jobs.x.ping.success.url    | https://hc-ping.com/x | there is no such property | Did you mean 'progress.tracker.jobs.x.ping.success'?
					jobs.x.ping.sucess.url     | https://hc-ping.com/x | there is no such property | Did you mean 'progress.tracker.jobs.x.ping.success'?
					jobs.x.success-schedule.cron.expression | x | there is no such property      | Did you mean 'progress.tracker.jobs.x.success-schedule.cron'?
					heartbeat.interval         | 5s     | there is no such property              | Did you mean 'progress.tracker.heartbeat'?
					jobs.u.admin.x.hearbeat    | 5s     | there is no such property              | Correct it, or remove it.
					start-grace                | 40000d | longer than 100 years                  | Set it to a duration such as 10m or 600 (seconds).
					jobs.nightly.start-grace   | -1     | not positive                           | Set it to a duration such as 10m or 600 (seconds).
					failure-tolerance          | -1     | negative                               | Set it to a whole number from 0 to 100, such as 2.
					failure-tolerance          | 101    | more than 100                         | Set it to a whole number from 0 to 100, such as 2.
					failure-tolerance          | some   | not a whole number                     | Set it to a whole number from 0 to 100, such as 2.
					jobs.nightly.failure-tolerance | -1 | negative                               | Set it to a whole number from 0 to 100, such as 2.
					success-schedule.cron      | daily  | must consist of 6 fields               | 0 30 2 * * MON-FRI
					success-schedule.cron      | 0 0 25 * * * | 25                               | 0 30 2 * * MON-FRI
					success-schedule.cron      | 0 0 0 30 2 * | never be due                     | 0 30 2 * * MON-FRI
					success-schedule.cron      | 0 0 1 * MON | it sets both days; in a crontab             | 0 30 2 * * MON-FRI
					jobs.nightly.success-schedule.cron | x | must consist of 6 fields            | 0 30 2 * * MON-FRI
					success-schedule.zone      | UTC    | it is set without a cron expression    | Set 'progress.tracker.success-schedule.cron' as well.
					application-job            | maybe  | not one of the allowed values          | auto, on, off
					terminal.mode              | bars   | not one of the allowed values          | auto, bar, log, off
					pushgateway.connect-timeout | 0     | not positive                           | Set it to a duration such as 2s or 2 (seconds).
					pushgateway.read-timeout   | 1us    | less than 1 ms                         | Set it to a duration such as 5s or 5 (seconds).
					pushgateway.final-timeout  | 0      | not positive                           | Set it to a duration such as 4s or 4 (seconds).
					pushgateway.min-interval   | -1s    | negative                               | Set it to a duration such as 5s or 5 (seconds), or to 0.
					pushgateway.url            | ftp://gateway | must begin with http:// or https:// | http://pushgateway:9091
					pushgateway.url            | http://gateway:port | the port must be a number     | http://pushgateway:9091
					pushgateway.url            | http:// | it has no host                        | http://pushgateway:9091
					ping.start                 | hc-ping.com/x | does not begin with http:// or https:// | or to 'off'
					ping.failure               | https://hc-ping.com/x?{id} | there is no placeholder {id}  | {job}, {run}, {exception}, {duration-seconds}, {records}
					ping.method                | put    | not one of the allowed values          | post, get
					jobs.nightly.ping.success  | https:// | it has no host                         | https://hc-ping.com/your-uuid
					jobs.nightly.ping          | off    | it is a group of properties            | progress.tracker.jobs.nightly.ping.*
					ping.sucess                | https://hc-ping.com/x | there is no such property | progress.tracker.ping.success'?
					push.include               | orders.imported | it is not a valid Prometheus metric name  | as /actuator/prometheus shows them
					push.include[0]            | a.b    | it is not a valid Prometheus metric name  | as /actuator/prometheus shows them
					push.include               | a,b c  | it is not a valid Prometheus metric name  | as /actuator/prometheus shows them
					pushgatway.url             | http://gateway:9091 | there is no such property | Did you mean
					jobs.nightly.sucess-interval | 1h   | there is no such property              | Did you mean
					jobs.nightly.load.success-interval | 1h | there is no such property        | progress.tracker.jobs[nightly.load].success-interval'?
					pushgateway.username       | me     | it is set without a password           | Set 'progress.tracker.pushgateway.password'
					""")
	void aWrongValueStopsTheStartAndTheAnalysisSaysWhatToDo(String property, String value, String reason,
			String action) {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("mine", Map.of("progress.tracker." + property, value))))
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription())
					.contains("The property 'progress.tracker." + property + "' is wrong:")
					.contains("Origin: \"progress.tracker." + property + "\" from property source \"mine\"")
					.contains(reason);
				assertThat(analysis.getAction()).contains(action);
			});
	}

	@Test
	void anUnknownTimeZoneStopsTheStart() {
		for (String prefix : List.of("", "jobs.nightly.")) {
			String schedule = "progress.tracker." + prefix + "success-schedule.";
			this.contextRunner.withPropertyValues(schedule + "cron=0 0 2 * * *", schedule + "zone=Europe/Atlantis")
				.run((context) -> assertThat(analyze(context).getDescription()).contains(schedule + "zone")
					.contains("Europe/Atlantis")
					.contains("no such time zone"));
		}
	}

	@Test
	void anIntervalAndAScheduleForTheSameJobStopTheStart() {
		for (String prefix : List.of("", "jobs.nightly.")) {
			String property = "progress.tracker." + prefix;
			this.contextRunner
				.withPropertyValues(property + "success-schedule.cron=0 0 2 * * *", property + "success-interval=25h")
				.run((context) -> assertThat(analyze(context).getDescription())
					.contains(property + "success-schedule.cron")
					.contains("a success interval is also set"));
		}
		this.contextRunner
			.withPropertyValues("progress.tracker.success-schedule.cron=0 0 2 * * *",
					"progress.tracker.jobs.nightly.success-interval=25h")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "success-interval=25h,a success interval is also set",
			"success-schedule.zone=Europe/Atlantis,there is no such time zone" })
	void aWrongExpressionIsNamedTogetherWithAnotherMistakeInItsSchedule(String other, String reason) {
		this.contextRunner
			.withPropertyValues("progress.tracker.success-schedule.cron=30 2 * *", "progress.tracker." + other)
			.run((context) -> assertThat(analyze(context).getDescription()).contains(reason).contains("30 2 * *"));
	}

	@ParameterizedTest
	@CsvSource({ "report-interval,15s", "heartbeat,-15", "max-duration,-5m", "jobs.nightly.max-duration,PT-5M",
			"jobs[u/x].start-grace,0s", "max-jobs,-0x10", "success-interval,40000d", "history,+1001" })
	void theAnalysisShowsTheValueAsItWasWritten(String property, String value) {
		this.contextRunner.withPropertyValues("progress.tracker." + property + "=" + value)
			.run((context) -> assertThat(analyze(context).getDescription()).contains("Value: '" + value + "'"));
	}

	@Test
	void theValueOfAPlaceholderIsShownByItsMeaning() {
		this.contextRunner.withPropertyValues("mine=-5m", "progress.tracker.max-duration=${mine}")
			.run((context) -> assertThat(analyze(context).getDescription()).contains("Value: '-300s'"));
	}

	@Test
	void aMinIntervalOfZeroIsFine() {
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.min-interval=0")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "token,username", "token,password" })
	void aTokenBesideAUserIsRejectedAndNeitherIsShown(String first, String second) {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway." + first + "=geheim",
					"progress.tracker.pushgateway." + second + "=geheim")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("progress.tracker.pushgateway.token")
					.contains("a " + second + " is also set")
					.contains("Value: (secret)")
					.doesNotContain("geheim");
				assertThat(analysis.getAction()).contains("either 'token', or 'username' and 'password'");
			});
	}

	@ParameterizedTest
	@CsvSource({ "token,token", "username,password" })
	void aUserInTheUrlBesideOtherCredentialsIsRejectedAndNeitherIsShown(String other, String secret) {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=https://me:geheim@gateway",
					"progress.tracker.pushgateway." + other + "=geheim",
					"progress.tracker.pushgateway." + secret + "=geheim")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("progress.tracker.pushgateway.url")
					.contains("Value: 'https://***@gateway'")
					.contains("it contains a username, and a " + other + " is also set")
					.doesNotContain("geheim");
				assertThat(analysis.getAction())
					.isEqualTo("Remove the username from the URL, or remove 'progress.tracker.pushgateway.%s'.", other);
			});
	}

	@Test
	void aPasswordWithoutAUserIsNotShown() {
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.password=geheim").run((context) -> {
			assertThat(analyze(context).getDescription()).contains("it is set without a username")
				.doesNotContain("geheim");
			assertThat(analyze(context).getAction()).contains("progress.tracker.pushgateway.username");
		});
	}

	@ParameterizedTest
	@CsvSource({ "password", "token", "url" })
	void aSecretThatCannotBeReadIsNotShown(String property) {
		String name = "progress.tracker.pushgateway." + property;
		this.contextRunner.withPropertyValues(name + "=http://geheim@${" + name + "}").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'" + name + "'").doesNotContain("geheim");
			// Boot logs the cause at level DEBUG.
			assertThat(Throwables.getStackTrace(analysis.getCause())).doesNotContain("geheim");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ping.method=https://hc-ping.com/geheim", "start-grace=https://hc-ping.com/geheim",
			"ping.start=geheim.example/geheim", "ping.success=https://me:geheim@hc-ping.com/geheim",
			"ping.failure=https://hc-ping.com/{geheim-4711}", "ping.interruption=https://hc-ping.com/${geheim}/geheim",
			"jobs.nightly.ping.success=ftp://hc-ping.com/geheim", "jobs[a b].ping.start=https://hc-ping.com/geheim#x",
			"jobs.a b.ping.start=https://hc-ping.com/geheim", "ping=https://hc-ping.com/geheim",
			"jobs.nightly.ping=https://hc-ping.com/geheim", "jobs.nightly=https://hc-ping.com/geheim",
			"ping.sucess=https://hc-ping.com/geheim", "ping.url=https://hc-ping.com/geheim",
			"pings.success=https://hc-ping.com/geheim", "healthcheck=https://hc-ping.com/geheim?x",
			"jobs.nightly.ping.ok=geheim" })
	void theUrlOfAPingIsNeverShown(String setting) {
		this.contextRunner.withPropertyValues("progress.tracker." + setting).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("is wrong:", "Reason: ").doesNotContain("geheim");
			assertThat(Throwables.getStackTrace(analysis.getCause())).doesNotContain("geheim");
		});
	}

	@Test
	void aUrlIsShownWithoutUserAndPassword() {
		this.contextRunner.withPropertyValues("progress.tracker.pushgateway.url=http://me:geheim@gateway:port")
			.run((context) -> assertThat(analyze(context).getDescription()).contains("Value: 'http://***@gateway:port'")
				.doesNotContain("geheim"));
	}

	@ParameterizedTest
	@CsvSource({ "token=geheim ö,token", "username=a:b,username" })
	void credentialsThatCannotBeSentAreNotShown(String setting, String property) {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway." + setting,
					property.equals("username") ? "progress.tracker.pushgateway.password=geheim" : "other=")
			.run((context) -> assertThat(analyze(context).getDescription())
				.contains("'progress.tracker.pushgateway." + property + "'", "contains a c")
				.doesNotContain("geheim"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "progress.tracker.textfile.directory", "progress.tracker.pushgateway.spool-directory" })
	void aDirectoryThatIsNotAPathIsRejected(String property) {
		this.contextRunner.withPropertyValues(property + "=/a\0b").run((context) -> {
			assertThat(analyze(context).getDescription()).contains("'%s'".formatted(property), "Value: '/a\\u0000b'",
					"it is not a valid path");
			assertThat(analyze(context).getAction()).contains("path of a directory");
		});
	}

	@Test
	void anApplicationThatFailsToStartLogsTheAnalysis(CapturedOutput output) {
		SpringApplication application = new SpringApplication(OtherProperties.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers(Variables.none());
		assertThatException().isThrownBy(() -> application.run("--progress.tracker.report-interval=15s"));
		assertThat(output.getAll().replace("\r\n", "\n")).contains("""
				APPLICATION FAILED TO START
				***************************

				Description:

				The property 'progress.tracker.report-interval' is wrong:

				    Value: '15s'
				    Origin: "progress.tracker.report-interval" from property source "commandLineArgs"
				    Reason: the property is a number of records, not a duration

				Action:

				Set it to the number of records after which a report is due, such as 1000. For reports at regular\
				 intervals, set 'progress.tracker.heartbeat'.
				""");
	}

	@Test
	void wrongPropertiesOfOthersAreLeftToOtherAnalyzers() {
		this.contextRunner.withUserConfiguration(OtherProperties.class)
			.withPropertyValues("other.size=large")
			.run((context) -> assertThat(analyze(context).getDescription()).contains("other.size")
				.doesNotContain("is wrong"));
	}

	private FailureAnalysis analyze(AssertableApplicationContext context) {
		return StartupFailure.analyze(context, this.environments.get(this.environments.size() - 1));
	}

	@EnableConfigurationProperties(Other.class)
	@ImportAutoConfiguration(ProgressTrackerAutoConfiguration.class)
	static class OtherProperties {

	}

	@ConfigurationProperties("other")
	record Other(int size) {

	}

}
