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

import java.nio.file.Path;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what happens in a user's test of an application that is configured as in
 * production. The test has nothing but the starter.
 */
@ExtendWith(OutputCaptureExtension.class)
class UserTestTests {

	private static RecordingServer gateway;

	private static Path directory;

	@BeforeEach
	void start(@TempDir Path directory) {
		UserTestTests.gateway = RecordingServer.start();
		UserTestTests.directory = directory;
	}

	@AfterEach
	void stop() {
		gateway.close();
	}

	@Test
	void aTestDoesNotPushWriteOrPrintAnything(CapturedOutput output) throws Exception {
		run(PropertyTest.class);
		assertThat(gateway.requests()).isEmpty();
		assertThat(directory).isEmptyDirectory();
		assertThat(output).isEmpty();
	}

	@Test
	void aTestWithAGatewayInTheEnvironmentDoesNotPush(CapturedOutput output) throws Exception {
		run(VariableTest.class);
		assertThat(gateway.requests()).isEmpty();
		assertThat(output).isEmpty();
	}

	@Test
	void aTestWithoutAnyConfigurationCausesNoWarning(CapturedOutput output) throws Exception {
		run(UnconfiguredTest.class);
		assertThat(output).isEmpty();
	}

	@Test
	void aTestSeesHowItsRunnersEnded() throws Exception {
		TestContextManager test = new TestContextManager(PropertyTest.class);
		ApplicationContext context = test.getTestContext().getApplicationContext();
		assertThat(context.getBean(ProgressTracker.class).progress().status()).isEqualTo(RunStatus.COMPLETED);
		test.afterTestClass();
	}

	@Test
	void aTestThatAsksForReportsPushesWritesAndPrints(CapturedOutput output) throws Exception {
		run(AskingTest.class);
		assertThat(gateway.requests()).isNotEmpty();
		assertThat(directory).isNotEmptyDirectory();
		assertThat(output).contains("load");
	}

	/** Runs a test class. Everything has been delivered once its context is closed. */
	private static void run(Class<?> testClass) throws Exception {
		TestContextManager test = new TestContextManager(testClass);
		test.getTestContext().getApplicationContext();
		test.afterTestClass();
	}

	private static void configure(DynamicPropertyRegistry registry) {
		registry.add("progress.tracker.pushgateway.url", () -> gateway.url());
		registry.add("progress.tracker.textfile.directory", () -> directory.toString());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> tracker.startStage("load").inc(3000);
		}

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	@TestPropertySource(properties = { "spring.main.banner-mode=off", "spring.main.log-startup-info=false",
			"logging.level.root=warn", "logging.level.io.github.progresstracker=info" })
	abstract static class UserTest {

	}

	static class PropertyTest extends UserTest {

		@DynamicPropertySource
		static void configure(DynamicPropertyRegistry registry) {
			UserTestTests.configure(registry);
		}

	}

	static class VariableTest extends UserTest {

		@DynamicPropertySource
		static void configure(DynamicPropertyRegistry registry) {
			registry.add("PUSHGATEWAY", () -> gateway.address());
		}

	}

	static class UnconfiguredTest extends UserTest {

	}

	@TestPropertySource(
			properties = { "progress.tracker.reporting.enabled=true", "progress.tracker.terminal.mode=log" })
	static class AskingTest extends UserTest {

		@DynamicPropertySource
		static void configure(DynamicPropertyRegistry registry) {
			UserTestTests.configure(registry);
		}

	}

}
