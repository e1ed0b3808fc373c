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

package io.github.progresstracker.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.report.ProgressReporter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureProgressTracker}.
 */
class AutoConfigureProgressTrackerTests {

	private static final List<String> REPORTED = new CopyOnWriteArrayList<>();

	@BeforeEach
	void forget() {
		REPORTED.clear();
	}

	@Test
	void aTestWithoutTheAnnotationReportsNothing() throws Exception {
		runJobIn(SilentTest.class);
		assertThat(REPORTED).isEmpty();
	}

	@Test
	void aTestWithTheAnnotationReports() throws Exception {
		runJobIn(ReportingTest.class);
		assertThat(REPORTED).containsExactly("hourly");
	}

	@Test
	void aNestedTestInheritsTheAnnotation() throws Exception {
		runJobIn(OuterTest.InnerTest.class);
		assertThat(REPORTED).containsExactly("hourly");
	}

	@Test
	void aSystemPropertyDoesNotPreventReporting() throws Exception {
		System.setProperty("progress.tracker.reporting.enabled", "false");
		try {
			runJobIn(ReportingTest.class);
		}
		finally {
			System.clearProperty("progress.tracker.reporting.enabled");
		}
		assertThat(REPORTED).containsExactly("hourly");
	}

	@Test
	void aPropertyOfTheTestTakesPrecedence() throws Exception {
		runJobIn(PropertyTest.class);
		runJobIn(PropertySourceTest.class);
		assertThat(REPORTED).isEmpty();
	}

	@Test
	void reportsAreRecordedToo() throws Exception {
		try (TestClassRun run = new TestClassRun(ReportingTest.class)) {
			run.method((context) -> {
				runJob(context);
				assertThat(context.getBean(RecordedReports.class)).hasRuns("hourly", 1);
			});
		}
	}

	@Test
	void aSliceGetsAllAutoConfigurationsForTrackingAndReporting() throws Exception {
		runJobIn(SliceTest.class);
		assertThat(REPORTED).containsExactly("hourly");
	}

	@Test
	void allAutoConfigurationsAreImported() {
		ClassLoader classLoader = getClass().getClassLoader();
		assertThat(ImportCandidates.load(AutoConfiguration.class, classLoader).getCandidates())
			.filteredOn((name) -> name.startsWith("io.github.progresstracker."))
			.containsExactlyInAnyOrderElementsOf(
					ImportCandidates.load(AutoConfigureProgressTracker.class, classLoader).getCandidates());
	}

	/**
	 * Everything is delivered once the context is closed, after the class.
	 */
	private static void runJobIn(Class<?> testClass) throws Exception {
		try (TestClassRun run = new TestClassRun(testClass)) {
			run.method(AutoConfigureProgressTrackerTests::runJob);
		}
	}

	private static void runJob(ApplicationContext context) {
		context.getBean(ProgressTrackers.class).run("hourly", ProgressTracker::inc);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ProgressReporter reporter() {
			return (progress) -> REPORTED.add(progress.identity().job());
		}

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class)
	static class SilentTest {

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class)
	@AutoConfigureProgressTracker
	static class ReportingTest {

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class)
	@AutoConfigureProgressTracker
	static class OuterTest {

		@Nested
		class InnerTest {

		}

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class, properties = "progress.tracker.reporting.enabled=false")
	@AutoConfigureProgressTracker
	static class PropertyTest {

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class)
	@TestPropertySource("silent.properties")
	@AutoConfigureProgressTracker
	static class PropertySourceTest {

	}

	@DirtiesContext
	@SpringBootTest(classes = Application.class)
	@OverrideAutoConfiguration(enabled = false)
	@AutoConfigureProgressTracker
	static class SliceTest {

	}

}
