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

package io.github.progresstracker.internal.quartz;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.quartz.QuartzJobAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.scheduling.RecordedRuns;
import io.github.progresstracker.internal.scheduling.ScheduledRuns;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.TimeSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.listeners.JobListenerSupport;
import org.quartz.listeners.SchedulerListenerSupport;
import org.quartz.listeners.TriggerListenerSupport;

import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.quartz.MethodInvokingJobDetailFactoryBean;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.scheduling.quartz.SimpleTriggerFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs of a real Quartz scheduler with one thread, created as Spring Boot creates it.
 */
@ExtendWith(OutputCaptureExtension.class)
class QuartzJobTrackingTests {

	private static volatile Work work;

	private final RecordedRuns runs = new RecordedRuns();

	private final AtomicInteger executions = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, QuartzJobAutoConfiguration.class))
		.withPropertyValues("progress.tracker.quartz.enabled=true", "progress.tracker.reporting.enabled=false",
				"progress.tracker.terminal.mode=off", "spring.application.name=shop")
		.withBean(RecordedRuns.class, () -> this.runs)
		.withBean("quartzScheduler", SchedulerFactoryBean.class, QuartzJobTrackingTests::scheduler);

	@BeforeEach
	void countExecutions() {
		work = (context) -> this.executions.incrementAndGet();
	}

	private static SchedulerFactoryBean scheduler() {
		SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
		Properties properties = new Properties();
		properties.put("org.quartz.threadPool.threadCount", "1");
		scheduler.setQuartzProperties(properties);
		return scheduler;
	}

	@Test
	void eachExecutionOfAQuartzJobIsARunOfAJobWithItsName() {
		this.contextRunner.run((context) -> {
			schedule(context.getBean(Scheduler.class), job().withIdentity("cleanup").build());
			schedule(context.getBean(Scheduler.class), job().withIdentity("cleanup", "nightly").build());
			awaitRuns(2);
			assertThat(this.runs.ended()).extracting((run) -> Map.copyOf(run.identity().asLabels()))
				.containsExactlyInAnyOrder(Map.of("job", "cleanup", "app", "shop"),
						Map.of("job", "nightly.cleanup", "app", "shop"));
			assertThat(this.runs.ended()).extracting(JobProgress::status).containsOnly(RunStatus.COMPLETED);
			assertThat(this.runs.startedJobs()).hasSize(2);
		});
	}

	@Test
	void moreJobsThanTheMaximumAreExecutedButNotReported() {
		this.contextRunner.withPropertyValues("progress.tracker.max-jobs=2").run((context) -> {
			for (String name : List.of("order-1", "order-2", "order-3", "order-4")) {
				schedule(context.getBean(Scheduler.class), job().withIdentity(name).build());
			}
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.executions.get() == 4);
			awaitRuns(2);
			assertThat(this.runs.endedJobs()).hasSize(2);
			assertThat(context.getBean(JobRuns.class).unreportedRuns()).isEqualTo(2);
		});
	}

	@Test
	void aLazySchedulerIsCreatedOnlyWhenNeededAndThenTracked() {
		this.contextRunner.withBean("own", Scheduler.class, QuartzJobTrackingTests::ownScheduler, (bean) -> {
			bean.setLazyInit(true);
			((AbstractBeanDefinition) bean).setDestroyMethodName("shutdown");
		}).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("own")).isFalse();
			Scheduler scheduler = context.getBean("own", Scheduler.class);
			scheduler.start();
			schedule(scheduler, job().withIdentity("cleanup").build());
			awaitRuns(1);
			assertThat(this.runs.endedJobs()).containsExactly("cleanup");
		});
	}

	private static Scheduler ownScheduler() {
		try {
			Properties properties = new Properties();
			properties.put("org.quartz.scheduler.instanceName", "own");
			properties.put("org.quartz.threadPool.threadCount", "1");
			return new StdSchedulerFactory(properties).getScheduler();
		}
		catch (SchedulerException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void aReporterMayDependOnTheScheduler() {
		this.contextRunner.withPropertyValues("progress.tracker.reporting.enabled=true")
			.withUserConfiguration(ReporterWithScheduler.class)
			.run((context) -> {
				schedule(context.getBean(Scheduler.class), job().withIdentity("cleanup").build());
				awaitRuns(1);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class ReporterWithScheduler {

		@Bean
		ProgressReporter reporter(Scheduler scheduler) {
			return (progress) -> {
			};
		}

	}

	@Test
	void trackingIsOffUnlessEnabled() {
		this.contextRunner.withPropertyValues("progress.tracker.quartz.enabled=").run((context) -> {
			schedule(context.getBean(Scheduler.class), job().withIdentity("cleanup").build());
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.executions.get() == 1);
			assertThat(context.getBean(Scheduler.class).getListenerManager().getJobListeners()).isEmpty();
		});
		assertThat(this.runs.startedJobs()).isEmpty();
	}

	@Test
	void withoutQuartzTheApplicationStarts() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(QuartzJobAutoConfiguration.class))
			.withPropertyValues("progress.tracker.quartz.enabled=true")
			.withClassLoader(new FilteredClassLoader("org.quartz"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ScheduledRuns.class));
	}

	@Test
	void aJobWithoutANameIsNamedAfterItsClass() {
		this.contextRunner.run((context) -> {
			schedule(context.getBean(Scheduler.class), job().build());
			awaitRuns(1);
			assertThat(this.runs.endedJobs()).containsExactly("WorkJob");
		});
	}

	@Test
	void aJobCanBeGivenAnotherName() {
		this.contextRunner.withPropertyValues("progress.tracker.jobs[nightly.cleanup].name=tidy up").run((context) -> {
			schedule(context.getBean(Scheduler.class), job().withIdentity("cleanup", "nightly").build());
			awaitRuns(1);
			assertThat(this.runs.endedJobs()).containsExactly("tidy up");
		});
	}

	@Test
	void theRunIsCurrentInsideTheJobOnly() {
		this.contextRunner.run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			work = (execution) -> trackers.current().startStage("tidy").inc(7);
			schedule(context.getBean(Scheduler.class), job().withIdentity("one").build());
			schedule(context.getBean(Scheduler.class), job().withIdentity("two").build());
			awaitRuns(2);
			assertThat(this.runs.ended()).extracting((run) -> run.records().processed()).containsExactly(7L, 7L);
		});
	}

	@Test
	void aFailureNamesTheOriginalException() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			work = (execution) -> {
				throw new UnsupportedOperationException();
			};
			schedule(scheduler, job().withIdentity("unchecked").build());
			awaitRuns(1);
			work = (execution) -> {
				throw new JobExecutionException(new java.io.IOException());
			};
			schedule(scheduler, job().withIdentity("checked").build());
			awaitRuns(2);
			work = (execution) -> {
				throw new JobExecutionException("no cause");
			};
			schedule(scheduler, job().withIdentity("plain").build());
			awaitRuns(3);
			assertThat(this.runs.ended()).extracting((run) -> run.outcomes().lastFailure().exception())
				.containsExactly("UnsupportedOperationException", "IOException", "JobExecutionException");
		});
	}

	@Test
	void methodsThatSpringExposesAsJobsAreJobs() {
		this.contextRunner.withBean("target", Runnable.class, () -> () -> {
			throw new ArithmeticException();
		}).withBean("tidyUp", MethodInvokingJobDetailFactoryBean.class, () -> {
			MethodInvokingJobDetailFactoryBean job = new MethodInvokingJobDetailFactoryBean();
			job.setTargetBeanName("target");
			job.setTargetMethod("run");
			return job;
		}).run((context) -> {
			SimpleTriggerFactoryBean trigger = new SimpleTriggerFactoryBean();
			trigger.setName("once");
			trigger.setJobDetail(context.getBean("tidyUp", JobDetail.class));
			trigger.setRepeatCount(0);
			trigger.afterPropertiesSet();
			context.getBean(Scheduler.class)
				.scheduleJob(context.getBean("tidyUp", JobDetail.class), trigger.getObject());
			awaitRuns(1);
			assertThat(this.runs.only().identity().job()).isEqualTo("tidyUp");
			assertThat(this.runs.only().outcomes().lastFailure().exception()).isEqualTo("ArithmeticException");
		});
	}

	@Test
	void aMethodThatReturnsAFutureIsARunUntilTheFutureIsDone() {
		CompletableFuture<String> completed = new CompletableFuture<>();
		CompletableFuture<String> failed = new CompletableFuture<>();
		CompletableFuture<String> canceled = new CompletableFuture<>();
		this.contextRunner
			.withBean("completes", MethodInvokingJobDetailFactoryBean.class, () -> calling(() -> completed))
			.withBean("fails", MethodInvokingJobDetailFactoryBean.class, () -> calling(() -> failed))
			.withBean("canceled", MethodInvokingJobDetailFactoryBean.class, () -> calling(() -> canceled))
			.run((context) -> {
				Scheduler scheduler = context.getBean(Scheduler.class);
				for (String job : List.of("completes", "fails", "canceled")) {
					schedule(scheduler, context.getBean(job, JobDetail.class));
				}
				schedule(scheduler, job().withIdentity("last").build());
				awaitRuns(1);
				assertThat(this.runs.endedJobs()).containsExactly("last");
				assertThat(this.runs.startedJobs()).hasSize(4);
				completed.complete("done");
				failed.completeExceptionally(new java.io.IOException());
				canceled.cancel(true);
				assertThat(this.runs.ended()).extracting(JobProgress::status)
					.containsExactly(RunStatus.COMPLETED, RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.INTERRUPTED);
				assertThat(this.runs.ended().get(2).outcomes().lastFailure().exception()).isEqualTo("IOException");
			});
	}

	private static MethodInvokingJobDetailFactoryBean calling(Callable<?> target) {
		MethodInvokingJobDetailFactoryBean job = new MethodInvokingJobDetailFactoryBean();
		job.setTargetClass(Callable.class);
		job.setTargetObject(target);
		job.setTargetMethod("call");
		return job;
	}

	@Test
	void aResultThatIsAFutureWhoseEndNobodySeesIsNoSuccess(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			work = (execution) -> execution.setResult(new FutureTask<>(() -> null));
			for (int i = 0; i < 2; i++) {
				schedule(scheduler, job().withIdentity("open").build());
				awaitDiscarded(i + 1);
			}
			work = (execution) -> execution.setResult(ran(() -> "done"));
			schedule(scheduler, job().withIdentity("done").build());
			awaitRuns(1);
			work = (execution) -> execution.setResult(ran(() -> {
				throw new java.io.IOException();
			}));
			schedule(scheduler, job().withIdentity("failed").build());
			awaitRuns(2);
		});
		assertThat(this.runs.endedJobs()).containsExactly("done", "failed");
		assertThat(this.runs.ended()).extracting(JobProgress::status)
			.containsExactly(RunStatus.COMPLETED, RunStatus.FAILED);
		assertThat(output)
			.containsOnlyOnce("Quartz job open is not tracked: its result is a Future that is not done when the job"
					+ " returns, and cannot say when it is. Let the job wait for it, or return a CompletableFuture");
	}

	private static FutureTask<?> ran(Callable<?> work) {
		FutureTask<?> task = new FutureTask<>(work);
		task.run();
		return task;
	}

	@Test
	void anAsyncJobIsNotTrackedAndOneWarningAtTheStartSaysWhatToWrite(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(WithAsync.class)
			.withBean("background", MethodInvokingJobDetailFactoryBean.class, () -> {
				MethodInvokingJobDetailFactoryBean job = new MethodInvokingJobDetailFactoryBean();
				job.setTargetBeanName("asyncWork");
				job.setTargetMethod("work");
				return job;
			})
			.withBean("known", JobDetail.class, () -> job().withIdentity("known").storeDurably().build())
			.run((context) -> {
				context.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0],
						context.getSourceApplicationContext(), Duration.ZERO));
				assertThat(output).contains("Tracking 'known' {app=shop}; reporting nowhere ")
					.contains("Quartz job background is not tracked: it is asynchronous (@Async)");
				Scheduler scheduler = context.getBean(Scheduler.class);
				schedule(scheduler, context.getBean("background", JobDetail.class));
				schedule(scheduler, JobBuilder.newJob(AsyncJob.class).withIdentity("async").build());
				schedule(scheduler, job().withIdentity("last").build());
				awaitRuns(1);
				assertThat(this.runs.startedJobs()).containsExactly("last");
				assertThat(output).containsOnlyOnce("Quartz job background is not tracked")
					.containsOnlyOnce("Quartz job async is not tracked");
			});
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class WithAsync {

		@Bean
		AsyncWork asyncWork() {
			return new AsyncWork();
		}

	}

	static class AsyncWork {

		@Async
		public void work() {
			throw new IllegalStateException("nobody sees this");
		}

	}

	public static class AsyncJob implements Job {

		@Async
		@Override
		public void execute(JobExecutionContext context) {
		}

	}

	@Test
	void aJobThatDiscardsItsRunLeavesNone() {
		this.contextRunner.run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			work = (execution) -> trackers.current().discard();
			schedule(context.getBean(Scheduler.class), job().withIdentity("skipped").build());
			awaitDiscarded(1);
			assertThat(this.runs.ended()).isEmpty();
			assertThat(trackers.progress()).isEmpty();
		});
	}

	private void awaitDiscarded(int runs) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.runs.discardedJobs().size() >= runs);
	}

	@Test
	void aJobThatIsRefiredImmediatelyIsAnotherRun() {
		this.contextRunner.run((context) -> {
			work = (execution) -> {
				if (execution.getRefireCount() < 2) {
					throw new JobExecutionException(true);
				}
			};
			schedule(context.getBean(Scheduler.class), job().withIdentity("cleanup").build());
			awaitRuns(3);
			assertThat(this.runs.ended()).extracting(JobProgress::status)
				.containsExactly(RunStatus.FAILED, RunStatus.FAILED, RunStatus.COMPLETED);
		});
	}

	@Test
	void aVetoedExecutionIsNoRun() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			CountDownLatch vetoed = new CountDownLatch(1);
			scheduler.getListenerManager().addTriggerListener(new TriggerListenerSupport() {

				@Override
				public String getName() {
					return "veto";
				}

				@Override
				public boolean vetoJobExecution(Trigger trigger, JobExecutionContext context) {
					boolean veto = context.getJobDetail().getKey().getName().equals("vetoed");
					if (veto) {
						vetoed.countDown();
					}
					return veto;
				}

			});
			schedule(scheduler, job().withIdentity("vetoed").build());
			assertThat(vetoed.await(20, TimeUnit.SECONDS)).isTrue();
			schedule(scheduler, job().withIdentity("other").build());
			awaitRuns(1);
			assertThat(this.runs.startedJobs()).containsExactly("other");
		});
	}

	@Test
	void misfiredExecutionsAreRunsOnlyIfQuartzCatchesUpOnThem() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			Date longAgo = Date.from(Instant.now().minus(Duration.ofMinutes(10)));
			scheduler.scheduleJob(job().withIdentity("skipped").build(),
					TriggerBuilder.newTrigger()
						.startAt(longAgo)
						.withSchedule(SimpleScheduleBuilder.repeatHourlyForever()
							.withMisfireHandlingInstructionNextWithRemainingCount())
						.build());
			scheduler.scheduleJob(job().withIdentity("caught up").build(),
					TriggerBuilder.newTrigger()
						.startAt(longAgo)
						.withSchedule(
								SimpleScheduleBuilder.repeatHourlyForever().withMisfireHandlingInstructionFireNow())
						.build());
			awaitRuns(1);
			schedule(scheduler, job().withIdentity("later").build());
			awaitRuns(2);
			assertThat(this.runs.endedJobs()).containsExactly("caught up", "later");
		});
	}

	@Test
	void aUsersListenerThatThrowsLeavesNoRunOpen() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			scheduler.getListenerManager().addJobListener(new JobListenerSupport() {

				@Override
				public String getName() {
					return "failing";
				}

				@Override
				public void jobToBeExecuted(JobExecutionContext context) {
					if (context.getJobDetail().getKey().getName().equals("kept")) {
						throw new IllegalStateException();
					}
				}

			});
			schedule(scheduler, job().withIdentity("kept").build());
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.runs.startedJobs().contains("kept"));
			schedule(scheduler, job().withIdentity("other").build());
			awaitRuns(2);
			assertThat(this.executions).hasValue(1);
			assertThat(this.runs.ended()).extracting(JobProgress::status)
				.containsExactly(RunStatus.INTERRUPTED, RunStatus.COMPLETED);
		});
	}

	@Test
	void aTrackingFailureDoesNotKeepAJobFromBeingExecuted(CapturedOutput output) {
		this.contextRunner.withBean("progressQuartzJobTracker", QuartzJobTracker.class,
				() -> new QuartzJobTracker(new ScheduledRuns(null, null), (name, dueTimes) -> {
					throw new NoClassDefFoundError("any");
				}, TimeSource.SYSTEM))
			.run((context) -> {
				schedule(context.getBean(Scheduler.class), job().withIdentity("one").build());
				schedule(context.getBean(Scheduler.class), job().withIdentity("two").build());
				Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.executions.get() == 2);
			});
		assertThat(output).containsOnlyOnce(
				"A Quartz job could not be tracked: java.lang.NoClassDefFoundError: any. The job is executed anyway");
	}

	@Test
	void aJobThatTheSchedulerWaitsForIsReported() throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		// Paused by Spring when the application closes, and again by the shutdown that
		// waits
		CountDownLatch shuttingDown = new CountDownLatch(2);
		work = (execution) -> {
			started.countDown();
			shuttingDown.await();
		};
		this.contextRunner.withBean("other", SchedulerFactoryBean.class, () -> {
			SchedulerFactoryBean scheduler = scheduler();
			scheduler.setSchedulerName("patient");
			scheduler.setWaitForJobsToCompleteOnShutdown(true);
			return scheduler;
		}).run((context) -> {
			Scheduler scheduler = context.getBean("other", Scheduler.class);
			scheduler.getListenerManager().addSchedulerListener(new SchedulerListenerSupport() {

				@Override
				public void schedulerInStandbyMode() {
					shuttingDown.countDown();
				}

			});
			schedule(scheduler, job().withIdentity("cleanup").build());
			assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
		});
		assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
	}

	@Test
	void noJobIsCreatedOnlyForItsName(CapturedOutput output) {
		this.contextRunner.withBean("known", JobDetail.class, () -> job().withIdentity("known").storeDurably().build())
			.withBean("lazy", JobDetail.class, () -> {
				throw new IllegalStateException("not to be created yet");
			}, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				context.publishEvent(new ApplicationStartedEvent(new SpringApplication(), new String[0],
						context.getSourceApplicationContext(), Duration.ZERO));
				assertThat(output).contains("Tracking 'known' {app=shop}; reporting nowhere ");
			});
	}

	private static JobBuilder job() {
		return JobBuilder.newJob(WorkJob.class);
	}

	private static void schedule(Scheduler scheduler, JobDetail job) throws Exception {
		scheduler.scheduleJob(job, TriggerBuilder.newTrigger().startNow().build());
	}

	private void awaitRuns(int runs) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.runs.ended().size() >= runs);
	}

	private interface Work {

		void execute(JobExecutionContext context) throws Exception;

	}

	public static class WorkJob implements Job {

		@Override
		public void execute(JobExecutionContext context) throws JobExecutionException {
			try {
				work.execute(context);
			}
			catch (JobExecutionException | RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new JobExecutionException(ex);
			}
		}

	}

}
