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

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.test.example.NightlyApplication;
import org.junit.jupiter.api.Test;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProgressTrackerTest}.
 */
class ProgressTrackerTestTests {

	@Test
	void theContextHasTheTrackersAndNothingElse() throws Exception {
		ApplicationContext context = contextOf(SliceTest.class);
		assertThat(context.getBeansWithAnnotation(AutoConfiguration.class).values()).extracting(Object::getClass)
			.containsExactlyInAnyOrder(ProgressTrackerAutoConfiguration.class);
		assertThat(context.getBeanNamesForType(ProgressTracker.class)).hasSize(1);
		assertThat(context.getBeanNamesForType(ProgressTrackers.class)).hasSize(1);
		assertThat(context.getBeanNamesForType(RecordedReports.class)).hasSize(1);
		assertThat(context.getBeanNamesForType(ProgressReporter.class)).isEmpty();
	}

	@Test
	void componentsAreNotScanned() throws Exception {
		ApplicationContext context = contextOf(SliceTest.class);
		assertThat(context.getBeansOfType(NightlyApplication.class)).hasSize(1);
		assertThat(context.getBeansOfType(CommandLineRunner.class)).isEmpty();
		assertThat(context.getBean(RecordedReports.class)).isEmpty();
	}

	@Test
	void anImportedRunnerIsCalled() throws Exception {
		assertThat(contextOf(ImportingTest.class).getBean(RecordedReports.class)).lastOf("nightly")
			.isCompleted()
			.hasProcessed(2);
	}

	@Test
	void filtersIncludeComponents() throws Exception {
		assertThat(contextOf(IncludingTest.class).getBean(RecordedReports.class)).lastOf("nightly")
			.isCompleted()
			.hasProcessed("load", 4);
	}

	@Test
	void filtersExcludeComponents() throws Exception {
		ApplicationContext context = contextOf(ExcludingTest.class);
		assertThat(context.containsBean("orderFile")).isTrue();
		assertThat(context.containsBean("nightlyImport")).isFalse();
	}

	@Test
	void thePropertiesOfTheTestApply() throws Exception {
		ApplicationContext context = contextOf(PropertiesTest.class);
		context.getBean(ProgressTracker.class).complete();
		assertThat(context.getBean(RecordedReports.class)).hasRuns("weekly", 1);
	}

	@Test
	void autoConfigurationsCanBeLeftOut() throws Exception {
		ApplicationContext context = contextOf(WithoutTrackersTest.class);
		assertThat(context.getBeanNamesForType(ProgressTrackers.class)).isEmpty();
		assertThat(context.getBeanNamesForType(ProgressTracker.class)).isEmpty();
	}

	private static ApplicationContext contextOf(Class<?> testClass) throws Exception {
		try (TestClassRun run = new TestClassRun(testClass)) {
			return run.context();
		}
	}

	@ProgressTrackerTest(properties = { "progress.tracker.pushgateway.url=http://localhost:1",
			"progress.tracker.textfile.directory=target" })
	@ContextConfiguration(classes = NightlyApplication.class)
	static class SliceTest {

	}

	@ProgressTrackerTest
	@ContextConfiguration(classes = NightlyApplication.class)
	@Import(Job.class)
	static class ImportingTest {

	}

	@ProgressTrackerTest(includeFilters = @Filter(Component.class))
	@ContextConfiguration(classes = NightlyApplication.class)
	static class IncludingTest {

	}

	@ProgressTrackerTest(includeFilters = @Filter(Component.class),
			excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = CommandLineRunner.class))
	@ContextConfiguration(classes = NightlyApplication.class)
	static class ExcludingTest {

	}

	@ProgressTrackerTest(properties = "progress.tracker.job=weekly")
	@ContextConfiguration(classes = NightlyApplication.class)
	static class PropertiesTest {

	}

	@ProgressTrackerTest(excludeAutoConfiguration = ProgressTrackerAutoConfiguration.class)
	@ContextConfiguration(classes = NightlyApplication.class)
	static class WithoutTrackersTest {

	}

	@TestConfiguration
	static class Job {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> tracker.inc(2);
		}

	}

}
