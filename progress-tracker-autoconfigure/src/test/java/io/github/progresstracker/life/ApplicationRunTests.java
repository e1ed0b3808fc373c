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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.PriorityOrdered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the application's own run: which applications have one, and when it starts.
 * {@link LifeOfARunTests} tests with real processes how runs end.
 */
class ApplicationRunTests {

	private final Ends ends = new Ends();

	private final SpringApplication application = new SpringApplication(Application.class);

	ApplicationRunTests() {
		this.application.setWebApplicationType(WebApplicationType.NONE);
		add((context) -> context.registerBean("ends", Ends.class, () -> this.ends));
	}

	@Test
	void anApplicationWithARunnerHasARunEvenIfNothingIsCounted() {
		add((context) -> context.registerBean(CommandLineRunner.class, () -> (args) -> {
		}));
		runAndClose();
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
	}

	@Test
	void anApplicationWithoutARunnerHasNoRunUntilSomethingIsCounted() {
		runAndClose();
		assertThat(this.ends.statuses()).isEmpty();
	}

	@Test
	void onlyCompleteEndsARunWithoutARunner() {
		try (ConfigurableApplicationContext context = this.application.run()) {
			context.getBean(ProgressTracker.class).inc();
		}
		assertThat(this.ends.statuses()).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void anApplicationThatNamesItsJobsHasNoOtherRun() {
		add((context) -> context.registerBean("two", TwoJobs.class));
		runAndClose();
		assertThat(this.ends.jobs()).containsExactly("first", "second");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void anApplicationThatNamesItsJobsDoesNotAnnounceAnother(CapturedOutput output) {
		add((context) -> context.registerBean("two", TwoJobs.class));
		runAndClose("--progress.tracker.job=nightly", "--progress.tracker.namespace=prod");
		assertThat(output).contains("Tracking the jobs that the application starts with namespace 'prod'"
				+ " (property progress.tracker.namespace); reporting to");
	}

	@Test
	void anApplicationThatNamesJobsAndCountsOnItsOwnRunHasBoth() {
		add((context) -> context.registerBean("two", TwoJobs.class));
		add((context) -> context.registerBean("own", OwnJob.class));
		runAndClose("--progress.tracker.job=nightly");
		assertThat(this.ends.jobs()).containsExactlyInAnyOrder("first", "second", "nightly");
	}

	@Test
	void aRunnerThatNamesASecondTrackerCountsOnThatAndTheApplicationsJobStaysSilent() {
		this.application.addPrimarySources(List.of(SecondTracker.class));
		add((context) -> context.registerBean("own", NamesSecond.class));
		runAndClose("--progress.tracker.job=nightly");
		assertThat(this.ends.jobs()).containsExactly("second");
	}

	@Test
	void withASecondTrackerTheStartStopsWhereABeanDoesNotSayWhichOneItTakes() {
		this.application.addPrimarySources(List.of(SecondTracker.class));
		add((context) -> context.registerBean("own", OwnJob.class));
		assertThatExceptionOfType(UnsatisfiedDependencyException.class)
			.isThrownBy(() -> runAndClose("--progress.tracker.job=nightly"))
			.withMessageContaining("found 2: ")
			.withMessageContaining("progressTracker")
			.withMessageContaining("second");
		assertThat(this.ends.statuses()).doesNotContain(RunStatus.COMPLETED);
	}

	@Test
	void withASecondTrackerTheApplicationsOwnCanBeNamed() {
		this.application.addPrimarySources(List.of(SecondTracker.class));
		add((context) -> context.registerBean("own", NamesOwn.class));
		runAndClose("--progress.tracker.job=nightly");
		assertThat(this.ends.completed()).containsExactly("nightly");
	}

	@Test
	void aPrimaryTrackerOfTheUserIsTheOneThatIsInjected() {
		this.application.addPrimarySources(List.of(PrimaryTracker.class));
		add((context) -> context.registerBean("own", OwnJob.class));
		runAndClose("--progress.tracker.job=nightly");
		assertThat(this.ends.jobs()).containsExactly("second");
		assertThat(this.ends.progress.get(0).records().processed()).isEqualTo(1);
	}

	@Test
	void aTrackerOfTheUserInPlaceOfOursIsNoSuccessOfTheApplicationsJob() {
		this.application.addPrimarySources(List.of(ReplacedTracker.class));
		add((context) -> context.registerBean("own", OwnJob.class));
		runAndClose("--progress.tracker.job=nightly");
		assertThat(this.ends.jobs()).containsExactly("second");
	}

	@Test
	void theApplicationsOwnRunCanBeTurnedOnEvenIfOtherJobsDoTheWork() {
		add((context) -> context.registerBean("two", TwoJobs.class));
		runAndClose("--progress.tracker.job=nightly", "--progress.tracker.application-job=on");
		assertThat(this.ends.jobs()).containsExactly("first", "second", "nightly");
	}

	@Test
	void theApplicationsOwnRunCanBeTurnedOffAndTheTrackerStillWorks() {
		add((context) -> context.registerBean("own", OwnJob.class));
		runAndClose("--progress.tracker.application-job=off");
		assertThat(this.ends.jobs()).isEmpty();
	}

	@Test
	void theTrackerStillWorksIfTrackingIsTurnedOff() {
		add((context) -> context.registerBean("own", OwnJob.class));
		runAndClose("--progress.tracker.enabled=false");
		assertThat(this.ends.jobs()).isEmpty();
	}

	@Test
	void thereIsNoSuccessIfAListenerFailsWhenTheApplicationIsReady() {
		add((context) -> context.registerBean("own", OwnJob.class));
		add((context) -> context.addApplicationListener((ApplicationListener<ApplicationReadyEvent>) (event) -> {
			throw new IllegalStateException("not ready at all");
		}));
		assertThatIllegalStateException().isThrownBy(this::runAndClose);
		assertThat(this.ends.statuses()).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void closingAChildContextEndsNothing() {
		add((context) -> context.registerBean("own", OwnJob.class));
		try (ConfigurableApplicationContext context = this.application.run()) {
			GenericApplicationContext child = new GenericApplicationContext(context);
			child.refresh();
			child.close();
			assertThat(this.ends.statuses()).isEmpty();
		}
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
	}

	@Test
	void aChildApplicationThatIsReadyIsNotASuccess() {
		add((context) -> context.registerBean(CommandLineRunner.class, () -> (args) -> {
			child(context).run().close();
			context.close();
		}));
		this.application.run();
		assertThat(this.ends.statuses()).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void aChildApplicationThatFailsIsNotAFailure() {
		add((context) -> context.registerBean(CommandLineRunner.class, () -> (args) -> {
			SpringApplicationBuilder child = child(context)
				.initializers((failing) -> ((GenericApplicationContext) failing).registerBean(CommandLineRunner.class,
						() -> (childArgs) -> {
							throw new IllegalStateException("broken");
						}));
			assertThatIllegalStateException().isThrownBy(child::run);
		}));
		runAndClose();
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
	}

	@Test
	void aChildApplicationThatFailedIsNotWhyALaterJobEnds() {
		try (ConfigurableApplicationContext context = this.application.run()) {
			SpringApplicationBuilder child = child(context)
				.initializers((failing) -> ((GenericApplicationContext) failing).registerBean(CommandLineRunner.class,
						() -> (childArgs) -> {
							throw new IllegalStateException("broken");
						}));
			assertThatIllegalStateException().isThrownBy(child::run);
			context.getBean(ProgressTrackers.class).start("later");
		}
		assertThat(this.ends.statuses()).containsExactly(RunStatus.FAILED, RunStatus.INTERRUPTED);
	}

	@Test
	void aRunDoesNotDependOnAsynchronousEvents() {
		addMulticasterThatDeliversNothing();
		add((context) -> context.registerBean(CommandLineRunner.class, () -> (args) -> {
		}));
		runAndClose();
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
	}

	@Test
	void aFailureDoesNotDependOnAsynchronousEvents() {
		addMulticasterThatDeliversNothing();
		add((context) -> context.registerBean(CommandLineRunner.class, () -> (args) -> {
			throw new IllegalStateException("broken");
		}));
		assertThatIllegalStateException().isThrownBy(this::runAndClose);
		assertThat(this.ends.statuses()).containsExactly(RunStatus.FAILED);
	}

	@Test
	void parentAndChildAreOneRunThatEndsWithTheRunners() {
		ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
			.properties("progress.tracker.job=nightly")
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("ends", RunListener.class,
					() -> this.ends))
			.web(WebApplicationType.NONE)
			.child(Application.class, OwnJob.class)
			.web(WebApplicationType.NONE)
			.run();
		assertThat(this.ends.statuses()).isEmpty();
		child.close();
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
		assertThat(this.ends.progress).extracting((progress) -> progress.records().processed()).containsExactly(1L);
		((ConfigurableApplicationContext) child.getParent()).close();
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
	}

	@Test
	void beansAreNotGivenTheExitCodeGeneratorOfTheStarter() {
		add((context) -> context.registerBean(NeedsExitCode.class));
		try (ConfigurableApplicationContext context = this.application.run()) {
			assertThat(context.getBean(NeedsExitCode.class).generator()).isEmpty();
		}
	}

	@Test
	void runsThatAreStillOpenAtTheEndAreInterrupted() {
		try (ConfigurableApplicationContext context = this.application.run()) {
			context.getBean(ProgressTrackers.class).start("forgotten");
		}
		assertThat(this.ends.statuses()).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void aRunMayStillEndWhileBeansAreDestroyed() {
		add((context) -> context.registerBean("worker", EndsWhenDestroyed.class));
		try (ConfigurableApplicationContext context = this.application.run()) {
			context.getBean(EndsWhenDestroyed.class);
		}
		assertThat(this.ends.statuses()).containsExactly(RunStatus.COMPLETED);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void anEndIsReportedEvenIfAListenerFailsWhenTheContextIsClosed(boolean atWork) {
		add((context) -> context.addApplicationListener(new FailsFirstWhenClosed()));
		add((context) -> context.registerBean(CommandLineRunner.class, () -> (args) -> {
			if (atWork) {
				context.close();
			}
		}));
		runAndClose("--progress.tracker.reporting.enabled=true");
		RunStatus end = atWork ? RunStatus.INTERRUPTED : RunStatus.COMPLETED;
		assertThat(this.ends.statuses()).containsExactly(end);
		assertThat(this.ends.reports).last().extracting(JobProgress::status).isEqualTo(end);
	}

	@Test
	void aReporterCanUseItsExecutorToTheEnd() {
		List<JobProgress> reports = new CopyOnWriteArrayList<>();
		add((context) -> context.registerBean("executor", ExecutorService.class,
				() -> Executors.newSingleThreadExecutor()));
		add((context) -> context.registerBean("reporter", ProgressReporter.class,
				() -> reporter(context.getBean("executor", ExecutorService.class), reports),
				(definition) -> definition.setDependsOn("executor")));
		try (ConfigurableApplicationContext context = this.application
			.run("--progress.tracker.reporting.enabled=true")) {
			context.getBean(ProgressTrackers.class).start("open to the end");
		}
		assertThat(reports).last().extracting(JobProgress::status).isEqualTo(RunStatus.INTERRUPTED);
	}

	private static ProgressReporter reporter(ExecutorService executor, List<JobProgress> reports) {
		return (progress) -> executor.submit(() -> reports.add(progress)).get();
	}

	private void addMulticasterThatDeliversNothing() {
		SimpleApplicationEventMulticaster never = new SimpleApplicationEventMulticaster();
		never.setTaskExecutor((event) -> {
		});
		add((context) -> context.registerBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				ApplicationEventMulticaster.class, () -> never));
	}

	private static SpringApplicationBuilder child(ConfigurableApplicationContext parent) {
		return new SpringApplicationBuilder(Application.class).parent(parent).web(WebApplicationType.NONE);
	}

	private void add(Consumer<GenericApplicationContext> beans) {
		this.application.addInitializers((context) -> beans.accept((GenericApplicationContext) context));
	}

	private void runAndClose(String... arguments) {
		this.application.run(arguments).close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	record OwnJob(ProgressTracker tracker) implements CommandLineRunner {

		@Override
		public void run(String... args) {
			this.tracker.startStage("load", 1).inc();
		}

	}

	record NamesSecond(@Qualifier("second") ProgressTracker tracker) implements CommandLineRunner {

		@Override
		public void run(String... args) {
			this.tracker.inc();
		}

	}

	record NamesOwn(ProgressTracker progressTracker) implements CommandLineRunner {

		@Override
		public void run(String... args) {
			this.progressTracker.inc();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecondTracker {

		@Bean
		ProgressTracker second(ProgressTrackers trackers) {
			return trackers.start("second");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryTracker {

		@Bean
		@Primary
		ProgressTracker second(ProgressTrackers trackers) {
			return trackers.start("second");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReplacedTracker {

		@Bean
		ProgressTracker progressTracker(ProgressTrackers trackers) {
			return trackers.start("second");
		}

	}

	static final class FailsFirstWhenClosed implements ApplicationListener<ContextClosedEvent>, PriorityOrdered {

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			throw new IllegalStateException("a failure of the listener itself");
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

	}

	record NeedsExitCode(Optional<ExitCodeGenerator> generator) {

	}

	record TwoJobs(ProgressTrackers trackers) implements CommandLineRunner {

		@Override
		public void run(String... args) {
			this.trackers.run("first", ProgressTracker::inc);
			this.trackers.run("second", ProgressTracker::inc);
		}

	}

	static final class EndsWhenDestroyed implements AutoCloseable {

		private final ProgressTracker tracker;

		EndsWhenDestroyed(ProgressTrackers trackers) {
			this.tracker = trackers.start("worker");
		}

		@Override
		public void close() {
			this.tracker.complete();
		}

	}

	private static final class Ends implements RunListener, ProgressReporter {

		private final List<JobProgress> progress = new ArrayList<>();

		private final List<JobProgress> reports = new CopyOnWriteArrayList<>();

		@Override
		public void report(JobProgress report) {
			this.reports.add(report);
		}

		@Override
		public void runEnded(ProgressSource run) {
			this.progress.add(run.progress());
		}

		private List<RunStatus> statuses() {
			return this.progress.stream().map(JobProgress::status).toList();
		}

		private List<String> completed() {
			return this.progress.stream()
				.filter((progress) -> progress.status() == RunStatus.COMPLETED)
				.map((progress) -> progress.identity().job())
				.toList();
		}

		private List<String> jobs() {
			return this.progress.stream().map((progress) -> progress.identity().job()).toList();
		}

	}

}
