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

import java.util.List;
import java.util.Map;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.UsesServers;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that a bean describes.
 */
@UsesServers
class PushgatewayConnectionDetailsTests {

	private static final Map<String, String> NIGHTLY = Map.of("job", "nightly");

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
		.withPropertyValues("progress.tracker.terminal.mode=off");

	@Test
	void aUrlIsEnoughAndTheOtherPropertiesStillApply() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			with(gateway::url).withPropertyValues("progress.tracker.pushgateway.min-interval=7").run((context) -> {
				assertThat(reporter(context).policy().minInterval()).hasSeconds(7);
				report(context);
			});
			assertThat(gateway.has("job_last_success", NIGHTLY)).isTrue();
		}
	}

	@Test
	void theyTakePrecedenceOverPropertiesAndVariables() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startWithPassword()) {
			with(new Details(gateway.url(), RealPushgateway.USERNAME, RealPushgateway.PASSWORD, null))
				.withInitializer(Variables.of("PUSHGATEWAY", "127.0.0.1:1"))
				.withPropertyValues("progress.tracker.pushgateway.url=http://127.0.0.1:2",
						"progress.tracker.pushgateway.token=other")
				.run(PushgatewayConnectionDetailsTests::report);
			assertThat(gateway.has("job_last_success", NIGHTLY)).isTrue();
		}
	}

	@Test
	void aUserInTheUrlIsSentAsPassword() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startWithPassword()) {
			with(() -> "batch:p%C3%A4@ss%3Aw%2540rd@" + gateway.address())
				.run(PushgatewayConnectionDetailsTests::report);
			assertThat(gateway.has("job_last_success", NIGHTLY)).isTrue();
		}
	}

	@Test
	void aTokenIsSent() {
		try (RecordingServer server = RecordingServer.start()) {
			with(new Details(server.url(), null, null, "abc")).run(PushgatewayConnectionDetailsTests::report);
			assertThat(server.requests()).isNotEmpty()
				.allSatisfy(
						(request) -> assertThat(request.headers().get("Authorization")).containsExactly("Bearer abc"));
		}
	}

	@Test
	void nothingIsPushedWhenReportingIsOff() {
		with(() -> "http://gateway").withPropertyValues("progress.tracker.reporting.enabled=false")
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void thoseOfTheParentContextApplyToItsChildren() {
		new ApplicationContextRunner().withBean(PushgatewayConnectionDetails.class, () -> () -> "http://above")
			.run((parent) -> this.contextRunner.withParent(parent)
				.withPropertyValues("progress.tracker.pushgateway.url=http://below")
				.run((context) -> assertThat(reporter(context).destination()).isEqualTo("Pushgateway http://above")));
	}

	@Test
	void thoseOfThePropertiesAreABeanToo() {
		this.contextRunner
			.withPropertyValues("progress.tracker.pushgateway.url=https://gateway",
					"progress.tracker.pushgateway.username=me", "progress.tracker.pushgateway.password=geheim")
			.run((context) -> assertThat(context.getBean(PushgatewayConnectionDetails.class))
				.returns("https://gateway", PushgatewayConnectionDetails::getUrl)
				.returns("me", PushgatewayConnectionDetails::getUsername)
				.returns("geheim", PushgatewayConnectionDetails::getPassword)
				.returns(null, PushgatewayConnectionDetails::getToken)
				.returns(null, PushgatewayConnectionDetails::getSslBundle)
				.satisfies((details) -> assertThat(details.toString()).doesNotContain("geheim")));
	}

	@Test
	void theUrlOfTheVariableContainsItsUserUnlessThereIsAToken() {
		this.contextRunner.withInitializer(Variables.of("PUSHGATEWAY", "me:geheim@gateway"))
			.run((context) -> assertThat(url(context)).isEqualTo("me:geheim@gateway"));
		this.contextRunner.withInitializer(Variables.of("PUSHGATEWAY", "me:geheim@gateway"))
			.withPropertyValues("progress.tracker.pushgateway.token=abc")
			.run((context) -> assertThat(url(context)).isEqualTo("http://gateway"));
	}

	@Test
	void withoutAnAddressThereAreNoDetails() {
		this.contextRunner
			.run((context) -> assertThat(context.getBeanProvider(PushgatewayConnectionDetails.class).getIfAvailable())
				.isNull());
	}

	@ParameterizedTest
	@CsvSource({ "http://gateway:port,,,, the port must be a number", //
			"http://gateway, geheim, geheim, geheim, there is both a token and a username or password",
			"http://gateway, geheim,,, username and password must be set together",
			"http://gateway,, geheim,, username and password must be set together",
			"http://me:geheim@gateway,,, geheim, 'the URL contains credentials, and others are also set'",
			"http://gateway,,, geheim ö, the token contains a character" })
	void invalidDetailsStopTheStartWithoutShowingSecrets(String url, @Nullable String username,
			@Nullable String password, @Nullable String token, String reason) {
		with(new Details(url, username, password, token)).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(Throwables.getStackTrace(context.getStartupFailure()))
				.contains("The connection details of " + Details.class.getName() + " are wrong: ", reason)
				.doesNotContain("geheim");
		});
	}

	private ApplicationContextRunner with(PushgatewayConnectionDetails details) {
		return this.contextRunner.withBean(PushgatewayConnectionDetails.class, () -> details);
	}

	private static void report(ApplicationContext context) {
		context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc());
	}

	private static String url(ApplicationContext context) {
		return context.getBean(PushgatewayConnectionDetails.class).getUrl();
	}

	private record Details(String getUrl, @Nullable String getUsername, @Nullable String getPassword,
			@Nullable String getToken) implements PushgatewayConnectionDetails {

	}

	private static List<ProgressReporter> reporters(ApplicationContext context) {
		return context.getBean(Tracking.class).reporters().all();
	}

	private static PushgatewayReporter reporter(ApplicationContext context) {
		return (PushgatewayReporter) reporters(context).get(0);
	}

}
