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

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.batch.BatchProgressAutoConfiguration;
import io.github.progresstracker.autoconfigure.quartz.QuartzJobAutoConfiguration;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.quartz.QuartzJobBean;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SpringBeanJobFactory;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scheduled methods and Quartz jobs that launch a real Spring Batch job, on their own
 * thread or on another one: both are jobs, and both are reported.
 */
class LaunchedBatchJobTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RecordedRuns runs = new RecordedRuns();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class,
				BatchProgressAutoConfiguration.class, ScheduledTaskAutoConfiguration.class,
				QuartzJobAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true", "progress.tracker.quartz.enabled=true",
				"progress.tracker.reporting.enabled=false", "progress.tracker.terminal.mode=off")
		.withUserConfiguration(Import.class, Nightly.class)
		.withBean(RecordedRuns.class, () -> this.runs);

	@Test
	void aMethodThatWaitsForItsJobIsReportedBesideIt() {
		this.contextRunner.withUserConfiguration(Waiting.class).run((context) -> {
			execute(context);
			execute(context);
			assertThat(this.runs.endedJobs()).containsExactly("importJob", "Nightly.launch", "importJob",
					"Nightly.launch");
			assertThat(this.runs.ended()).extracting(JobProgress::status).containsOnly(RunStatus.COMPLETED);
		});
	}

	@Test
	void aMethodThatReturnsBeforeItsJobBeginsIsReportedBesideIt() {
		this.contextRunner.withUserConfiguration(Parallel.class).run((context) -> {
			execute(context);
			assertThat(this.runs.endedJobs()).containsExactly("Nightly.launch");
			context.getBean(DelayingExecutor.class).release();
			awaitRuns(2);
			assertThat(this.runs.endedJobs()).containsExactly("Nightly.launch", "importJob");
		});
	}

	@Test
	void aMethodThatContinuesWhileItsJobRunsIsReportedBesideIt() {
		this.contextRunner.withUserConfiguration(Parallel.class).run((context) -> {
			context.getBean(Nightly.class).afterwards = () -> {
				context.getBean(DelayingExecutor.class).release();
				awaitRuns(1);
			};
			execute(context);
			assertThat(this.runs.startedJobs()).containsExactly("Nightly.launch", "importJob");
			assertThat(this.runs.endedJobs()).containsExactly("importJob", "Nightly.launch");
		});
	}

	@Test
	void aLaunchThatIsRefusedIsAFailedRunOfTheMethod() {
		this.contextRunner.withUserConfiguration(Parallel.class).run((context) -> {
			context.getBean(Nightly.class).parameters = new JobParametersBuilder().addString("refused", "")
				.toJobParameters();
			execute(context);
			assertThat(this.runs.startedJobs()).containsExactly("Nightly.launch");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.FAILED);
			assertThat(this.runs.only().outcomes().lastFailure().exception())
				.isEqualTo("InvalidJobParametersException");
		});
	}

	@Test
	void aJobThatFailsIsNoFailureOfTheMethodThatLaunchesIt() {
		this.contextRunner.withUserConfiguration(Waiting.class).run((context) -> {
			context.getBean(Nightly.class).parameters = new JobParametersBuilder().addString("failing", "")
				.toJobParameters();
			execute(context);
			assertThat(this.runs.endedJobs()).containsExactly("importJob", "Nightly.launch");
			assertThat(this.runs.ended()).extracting(JobProgress::status)
				.containsExactly(RunStatus.FAILED, RunStatus.COMPLETED);
		});
	}

	@Test
	void aMethodThatLaunchesNoJobThisTimeIsReportedAsAlways() {
		this.contextRunner.withUserConfiguration(Waiting.class).run((context) -> {
			context.getBean(Nightly.class).parameters = null;
			execute(context);
			assertThat(this.runs.endedJobs()).containsExactly("Nightly.launch");
		});
	}

	@Test
	void aQuartzJobThatLaunchesAJobIsReportedBesideIt() {
		this.contextRunner.withUserConfiguration(Waiting.class, Quartz.class).run((context) -> {
			fire(context);
			awaitRuns(2);
			assertThat(this.runs.endedJobs()).containsExactly("importJob", "LaunchingJob");
			assertThat(this.runs.ended()).extracting(JobProgress::status).containsOnly(RunStatus.COMPLETED);
		});
	}

	@Test
	void aQuartzJobThatEndsBeforeItsJobBeginsIsReportedBesideIt() {
		this.contextRunner.withUserConfiguration(Parallel.class, Quartz.class).run((context) -> {
			fire(context);
			awaitRuns(1);
			context.getBean(DelayingExecutor.class).release();
			awaitRuns(2);
			assertThat(this.runs.endedJobs()).containsExactly("LaunchingJob", "importJob");
		});
	}

	@Test
	void aLaunchThatIsRefusedIsAFailedRunOfTheQuartzJob() {
		this.contextRunner.withUserConfiguration(Waiting.class, Quartz.class).run((context) -> {
			context.getBean(Nightly.class).parameters = new JobParametersBuilder().addString("refused", "")
				.toJobParameters();
			fire(context);
			awaitRuns(1);
			assertThat(this.runs.only().identity().job()).isEqualTo("LaunchingJob");
			assertThat(this.runs.only().outcomes().lastFailure().exception())
				.isEqualTo("InvalidJobParametersException");
		});
	}

	private void awaitRuns(int number) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.runs.endedJobs().size() >= number);
	}

	private static void execute(ApplicationContext context) {
		context.getBean(ScheduledTaskHolder.class).getScheduledTasks().forEach((task) -> {
			try {
				task.getTask().getRunnable().run();
			}
			catch (RuntimeException ex) {
				// The scheduler would log it.
			}
		});
	}

	private static void fire(ApplicationContext context) throws SchedulerException {
		context.getBean(Scheduler.class)
			.scheduleJob(JobBuilder.newJob(LaunchingJob.class).build(), TriggerBuilder.newTrigger().startNow().build());
	}

	@Configuration(proxyBeanMethods = false)
	static class Import {

		@Bean
		PlatformTransactionManager transactionManager() {
			return new ResourcelessTransactionManager();
		}

		@Bean
		Job importJob(JobRepository repository, PlatformTransactionManager transactions) {
			return new org.springframework.batch.core.job.builder.JobBuilder("importJob", repository)
				.validator((parameters) -> {
					if (parameters != null && parameters.getParameter("refused") != null) {
						throw new InvalidJobParametersException("refused");
					}
				})
				.start(new StepBuilder("load", repository).tasklet((contribution, chunk) -> {
					if (chunk.getStepContext().getJobParameters().containsKey("failing")) {
						throw new IllegalStateException("expected by the test");
					}
					return RepeatStatus.FINISHED;
				}, transactions).build())
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	static class Waiting {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing(taskExecutorRef = "delayingExecutor")
	static class Parallel {

		@Bean
		DelayingExecutor delayingExecutor() {
			return new DelayingExecutor();
		}

	}

	/** Delays each task until it is released. */
	static class DelayingExecutor implements TaskExecutor {

		private final TaskExecutor executor = new SimpleAsyncTaskExecutor();

		private final Semaphore released = new Semaphore(0);

		@Override
		public void execute(Runnable task) {
			this.executor.execute(() -> {
				this.released.acquireUninterruptibly();
				task.run();
			});
		}

		void release() {
			this.released.release();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Quartz {

		@Bean
		SchedulerFactoryBean quartzScheduler(ApplicationContext context) {
			SpringBeanJobFactory jobs = new SpringBeanJobFactory();
			jobs.setApplicationContext(context);
			SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
			scheduler.setJobFactory(jobs);
			return scheduler;
		}

	}

	static class LaunchingJob extends QuartzJobBean {

		@Autowired
		private Nightly nightly;

		@Override
		protected void executeInternal(JobExecutionContext context) throws JobExecutionException {
			try {
				this.nightly.launch();
			}
			catch (Exception ex) {
				throw new JobExecutionException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Nightly {

		private final JobOperator operator;

		private final Job job;

		private JobParameters parameters = new JobParameters();

		private long launches;

		private Afterwards afterwards = () -> {
		};

		Nightly(JobOperator operator, Job job) {
			this.operator = operator;
			this.job = job;
		}

		@Scheduled(fixedRate = 24, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		void launch() throws Exception {
			if (this.parameters != null) {
				this.operator.start(this.job,
						new JobParametersBuilder(this.parameters).addLong("launch", this.launches++).toJobParameters());
			}
			this.afterwards.run();
		}

	}

	@FunctionalInterface
	interface Afterwards {

		void run() throws Exception;

	}

}
