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

package io.github.progresstracker.compatibility.slices;

import java.util.List;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.aot.DisabledInAotMode;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications in whose tests a tracker is a mock or a spy.
 */
@ExtendWith(OutputCaptureExtension.class)
@DisabledInAotMode("Its nested classes are not tests, so they are not processed ahead of time")
class MockedTrackersTests {

	@Test
	void aMockOfTheTrackerIsWarnedOfBeforeTheJobRuns(CapturedOutput output) {
		start(MockedTrackerTest.class);
		assertThat(output.getAll().lines().filter((line) -> line.contains("mock") || line.startsWith("order ")))
			.singleElement()
			.asString()
			.contains("ProgressTracker is a mock", "RecordedReports");
	}

	@Test
	void aMockOfTheTrackersIsWarnedOf(CapturedOutput output) {
		start(MockedTrackersTest.class);
		assertThat(output.getAll().lines().filter((line) -> line.contains("mock"))).singleElement()
			.asString()
			.contains("ProgressTrackers is a mock", "RecordedReports");
	}

	@Test
	void nothingIsWarnedOfWithoutMocks(CapturedOutput output) {
		start(SpiedTrackerTest.class);
		assertThat(output).doesNotContain("mock").contains("order 7", "order 12");
	}

	private static void start(Class<?> testClass) {
		new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	static class MockedTrackerTest {

		@MockitoBean
		ProgressTracker tracker;

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	static class MockedTrackersTest {

		@MockitoBean
		ProgressTrackers trackers;

	}

	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE)
	static class SpiedTrackerTest {

		@MockitoSpyBean
		ProgressTracker tracker;

		@MockitoSpyBean
		ProgressTrackers trackers;

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> {
				for (int order : tracker.track(List.of(7, 12))) {
					System.out.println("order " + order);
				}
			};
		}

		@Bean
		CommandLineRunner otherJob(ProgressTrackers trackers) {
			return (args) -> trackers.run("other", (tracker) -> tracker.inc(2));
		}

	}

}
