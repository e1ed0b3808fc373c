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

package io.github.progresstracker.internal.scheduling;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scheduled methods that return before their work is done, so that their return is no
 * success.
 */
@ExtendWith(OutputCaptureExtension.class)
class DetachedWorkTests {

	private final RecordedRuns runs = new RecordedRuns();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, ScheduledTaskAutoConfiguration.class,
						TaskSchedulingAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true", "progress.tracker.reporting.enabled=false",
				"progress.tracker.terminal.mode=off")
		.withBean(RecordedRuns.class, () -> this.runs);

	@Test
	void anAsyncMethodIsNoJobAndOneWarningAtTheStartSaysWhatToWrite(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Application.class).run((context) -> {
			start(context);
			assertThat(output).containsOnlyOnce("Tracking 'Plain.run'; reporting nowhere ")
				.containsOnlyOnce("Scheduled method Asynchronous.run is not tracked: it is asynchronous (@Async), so it"
						+ " returns before its work is done. Remove @Async, or track the work itself with"
						+ " ProgressTrackers.run(…)");
			execute(context, "Asynchronous.run");
			execute(context, "Plain.run");
			context.getBean(Asynchronous.class).release();
			assertThat(this.runs.endedJobs()).containsExactly("Plain.run");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
		});
	}

	@Test
	void aMethodOfAnAsyncClassOrWithAMetaAnnotationIsNoJob(CapturedOutput output) {
		assertNoJob(WholeClass.class, output, "WholeClass.run");
		assertNoJob(MetaAnnotated.class, output, "MetaAnnotated.run");
	}

	@Test
	void aMethodWhoseJobIsTurnedOffIsNoWarning(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Application.class)
			.withBean(WholeClass.class)
			.withPropertyValues("progress.tracker.jobs[WholeClass.run].enabled=false")
			.run(DetachedWorkTests::start);
		assertThat(output).doesNotContain("WholeClass.run");
	}

	@Test
	void anAsyncMethodBehindAnInterfaceIsNoJob(CapturedOutput output) {
		assertNoJob(Implementation.class, output, "Work.run");
	}

	@Test
	void aMethodWithAnAnnotationOfTheApplicationIsNoJob(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(OwnAnnotation.class).run((context) -> {
			start(context);
			execute(context, "OwnAnnotation.run");
		});
		assertThat(output).containsOnlyOnce("Scheduled method OwnAnnotation.run is not tracked: it is asynchronous");
		assertThat(this.runs.startedJobs()).isEmpty();
	}

	@Test
	void aMethodThatReturnsAFutureIsNoJob(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Application.class).withBean(Futures.class).run((context) -> {
			start(context);
			execute(context, "Futures.future");
			context.getBean(Futures.class).later.completeExceptionally(new IllegalStateException());
			assertThat(context.getBean(ScheduledTasks.class).definitions()).containsOnlyKeys("Plain.run");
		});
		assertThat(this.runs.startedJobs()).isEmpty();
		assertThat(output).containsOnlyOnce(
				"Scheduled method Futures.future is not tracked: it returns a Future, and nothing waits for"
						+ " it. Let the method wait (join()), or track the work itself with ProgressTrackers.run(…)");
	}

	/** With Reactor on the class path, as here, Spring refuses to schedule these. */
	@ParameterizedTest
	@ValueSource(strings = { "completable", "stage", "task" })
	void eachKindOfFutureIsRecognized(String method) throws NoSuchMethodException {
		assertThat(DetachedWork.reason(new Futures(), Futures.class.getDeclaredMethod(method)))
			.startsWith("it returns a ");
	}

	private void assertNoJob(Class<?> scheduled, CapturedOutput output, String method) {
		this.contextRunner.withUserConfiguration(Application.class).withBean(scheduled).run((context) -> {
			start(context);
			execute(context, method);
			assertThat(context.getBean(ScheduledTasks.class).definitions()).containsOnlyKeys("Plain.run");
		});
		assertThat(output).containsOnlyOnce("Scheduled method " + method + " is not tracked: it is asynchronous");
		assertThat(this.runs.startedJobs()).isEmpty();
	}

	private static void execute(ApplicationContext context, String method) {
		context.getBean(ScheduledTaskHolder.class)
			.getScheduledTasks()
			.stream()
			.filter((task) -> task.toString().endsWith("$" + method))
			.findFirst()
			.orElseThrow()
			.getTask()
			.getRunnable()
			.run();
	}

	/** Lets the application say what it tracks, as its start does. */
	static void start(AssertableApplicationContext context) {
		ConfigurableApplicationContext source = context
			.getSourceApplicationContext(ConfigurableApplicationContext.class);
		source.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0], source, Duration.ZERO));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@EnableAsync
	@Import({ Plain.class, Asynchronous.class })
	static class Application {

	}

	static class Plain {

		@Scheduled(cron = "0 0 3 * * *")
		void run() {
		}

	}

	static class Asynchronous {

		private final CountDownLatch done = new CountDownLatch(1);

		void release() {
			this.done.countDown();
		}

		@Async
		@Scheduled(cron = "0 0 3 * * *")
		public void run() throws InterruptedException {
			this.done.await();
			throw new IllegalStateException("nobody sees this");
		}

	}

	@Async
	static class WholeClass {

		@Scheduled(cron = "0 0 3 * * *")
		public void run() {
		}

	}

	static class MetaAnnotated {

		@Background
		@Scheduled(cron = "0 0 3 * * *")
		public void run() {
		}

	}

	@Async
	@Retention(RetentionPolicy.RUNTIME)
	@interface Background {

	}

	interface Work {

		void run();

	}

	static class Implementation implements Work {

		@Override
		@Async
		@Scheduled(cron = "0 0 3 * * *")
		public void run() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@EnableAsync(annotation = Detached.class)
	static class OwnAnnotation {

		@Detached
		@Scheduled(cron = "0 0 3 * * *")
		public void run() {
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Detached {

	}

	static class Futures {

		final CompletableFuture<Void> later = new CompletableFuture<>();

		@Scheduled(cron = "0 0 3 * * *")
		Future<Void> future() {
			return this.later;
		}

		CompletableFuture<Void> completable() {
			return this.later;
		}

		CompletionStage<Void> stage() {
			return this.later;
		}

		FutureTask<Void> task() {
			return new FutureTask<>(() -> null);
		}

	}

}
