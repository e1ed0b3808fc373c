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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.Stage;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.actuate.ProgressEndpointAutoConfiguration;
import io.github.progresstracker.autoconfigure.batch.BatchProgressAutoConfiguration;
import io.github.progresstracker.autoconfigure.metrics.ProgressMetricsAutoConfiguration;
import io.github.progresstracker.autoconfigure.quartz.QuartzJobAutoConfiguration;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.actuate.ProgressEndpoint;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import io.github.progresstracker.spi.RunListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that a job with {@code enabled=false} works but is invisible to listeners,
 * reporters, gauges, the endpoint and the log line at startup.
 */
@ExtendWith(OutputCaptureExtension.class)
class JobsThatAreTurnedOffTests {

	private static volatile CountDownLatch executed;

	private final Seen seen = new Seen();

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class,
				ProgressMetricsAutoConfiguration.class, ProgressEndpointAutoConfiguration.class))
		.withPropertyValues("progress.tracker.application-job=off", "management.endpoints.jmx.exposure.include=*",
				"spring.jmx.enabled=true")
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withBean(Seen.class, () -> this.seen);

	@BeforeEach
	void reset() {
		executed = new CountDownLatch(1);
	}

	@Test
	void aJobThatCodeStartsIsNotTracked(CapturedOutput output) {
		this.contextRunner.withPropertyValues("progress.tracker.jobs.nightly.enabled=false").run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			trackers.run("nightly", (tracker) -> {
				assertThat(trackers.current()).isSameAs(tracker);
				work(tracker);
			});
			try (ProgressTracker tracker = trackers.start("nightly")) {
				work(tracker);
				tracker.complete();
			}
			assertNothingIsSeen(context, output, "nightly");
		});
	}

	private static void work(ProgressTracker tracker) {
		Stage stage = tracker.startStage("load", 3);
		for (String record : tracker.track(List.of("a", "b"))) {
			stage.inc(record.length());
		}
		tracker.markSkipped(1);
		assertThat(tracker.progress().stages()).isEmpty();
	}

	@Test
	void aJobThatIsTurnedOffStillRejectsBadArguments() {
		this.contextRunner.withPropertyValues("progress.tracker.jobs.nightly.enabled=false").run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			assertThatIllegalArgumentException().isThrownBy(() -> trackers.start(" "));
			assertThatIllegalArgumentException().isThrownBy(() -> trackers.start("nightly").startStage(" "));
		});
	}

	@Test
	void anExceptionOfTheWorkIsPropagated(CapturedOutput output) {
		this.contextRunner.withPropertyValues("progress.tracker.jobs.nightly.enabled=false").run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			IllegalStateException failure = new IllegalStateException("no disk");
			assertThatIllegalStateException().isThrownBy(() -> trackers.run("nightly", (tracker) -> {
				throw failure;
			})).isSameAs(failure);
			assertThatIllegalStateException().isThrownBy(trackers::current);
			assertNothingIsSeen(context, output, "nightly");
		});
	}

	@Test
	void otherJobsAreTrackedAndNotMistakenForIt() {
		this.contextRunner
			.withPropertyValues("progress.tracker.jobs.part.enabled=false",
					"progress.tracker.jobs.other.report-interval=7")
			.run((context) -> {
				ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
				trackers.run("nightly", (outer) -> {
					outer.inc();
					trackers.run("part", (inner) -> trackers.current().inc(5));
					assertThat(trackers.current()).isSameAs(outer);
				});
				assertThat(trackers.progress()).singleElement().satisfies((progress) -> {
					assertThat(progress.identity().job()).isEqualTo("nightly");
					assertThat(progress.records().processed()).isOne();
				});
				assertThat(endpoint(context).notStarted()).extracting("job").containsExactly("other");
			});
	}

	@Test
	void aSpringBatchJobIsNotTracked(CapturedOutput output) {
		this.contextRunner.withConfiguration(AutoConfigurations.of(BatchProgressAutoConfiguration.class))
			.withUserConfiguration(Import.class)
			.withPropertyValues("progress.tracker.jobs.importJob.enabled=false")
			.run((context) -> {
				assertThat(context.getBean(JobOperator.class)
					.start(context.getBean(Job.class), new JobParameters())
					.getExitStatus()
					.getExitCode()).isEqualTo("COMPLETED");
				assertNothingIsSeen(context, output, "importJob");
			});
	}

	@Test
	void aScheduledMethodIsNotTracked(CapturedOutput output) {
		this.contextRunner.withConfiguration(AutoConfigurations.of(ScheduledTaskAutoConfiguration.class))
			.withUserConfiguration(Nightly.class)
			.withPropertyValues("progress.tracker.scheduling.enabled=true",
					"progress.tracker.jobs[Nightly.load].enabled=false")
			.run((context) -> {
				context.getBean(ScheduledTaskHolder.class)
					.getScheduledTasks()
					.forEach((task) -> task.getTask().getRunnable().run());
				assertThat(executed.getCount()).isZero();
				assertNothingIsSeen(context, output, "Nightly.load");
			});
	}

	@Test
	void aQuartzJobIsNotTracked(CapturedOutput output) {
		this.contextRunner.withConfiguration(AutoConfigurations.of(QuartzJobAutoConfiguration.class))
			.withUserConfiguration(Cleanup.class)
			.withPropertyValues("progress.tracker.quartz.enabled=true", "progress.tracker.jobs.cleanup.enabled=false")
			.run((context) -> {
				context.getBean(Scheduler.class)
					.scheduleJob(
							TriggerBuilder.newTrigger().forJob(context.getBean(JobDetail.class)).startNow().build());
				assertThat(executed.await(30, TimeUnit.SECONDS)).isTrue();
				// Waits for the end of the execution
				context.getBean(Scheduler.class).shutdown(true);
				assertNothingIsSeen(context, output, "cleanup");
			});
	}

	@Test
	void theApplicationsOwnRunIsNotTracked(CapturedOutput output) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Payroll.class)
			.initializers(Variables.none())
			.web(WebApplicationType.NONE)
			.run("--progress.tracker.job=payroll", "--progress.tracker.jobs.payroll.enabled=false",
					"--progress.tracker.terminal.mode=off")) {
			assertThat(executed.getCount()).isZero();
			assertThat(context.getBean(ProgressTrackers.class).progress()).isEmpty();
			assertThat(context.getBean(Seen.class).progress).isEmpty();
		}
		assertThat(output)
			.contains("Tracking the jobs that the application starts, but not the application itself"
					+ " (progress.tracker.jobs[payroll].enabled is false);")
			.doesNotContain("interrupted", "'payroll'");
	}

	private void assertNothingIsSeen(AssertableApplicationContext context, CapturedOutput output, String job) {
		context.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0],
				context.getSourceApplicationContext(ConfigurableApplicationContext.class), Duration.ZERO));
		assertThat(output).contains("Tracking the jobs that the application starts").doesNotContain("'" + job + "'");
		assertThat(context.getBean(ProgressTrackers.class).progress()).isEmpty();
		assertThat(context.getBean(MeterRegistry.class).getMeters()).isEmpty();
		assertThat(endpoint(context).jobs()).isEmpty();
		assertThat(endpoint(context).notStarted()).isEmpty();
		context.getSourceApplicationContext(ConfigurableApplicationContext.class).close();
		assertThat(this.seen.progress).isEmpty();
	}

	private static ProgressEndpoint.JobsDescriptor endpoint(ApplicationContext context) {
		return context.getBean(ProgressEndpoint.class).jobs();
	}

	/** What listeners and reporters see. */
	private static final class Seen implements RunListener, ProgressReporter {

		private final List<JobProgress> progress = new CopyOnWriteArrayList<>();

		@Override
		public void runStarted(ProgressSource run) {
			this.progress.add(run.progress());
		}

		@Override
		public void runEnded(ProgressSource run) {
			this.progress.add(run.progress());
		}

		@Override
		public void report(JobProgress progress) {
			this.progress.add(progress);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	static class Import {

		@Bean
		Job importJob(JobRepository repository) {
			return new org.springframework.batch.core.job.builder.JobBuilder("importJob", repository)
				.start(new StepBuilder("load", repository).<String, String>chunk(2)
					.reader(new ListItemReader<>(List.of("a", "b", "c")))
					.writer((chunk) -> {
					})
					.transactionManager(new ResourcelessTransactionManager())
					.build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Nightly {

		private final ProgressTrackers trackers;

		Nightly(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Scheduled(cron = "0 0 0 1 1 *")
		void load() {
			work(this.trackers.current());
			executed.countDown();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Cleanup {

		@Bean
		SchedulerFactoryBean scheduler(JobDetail cleanup) {
			SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
			scheduler.setJobDetails(cleanup);
			return scheduler;
		}

		@Bean
		JobDetail cleanup() {
			return JobBuilder.newJob(CleanupJob.class).withIdentity("cleanup").storeDurably().build();
		}

	}

	public static class CleanupJob implements org.quartz.Job {

		@Override
		public void execute(JobExecutionContext context) {
			executed.countDown();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ProgressTrackerAutoConfiguration.class })
	static class Payroll {

		@Bean
		Seen seen() {
			return new Seen();
		}

		@Bean
		CommandLineRunner payroll(ProgressTracker tracker) {
			return (arguments) -> {
				work(tracker);
				executed.countDown();
			};
		}

	}

}
