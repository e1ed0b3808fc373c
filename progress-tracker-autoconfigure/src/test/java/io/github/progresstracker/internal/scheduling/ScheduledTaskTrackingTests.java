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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.NoTrackingAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Scheduled methods as jobs, in contexts with and without Spring Boot's observations.
 * Tests execute the methods as the scheduler does, at times of their own, unless time
 * matters.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScheduledTaskTrackingTests {

	private final RecordedRuns runs = new RecordedRuns();

	private final ApplicationContextRunner bare = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(NoTrackingAutoConfiguration.class, ProgressTrackerAutoConfiguration.class,
						ScheduledTaskAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true", "progress.tracker.reporting.enabled=false",
				"progress.tracker.terminal.mode=off", "spring.application.name=shop")
		.withBean(RecordedRuns.class, () -> this.runs);

	private final ApplicationContextRunner observed = this.bare.withConfiguration(AutoConfigurations
		.of(ObservationAutoConfiguration.class, ScheduledTasksObservationAutoConfiguration.class));

	@Test
	void eachExecutionOfAScheduledMethodIsARunOfAJobWithItsName() {
		this.observed.withUserConfiguration(Nightly.class).run((context) -> {
			execute(context, "load");
			JobProgress run = this.runs.only();
			assertThat(run.identity().asLabels()).isEqualTo(Map.of("job", "Nightly.load", "app", "shop"));
			assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(run.outcomes().lastSuccessAt()).isBetween(run.startedAt(), run.startedAt().plusSeconds(20));
			execute(context, "load");
			assertThat(this.runs.endedJobs()).containsExactly("Nightly.load", "Nightly.load");
			assertThat(this.runs.startedJobs()).hasSize(2);
		});
	}

	@Test
	void trackingIsOffUnlessEnabled() {
		for (String value : List.of("progress.tracker.scheduling.enabled=false", "progress.tracker.scheduling.enabled=",
				"progress.tracker.enabled=false")) {
			this.observed.withUserConfiguration(Nightly.class).withPropertyValues(value).run((context) -> {
				execute(context, "load");
				assertThat(context).doesNotHaveBean(ScheduledTaskTracking.class);
			});
		}
		assertThat(this.runs.startedJobs()).isEmpty();
	}

	@Test
	void withoutMicrometerObservationTheApplicationStarts() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ScheduledTaskAutoConfiguration.class))
			.withPropertyValues("progress.tracker.scheduling.enabled=true")
			.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ScheduledTaskTracking.class));
	}

	@Test
	void anExceptionOfTheMethodFailsTheRunAndIsRethrownUnchanged() {
		this.observed.withUserConfiguration(Nightly.class).run((context) -> {
			UncheckedIOException thrown = new UncheckedIOException(new IOException("disk is gone"));
			context.getBean(Nightly.class).work = (trackers) -> {
				trackers.current().startStage("read");
				throw thrown;
			};
			assertThat(catchThrowable(() -> execute(context, "load"))).isSameAs(thrown);
			assertThat(this.runs.only().outcomes().lastFailure()).satisfies((failure) -> {
				assertThat(failure.exception()).isEqualTo("UncheckedIOException");
				assertThat(failure.message()).isEqualTo("java.io.IOException: disk is gone");
				assertThat(failure.stage()).isEqualTo("read");
			});
			assertThat(this.runs.only().outcomes().lastSuccessAt()).isNull();
		});
	}

	@Test
	void aMethodThatIsNotTheLeaderDiscardsItsRun() {
		this.observed.withUserConfiguration(Nightly.class).run((context) -> {
			execute(context, "load");
			context.getBean(Nightly.class).work = (trackers) -> trackers.current().discard();
			execute(context, "load");
			assertThat(this.runs.ended()).hasSize(1);
			assertThat(this.runs.discardedJobs()).containsExactly("Nightly.load");
			assertThat(context.getBean(ProgressTrackers.class).progress()).isEqualTo(this.runs.ended());
		});
	}

	@Test
	void theRunIsCurrentInsideTheMethodAndNowhereElse() {
		this.observed.withUserConfiguration(Nightly.class).run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			context.getBean(Nightly.class).work = (all) -> {
				all.current().startStage("load", 3).inc(3);
				all.run("inner", (tracker) -> assertThat(all.current()).isSameAs(tracker));
				all.current().inc(1);
			};
			execute(context, "load");
			assertThat(this.runs.endedJobs()).containsExactly("inner", "Nightly.load");
			assertThat(this.runs.ended().get(1).stage("load").orElseThrow().records().processed()).isEqualTo(4);
			assertThat(catchThrowable(trackers::current)).isInstanceOf(IllegalStateException.class);
		});
	}

	@Test
	void aJobCanHaveANameAndAnIntervalOfItsOwn() {
		this.observed.withUserConfiguration(Nightly.class)
			.withPropertyValues("progress.tracker.jobs[Nightly.load].name=nightly load",
					"progress.tracker.jobs[Nightly.load].success-interval=25h", "progress.tracker.app=mall")
			.run((context) -> {
				execute(context, "load");
				assertThat(this.runs.only().identity().asLabels())
					.isEqualTo(Map.of("job", "nightly load", "app", "mall"));
				assertThat(this.runs.only().successInterval()).isEqualTo(SuccessInterval.of(Duration.ofHours(25)));
			});
	}

	@Test
	void methodsOfTwoClassesWithTheSameNameAreTwoJobs() {
		this.observed.withUserConfiguration(Nightly.class, Other.Nightly.class).run((context) -> {
			context.getBean(ScheduledTaskHolder.class)
				.getScheduledTasks()
				.stream()
				.filter((task) -> task.toString().endsWith("Nightly.load"))
				.forEach((task) -> task.getTask().getRunnable().run());
			assertThat(this.runs.endedJobs()).containsExactlyInAnyOrder(Nightly.class.getName() + ".load",
					Other.Nightly.class.getName() + ".load");
		});
	}

	@Test
	void theSuccessIntervalIsDerivedFromTheScheduleIfConfigured() {
		ApplicationContextRunner derived = this.observed.withUserConfiguration(Nightly.class)
			.withPropertyValues("progress.tracker.success-grace=10m", "progress.tracker.success-interval=7d",
					"progress.tracker.jobs[Nightly.often].success-interval=3h",
					"progress.tracker.jobs[Nightly.rarely].success-grace=2h");
		derived.run((context) -> {
			execute(context, "load");
			assertThat(this.runs.only().successInterval()).isEqualTo(SuccessInterval.of(Duration.ofDays(7)));
		});
		this.runs.ended().clear();
		derived.withPropertyValues("progress.tracker.scheduling.derive-success-interval=true").run((context) -> {
			for (String method : List.of("everyDay", "afterAnHour", "twice", "load", "often", "rarely")) {
				execute(context, method);
			}
			assertThat(interval("everyDay")).isEqualTo(Duration.ofHours(24).plusMinutes(10));
			assertThat(interval("afterAnHour")).isEqualTo(Duration.ofHours(1).plusMinutes(10));
			assertThat(interval("twice")).isEqualTo(Duration.ofHours(2).plusMinutes(10));
			assertThat(interval("often")).isEqualTo(Duration.ofHours(3));
			assertThat(interval("rarely")).isEqualTo(Duration.ofDays(3).plusHours(2));
			JobProgress load = run("load");
			assertThat(load.outcomes().lastSuccessAt().plus(interval("load")))
				.isEqualTo(SuccessSchedule.of("0 0 3 * * *", ZoneId.of("Asia/Tokyo"), Duration.ofMinutes(10))
					.nextDue(load.outcomes().lastSuccessAt().plusSeconds(5))
					.plus(Duration.ofMinutes(10)));
		});
	}

	private Duration interval(String method) {
		return run(method).successInterval().duration();
	}

	private JobProgress run(String method) {
		return this.runs.ended()
			.stream()
			.filter((run) -> run.identity().job().equals("Nightly." + method))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void methodsAreTrackedWithoutAnObservationRegistry() {
		this.bare.withUserConfiguration(Nightly.class).run((context) -> {
			assertThat(context).doesNotHaveBean(ObservationRegistry.class);
			execute(context, "load");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.observations.enable.all=false", "management.observations.enable.tasks=false",
			"management.observations.enable.tasks.scheduled.execution=false" })
	void methodsAreTrackedWithObservationsDisabled(String property) {
		this.observed.withUserConfiguration(Nightly.class).withPropertyValues(property).run((context) -> {
			execute(context, "load");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
		});
	}

	@Test
	void methodsAreTrackedIfAPredicateDisablesObservations() {
		this.observed.withUserConfiguration(Nightly.class)
			.withBean(ObservationPredicate.class, () -> (name, context) -> !name.startsWith("tasks."))
			.run((context) -> {
				execute(context, "load");
				assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
			});
	}

	@Test
	void aTrackingFailureDoesNotKeepAMethodFromBeingExecuted(CapturedOutput output) {
		this.observed.withUserConfiguration(Nightly.class)
			.withPropertyValues("progress.tracker.jobs[Nightly.load].labels.shard=1")
			.withBean("progressScheduledTasks", ScheduledTasks.class, () -> new ScheduledTasks((name, dueTimes) -> {
				throw new IllegalStateException("no definition");
			}))
			.run((context) -> {
				execute(context, "load");
				execute(context, "load");
				assertThat(context.getBean(Nightly.class).executions).isEqualTo(2);
				assertThat(output).containsOnlyOnce(
						"A scheduled method could not be tracked: java.lang.IllegalStateException: no definition. "
								+ "The method is executed anyway");
			});
	}

	@Test
	void aMethodThatIsInterruptedBecauseTheApplicationClosesHasNotFailed() {
		CountDownLatch started = new CountDownLatch(1);
		this.observed.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
			.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=100ms")
			.withUserConfiguration(AtOnce.class)
			.withBean(Runnable.class, () -> () -> {
				started.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			})
			.run((context) -> assertThat(started.await(20, TimeUnit.SECONDS)).isTrue());
		// Ended by the interrupted thread or by the one that closes the application
		Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !this.runs.ended().isEmpty());
		assertThat(this.runs.only().status()).isEqualTo(RunStatus.INTERRUPTED);
		assertThat(this.runs.only().outcomes().lastFailure()).isNull();
	}

	@Test
	void aMethodThatIgnoresTheInterruptIsInterruptedWhenTheApplicationCloses() {
		CountDownLatch started = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		this.observed.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
			.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10ms")
			.withUserConfiguration(AtOnce.class)
			.withBean(Runnable.class, () -> () -> {
				started.countDown();
				awaitUninterruptibly(closed);
			})
			.run((context) -> assertThat(started.await(20, TimeUnit.SECONDS)).isTrue());
		try {
			assertThat(this.runs.ended()).extracting(JobProgress::status).containsExactly(RunStatus.INTERRUPTED);
		}
		finally {
			closed.countDown();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// Like work that takes no notice of it
			}
		}
	}

	@Test
	void aMethodThatTheSchedulerWaitsForIsReported() {
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<ThreadPoolTaskScheduler> scheduler = new CompletableFuture<>();
		this.observed.withUserConfiguration(AtOnce.class)
			.withPropertyValues("spring.task.scheduling.shutdown.await-termination=true",
					"spring.task.scheduling.shutdown.await-termination-period=20s")
			.withBean(Runnable.class, () -> () -> {
				started.countDown();
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> scheduler.join().getScheduledThreadPoolExecutor().isShutdown());
			})
			.run((context) -> {
				assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
				scheduler.complete(context.getBean(ThreadPoolTaskScheduler.class));
			});
		assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void theSchedulerItselfIsTracked() {
		this.observed.withUserConfiguration(Often.class)
			.run((context) -> Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.runs.endedJobs().size() > 10));
		assertThat(this.runs.endedJobs()).containsOnly("Often.tick");
	}

	@Test
	void withScheduledMethodsTheApplicationIsNoJobUntilUsedAndTheLogNamesTheMethods(CapturedOutput output) {
		try (ConfigurableApplicationContext context = SpringApplication.run(RunnerApplication.class,
				"--spring.main.web-application-type=none", "--progress.tracker.scheduling.enabled=true",
				"--spring.application.name=shop", "--progress.tracker.reporting.enabled=false",
				"--progress.tracker.terminal.mode=off")) {
			execute(context, "load");
			assertThat(context.getBean(RecordedRuns.class).startedJobs()).containsExactly("Nightly.load");
		}
		assertThat(output).contains("Tracking 'Nightly.")
			.contains("'Nightly.load' {app=shop}")
			.contains("'Nightly.everyDay' {app=shop}")
			.doesNotContain("job 'shop'");
	}

	static void execute(ApplicationContext context, String method) {
		context.getBean(ScheduledTaskHolder.class)
			.getScheduledTasks()
			.stream()
			.filter((task) -> task.toString().endsWith("." + method))
			.findFirst()
			.orElseThrow()
			.getTask()
			.getRunnable()
			.run();
	}

	@Configuration
	@EnableScheduling
	static class Nightly {

		private Consumer<ProgressTrackers> work = (trackers) -> {
		};

		private int executions;

		@Autowired
		private ProgressTrackers trackers;

		@Scheduled(cron = "0 0 3 * * *", zone = "Asia/Tokyo")
		void load() {
			this.executions++;
			this.work.accept(this.trackers);
		}

		@Scheduled(fixedRate = 24, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		public void everyDay() {
		}

		@Scheduled(fixedDelay = 1, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		void afterAnHour() {
		}

		@Scheduled(fixedRate = 2, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		@Scheduled(fixedRate = 20, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		void twice() {
		}

		@Scheduled(fixedRate = 1, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		void often() {
		}

		@Scheduled(fixedRate = 3, initialDelay = 24, timeUnit = TimeUnit.DAYS)
		void rarely() {
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Nightly.class, RecordedRuns.class })
	static class RunnerApplication {

		@Bean
		CommandLineRunner runner() {
			return (args) -> {
			};
		}

	}

	static class Other {

		static class Nightly {

			@Scheduled(cron = "0 0 4 * * *")
			void load() {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class AtOnce {

		@Autowired
		private Runnable work;

		@Scheduled(fixedRate = 24, timeUnit = TimeUnit.HOURS)
		void now() {
			this.work.run();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Often {

		@Scheduled(fixedRate = 5)
		void tick() {
		}

	}

}
