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

package io.github.progresstracker.internal.lifecycle;

import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DisableReportingInTestsTests {

	@Test
	void inASpringTestNothingIsReportedOrShown() throws Exception {
		ApplicationContext context = contextOf(Plain.class);
		assertThat(context.getEnvironment().getProperty("progress.tracker.reporting.enabled")).isEqualTo("false");
		assertThat(context.getEnvironment().getProperty("progress.tracker.terminal.mode")).isEqualTo("off");
		assertThat(context.getBeanProvider(SpringTestMarker.class).getIfAvailable()).isNotNull();
	}

	@Test
	void aTestCanAskForReports() throws Exception {
		ApplicationContext context = contextOf(Asking.class);
		assertThat(context.getEnvironment().getProperty("progress.tracker.reporting.enabled")).isEqualTo("true");
		assertThat(context.getEnvironment().getProperty("progress.tracker.terminal.mode")).isEqualTo("log");
	}

	/**
	 * Starts a whole application with a runner that counts, configured for production.
	 */
	@Test
	void aSpringBootTestNeitherPushesNorWritesNorPrints(CapturedOutput output) throws Exception {
		try (RecordingServer gateway = RecordingServer.start()) {
			System.setProperty("PUSHGATEWAY", gateway.url());
			System.setProperty("JOB_SUCCESS_INTERVAL", "nonsense");
			ConfigurableApplicationContext context = (ConfigurableApplicationContext) contextOf(Production.class);
			assertThat(context.getBean(ProgressTracker.class).progress()).satisfies((progress) -> {
				assertThat(progress.status()).isEqualTo(RunStatus.COMPLETED);
				assertThat(progress.records().processed()).isEqualTo(5000);
			});
			context.close();
			assertThat(gateway.requests()).isEmpty();
			assertThat(output).doesNotContain("nightly", "JOB_SUCCESS_INTERVAL", "StartupReport");
			// Micrometer may warn of meters that another test left in its global registry
			assertThat(output.toString().lines().filter((line) -> line.contains("WARN")))
				.noneMatch((line) -> line.contains(" i.g.p.") || line.contains("io.github.progresstracker"));
		}
		finally {
			System.clearProperty("PUSHGATEWAY");
			System.clearProperty("JOB_SUCCESS_INTERVAL");
		}
	}

	/** Build servers set JOB_NAME, too. */
	@Test
	void variablesOfTheProcessDoNotReachTheJobUnderTest() {
		StandardEnvironment environment = new StandardEnvironment();
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name,
					Map.of("JOB_NAME", "build-7", "PUSHGATEWAY", "gateway:9091")));
		assertThat(EnvironmentVariables.of(environment, false).first("JOB_NAME")).isNotNull();
		assertThat(EnvironmentVariables.of(environment, true).first("JOB_NAME")).isNull();
		assertThat(EnvironmentVariables.of(environment, true).gateway()).isNull();
		environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("JOB_NAME", "nightly")));
		assertThat(EnvironmentVariables.of(environment, true).first("JOB_NAME")).isNotNull();
	}

	@Test
	void testsShareACachedContext() throws Exception {
		assertThat(contextOf(Plain.class)).isSameAs(contextOf(AnotherPlain.class)).isNotSameAs(contextOf(Asking.class));
	}

	private static ApplicationContext contextOf(Class<?> testClass) throws Exception {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nightly {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (arguments) -> {
				tracker.startStage("load", 5000);
				tracker.inc(5000);
			};
		}

	}

	@SpringBootTest(classes = Nightly.class,
			properties = { "progress.tracker.job=nightly", "progress.tracker.terminal.mode=log",
					"progress.tracker.ping.start=${PUSHGATEWAY}/start",
					"progress.tracker.ping.success=${PUSHGATEWAY}/success" },
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	static class Production {

	}

	@SpringJUnitConfig(Application.class)
	static class Plain {

	}

	@SpringJUnitConfig(Application.class)
	static class AnotherPlain {

	}

	@SpringJUnitConfig(Application.class)
	@TestPropertySource(
			properties = { "progress.tracker.reporting.enabled=true", "progress.tracker.terminal.mode=log" })
	static class Asking {

	}

}
