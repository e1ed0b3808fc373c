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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import org.junit.jupiter.api.Test;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.ContextHierarchy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RecordedReports} in the contexts of Spring tests.
 */
class RecordedReportsContextTests {

	@Test
	void eachTestSeesWhatRunnersDidWhileTheContextStarted() throws Exception {
		try (TestClassRun run = new TestClassRun(ATest.class)) {
			run.method((context) -> assertThat(reports(context)).lastOf("nightly").isCompleted().hasProcessed(3));
			run.method((context) -> assertThat(reports(context)).lastOf("nightly").isCompleted().hasProcessed(3));
		}
	}

	@Test
	void reportsOfATestMethodAreForgottenAfterIt() throws Exception {
		try (TestClassRun run = new TestClassRun(ATest.class)) {
			run.method((context) -> {
				runJob(context, "hourly");
				assertThat(reports(context)).hasRuns("hourly", 1);
			});
			run.method((context) -> assertThat(reports(context)).hasNoneOf("hourly").hasRuns("nightly", 1));
		}
	}

	@Test
	void testClassesShareAContextButNoReports() throws Exception {
		ApplicationContext shared;
		try (TestClassRun run = new TestClassRun(ATest.class)) {
			shared = run.context();
			run.method((context) -> runJob(context, "hourly"));
		}
		try (TestClassRun run = new TestClassRun(AnotherTest.class)) {
			run.method((context) -> {
				assertThat(context).isSameAs(shared);
				assertThat(reports(context)).hasNoneOf("hourly").hasRuns("nightly", 1);
			});
		}
	}

	@Test
	void reportsOfABeforeAllMethodAreForgottenAfterTheClass() throws Exception {
		// The first class starts the context, the second one finds it started.
		for (Class<?> testClass : List.of(FirstTest.class, SecondTest.class)) {
			try (TestClassRun run = new TestClassRun(testClass)) {
				run.beforeAll((context) -> runJob(context, "hourly"));
				run.method((context) -> assertThat(reports(context)).hasRuns("hourly", 1));
				run.method((context) -> assertThat(reports(context)).hasRuns("hourly", 1).hasRuns("nightly", 1));
			}
		}
	}

	@Test
	void testClassesThatStartTogetherShareAContext() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			Callable<RecordedReports> first = () -> reports(new TestClassRun(FirstParallelTest.class).context());
			Callable<RecordedReports> second = () -> reports(new TestClassRun(SecondParallelTest.class).context());
			List<Future<RecordedReports>> both = threads.invokeAll(List.of(first, second));
			assertThat(both.get(0).get()).isSameAs(both.get(1).get());
			assertThat(both.get(0).get()).hasRuns("nightly", 1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void aContextThatIsStartedAgainHasReportsOfItsOwn() throws Exception {
		try (TestClassRun run = new TestClassRun(DirtyTest.class)) {
			run.method((context) -> runJob(context, "hourly"));
			run.method((context) -> assertThat(reports(context)).hasNoneOf("hourly").hasRuns("nightly", 1));
		}
	}

	@Test
	void recordedReportsDefinedByTheUserAreInjected() throws Exception {
		try (TestClassRun run = new TestClassRun(OwnReportsTest.class)) {
			run.method((context) -> {
				assertThat(reports(context)).isSameAs(context.getBean("recordedReports"));
				assertThat(reports(context)).hasRuns("nightly", 1);
				runJob(context, "hourly");
			});
			run.method((context) -> assertThat(reports(context)).hasNoneOf("hourly").hasRuns("nightly", 1));
		}
	}

	@Test
	void aRunnerThatThrowsFailsTheRun() throws Exception {
		try (TestClassRun run = new TestClassRun(FailingTest.class)) {
			assertThatIllegalStateException().isThrownBy(run::context);
		}
		assertThat(Failing.REPORTS).hasRuns("nightly", 1)
			.lastOf("nightly")
			.failedWith(UnsupportedOperationException.class)
			.failedIn("load");
	}

	@Test
	void aChildContextSharesTheReportsOfItsParent() throws Exception {
		try (TestClassRun run = new TestClassRun(HierarchyTest.class)) {
			ApplicationContext parent = run.context().getParent();
			run.method((context) -> {
				assertThat(reports(context)).isSameAs(reports(parent)).hasRuns("nightly", 1);
				runJob(context, "hourly");
				runJob(parent, "daily");
				assertThat(reports(context)).hasRuns("hourly", 1).hasRuns("daily", 1);
			});
			run.method((context) -> assertThat(reports(context)).hasNoneOf("hourly").hasNoneOf("daily"));
		}
	}

	@Test
	void aContextWithoutSpringBootHasReportsToo() throws Exception {
		try (TestClassRun run = new TestClassRun(PlainSpringTest.class)) {
			run.method((context) -> assertThat(reports(context)).isEmpty());
		}
	}

	@Test
	void nothingIsRecordedIfTrackingIsDisabled() throws Exception {
		try (TestClassRun run = new TestClassRun(DisabledTest.class)) {
			run.method((context) -> assertThat(reports(context)).isEmpty());
		}
	}

	private static RecordedReports reports(ApplicationContext context) {
		return context.getBean(RecordedReports.class);
	}

	private static void runJob(ApplicationContext context, String job) {
		context.getBean(ProgressTrackers.class).run(job, ProgressTracker::inc);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> tracker.startStage("load").inc(3);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Failing {

		static final RecordedReports REPORTS = new RecordedReports();

		@Bean
		RecordedReports reports() {
			return REPORTS;
		}

		@Bean
		CommandLineRunner job(ProgressTracker tracker) {
			return (args) -> {
				tracker.startStage("load");
				throw new UnsupportedOperationException();
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnReports {

		@Bean
		RecordedReports recordedReports() {
			return new RecordedReports();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

	}

	@SpringBootTest(classes = Application.class)
	static class ATest {

	}

	@SpringBootTest(classes = Application.class)
	static class AnotherTest {

	}

	@SpringBootTest(classes = Application.class, properties = "shared.by=two")
	static class FirstTest {

	}

	@SpringBootTest(classes = Application.class, properties = "shared.by=two")
	static class SecondTest {

	}

	@SpringBootTest(classes = Application.class, properties = "shared.by=threads")
	static class FirstParallelTest {

	}

	@SpringBootTest(classes = Application.class, properties = "shared.by=threads")
	static class SecondParallelTest {

	}

	@SpringBootTest(classes = Application.class)
	@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
	static class DirtyTest {

	}

	@SpringBootTest(classes = { Application.class, OwnReports.class })
	static class OwnReportsTest {

	}

	@SpringBootTest(classes = Failing.class, properties = "spring.test.print-condition-evaluation-report=false")
	static class FailingTest {

	}

	@SpringBootTest(properties = "shared.by=nobody")
	@ContextHierarchy({ @ContextConfiguration(classes = Application.class),
			@ContextConfiguration(classes = Nothing.class) })
	static class HierarchyTest {

	}

	@ContextConfiguration(classes = Nothing.class)
	static class PlainSpringTest {

	}

	@SpringBootTest(classes = Application.class, properties = "progress.tracker.enabled=false")
	static class DisabledTest {

	}

}
