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
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.StartExpectation;
import io.github.progresstracker.autoconfigure.quartz.QuartzJobAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.execution.Guard;
import io.github.progresstracker.internal.scheduling.RecordedRuns;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTime;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.quartz.Calendar;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.calendar.BaseCalendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.OperableTrigger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * By when the jobs of a real Quartz scheduler have to begin again. All triggers began
 * years ago. So one that catches up on what it missed fires at once, and one that does
 * not is not due before its time comes. The clock of the tracker stands still on a
 * Monday.
 */
@ExtendWith(OutputCaptureExtension.class)
class QuartzSchedulesTests {

	private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

	private static final Instant START = Instant.parse("2026-06-01T02:30:00Z");

	private static volatile Runnable work;

	private final TestTime time = new TestTime();

	private final RecordedRuns runs = new RecordedRuns();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, QuartzJobAutoConfiguration.class))
		.withPropertyValues("progress.tracker.quartz.enabled=true", "progress.tracker.reporting.enabled=false",
				"progress.tracker.terminal.mode=off")
		.withBean(RecordedRuns.class, () -> this.runs)
		.withBean(TimeSource.class, () -> this.time)
		.withBean("quartzScheduler", SchedulerFactoryBean.class, QuartzSchedulesTests::scheduler);

	@BeforeEach
	void reset() {
		this.time.setWallClock(START);
		work = () -> {
		};
		DatabaseStore.persistent = false;
		DatabaseStore.broken = false;
		DatabaseStore.answer = new CountDownLatch(0);
		DatabaseStore.readers.clear();
	}

	private static SchedulerFactoryBean scheduler() {
		SchedulerFactoryBean scheduler = new SchedulerFactoryBean();
		Properties properties = new Properties();
		properties.put("org.quartz.threadPool.threadCount", "1");
		properties.put("org.quartz.jobStore.class", DatabaseStore.class.getName());
		scheduler.setQuartzProperties(properties);
		return scheduler;
	}

	@Test
	void theNextRunHasToBeginWhenTheCronTriggerFiresNextAndTheGrace() {
		assertThat(nextStart(null, cron("0 30 2 ? * MON-FRI"))).isEqualTo("2026-06-02T02:40:00Z");
	}

	@Test
	void aDayThatTheCalendarOfATriggerExcludesIsNotDue() {
		HolidayCalendar holidays = new HolidayCalendar(UTC);
		holidays.addExcludedDate(Date.from(Instant.parse("2026-06-02T00:00:00Z")));
		holidays.addExcludedDate(Date.from(Instant.parse("2026-06-03T00:00:00Z")));
		assertThat(nextStart(holidays, cron("0 30 2 ? * MON-FRI"))).isEqualTo("2026-06-04T02:40:00Z");
		this.runs.ended().clear();
		// Quartz itself would search for ever for a day that begins at an included time.
		HolidayCalendar nights = new HolidayCalendar(new DailyCalendar("00:00", "06:00"), UTC);
		((DailyCalendar) nights.getBaseCalendar()).setTimeZone(UTC);
		nights.addExcludedDate(Date.from(Instant.parse("2026-06-01T00:00:00Z")));
		assertThat(nextStart(nights, cron("0 * * ? * *"))).isEqualTo("2026-06-02T06:11:00Z");
	}

	@Test
	void aTriggerThatFiresEachSecondIsDueAgainWhenALongHolidayIsOver() {
		HolidayCalendar holidays = new HolidayCalendar(UTC);
		for (int day = 1; day <= 14; day++) {
			holidays.addExcludedDate(Date.from(Instant.parse("2026-06-%02dT00:00:00Z".formatted(day))));
		}
		assertThat(new KnownTrigger(cron("* * * ? * *"), holidays).after(START)).isEqualTo("2026-06-15T00:00:00Z");
		assertThat(new KnownTrigger(cron("30/10 * 8-18 ? * *"), holidays).after(START))
			.isEqualTo("2026-06-15T08:00:30Z");
		assertThat(new KnownTrigger(cron("0 0 12 ? * *"), holidays).after(START)).isEqualTo("2026-06-15T12:00:00Z");
	}

	@Test
	void aJobThatHasNotBeenExecutedIsDueWhenItsTriggersFire() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			schedule(scheduler, waiting("0 0 20 * * ?"), waiting("0 0 14 * * ?"));
			QuartzJobTracker tracker = context.getBean(QuartzJobTracker.class);
			JobDetail nightly = scheduler.getJobDetail(JobKey.jobKey("nightly"));
			assertThat(tracker.definition(nightly, List.of(scheduler)).startExpectation().firstStart(START))
				.isEqualTo("2026-06-01T14:10:00Z");
			JobDetail other = JobBuilder.newJob(WorkJob.class).withIdentity("other").build();
			assertThat(tracker.definition(other, List.of(scheduler)).startExpectation()).isNull();
		});
	}

	@Test
	void aDatabaseIsNotReadBeforeSomebodyWantsToKnowWhenAJobIsDue() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			schedule(scheduler, waiting("0 0 14 * * ?"));
			DatabaseStore.persistent = true;
			QuartzJobTracker tracker = context.getBean(QuartzJobTracker.class);
			JobDetail nightly = scheduler.getJobDetail(JobKey.jobKey("nightly"));
			StartExpectation start = tracker.definition(nightly, List.of(scheduler)).startExpectation();
			assertThat(DatabaseStore.readers).isEmpty();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> Instant.parse("2026-06-01T14:10:00Z").equals(start.firstStart(START)));
			assertThat(DatabaseStore.readers).containsExactly("progress-quartz-reader");
		});
	}

	/** Quartz itself goes through the seconds of a century. */
	@Test
	void aCalendarThatExcludesEverythingLeavesNothingToExpectAndIsNotAskedForEachSnapshot() {
		EmptyCalendar calendar = new EmptyCalendar();
		KnownTrigger trigger = new KnownTrigger(cron("* * * ? * *"), calendar);
		assertThat(trigger.after(START)).isNull();
		int asked = calendar.asked.get();
		assertThat(trigger.after(START)).isNull();
		assertThat(calendar.asked).hasValue(asked);
		assertThat(trigger.after(START.minusSeconds(2))).isEqualTo(START.minusSeconds(1));
		assertThat(trigger.after(START)).isNull();
	}

	@Test
	void ofSeveralTriggersTheEarliestCounts() {
		assertThat(nextStart(null, cron("0 30 2 * * ?"), waiting("0 0 20 * * ?"), waiting("0 0 14 * * ?")))
			.isEqualTo("2026-06-01T14:10:00Z");
	}

	@Test
	void otherTriggersThatFollowTheCalendarCountAsWell() {
		assertThat(nextStart(null,
				trigger(CalendarIntervalScheduleBuilder.calendarIntervalSchedule()
					.inTimeZone(UTC)
					.withIntervalInDays(1)
					.withMisfireHandlingInstructionFireAndProceed())))
			.isEqualTo("2026-06-02T00:10:00Z");
	}

	@Test
	void aTriggerThatRepeatsAfterAnIntervalSaysNothing() {
		assertThat(nextStart(null,
				trigger(SimpleScheduleBuilder.repeatHourlyForever().withMisfireHandlingInstructionFireNow())))
			.isNull();
	}

	@Test
	void aTriggerThatDoesNotFireAgainSaysNothing() {
		Trigger ending = cron("0 30 2 * * ?").getTriggerBuilder()
			.endAt(Date.from(Instant.parse("2026-06-01T12:00:00Z")))
			.build();
		assertThat(nextStart(null, ending)).isNull();
		assertThat(nextStart(null, ending, waiting("0 0 14 * * ?"))).isEqualTo("2026-06-01T14:10:00Z");
	}

	@Test
	void aJobThatIsStartedByHandIsExpectedWhenItsTriggersFire() {
		this.contextRunner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			schedule(scheduler, waiting("0 0 14 * * ?"));
			scheduler.triggerJob(JobKey.jobKey("nightly"));
			awaitRuns(1);
		});
		assertThat(this.runs.ended().get(0).expectedNextStart()).isEqualTo("2026-06-01T14:10:00Z");
	}

	@Test
	void aScheduleOfTheConfigurationIsUsedForAJobWithoutSuchTriggers() {
		ApplicationContextRunner configured = this.contextRunner.withPropertyValues(
				"progress.tracker.success-schedule.cron=@hourly", "progress.tracker.success-schedule.zone=UTC");
		assertThat(nextStart(configured, null,
				trigger(SimpleScheduleBuilder.repeatHourlyForever().withMisfireHandlingInstructionFireNow())))
			.isEqualTo("2026-06-01T03:10:00Z");
		assertThat(nextStart(configured, null, cron("0 30 2 * * ?"))).isEqualTo("2026-06-02T02:40:00Z");
	}

	@Test
	void aDatabaseIsReadOnAnotherThreadAndUntilThenTheTriggerThatFiredCounts() {
		DatabaseStore.persistent = true;
		CountDownLatch answer = new CountDownLatch(1);
		DatabaseStore.answer = answer;
		this.contextRunner.run((context) -> {
			ProgressTrackers trackers = context.getBean(ProgressTrackers.class);
			Scheduler scheduler = context.getBean(Scheduler.class);
			work = () -> {
				ProgressTracker run = trackers.current();
				assertThat(run.progress().expectedNextStart()).isEqualTo("2026-06-02T02:40:00Z");
				answer.countDown();
				Awaitility.await()
					.atMost(Duration.ofSeconds(20))
					.until(() -> Instant.parse("2026-06-01T14:10:00Z").equals(run.progress().expectedNextStart()));
			};
			schedule(scheduler, cron("0 30 2 * * ?"), waiting("0 0 14 * * ?"));
			awaitRuns(1);
			assertThat(this.runs.ended().get(0).outcomes().lastFailure()).isNull();
			assertThat(DatabaseStore.readers).containsExactly("progress-quartz-reader");
			// What has been read is known to the next run from its start on.
			work = () -> assertThat(trackers.current().progress().expectedNextStart())
				.isEqualTo("2026-06-01T14:10:00Z");
			scheduler.triggerJob(JobKey.jobKey("nightly"));
			awaitRuns(2);
			assertThat(this.runs.ended().get(1).outcomes().lastFailure()).isNull();
		});
	}

	@Test
	void ifTheTriggersCannotBeReadTheOneThatFiredCounts(CapturedOutput output) {
		DatabaseStore.broken = true;
		assertThat(nextStart(null, cron("0 30 2 * * ?"), waiting("0 0 14 * * ?"))).isEqualTo("2026-06-02T02:40:00Z");
		assertThat(output).containsOnlyOnce("The time when a Quartz job is due could not be read: "
				+ "java.lang.IllegalStateException: no database. A run that does not start may go unnoticed");
	}

	@Test
	void aCalendarThatFailsDoesNotKeepARunFromBeingReported(CapturedOutput output) {
		TriggerTimes times = new TriggerTimes(new Guard(LoggerFactory.getLogger("due"), "Unknown", "It goes on"));
		times.fired(cron("0 30 2 * * ?"), new FailingCalendar());
		assertThat(times.after(START)).isNull();
		assertThat(times.after(START)).isNull();
		assertThat(output).containsOnlyOnce("Unknown: java.lang.UnsupportedOperationException: no such day");
	}

	private @Nullable String nextStart(@Nullable Calendar calendar, Trigger... triggers) {
		return nextStart(this.contextRunner, calendar, triggers);
	}

	private @Nullable String nextStart(ApplicationContextRunner runner, @Nullable Calendar calendar,
			Trigger... triggers) {
		this.runs.ended().clear();
		runner.run((context) -> {
			Scheduler scheduler = context.getBean(Scheduler.class);
			if (calendar != null) {
				scheduler.addCalendar("calendar", calendar, false, false);
				triggers[0] = triggers[0].getTriggerBuilder().modifiedByCalendar("calendar").build();
			}
			schedule(scheduler, triggers);
			awaitRuns(1);
		});
		Instant next = this.runs.ended().get(0).expectedNextStart();
		return (next != null) ? next.toString() : null;
	}

	private static void schedule(Scheduler scheduler, Trigger... triggers) throws Exception {
		JobDetail job = JobBuilder.newJob(WorkJob.class).withIdentity("nightly").storeDurably().build();
		scheduler.scheduleJobs(Map.of(job, Set.of(triggers)), false);
	}

	/** Fires at once. */
	private static Trigger cron(String cron) {
		return trigger(
				CronScheduleBuilder.cronSchedule(cron).inTimeZone(UTC).withMisfireHandlingInstructionFireAndProceed());
	}

	/** Does not fire at once. */
	private static Trigger waiting(String cron) {
		return trigger(
				CronScheduleBuilder.cronSchedule(cron).inTimeZone(UTC).withMisfireHandlingInstructionDoNothing());
	}

	private static Trigger trigger(ScheduleBuilder<?> schedule) {
		return TriggerBuilder.newTrigger()
			.startAt(Date.from(Instant.parse("2020-01-01T00:00:00Z")))
			.withSchedule(schedule)
			.build();
	}

	private void awaitRuns(int runs) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.runs.ended().size() >= runs);
	}

	/** Includes only the time before the test. */
	private static final class EmptyCalendar extends BaseCalendar {

		private static final long serialVersionUID = 1L;

		private final AtomicInteger asked = new AtomicInteger();

		@Override
		public boolean isTimeIncluded(long time) {
			this.asked.incrementAndGet();
			return time < START.toEpochMilli();
		}

	}

	private static final class FailingCalendar extends BaseCalendar {

		private static final long serialVersionUID = 1L;

		@Override
		public boolean isTimeIncluded(long time) {
			throw new UnsupportedOperationException("no such day");
		}

	}

	public static class WorkJob implements Job {

		@Override
		public void execute(JobExecutionContext context) {
			work.run();
		}

	}

	/** Keeps triggers in memory, but may claim that they are in a slow database. */
	public static final class DatabaseStore extends RAMJobStore {

		private static volatile boolean persistent;

		private static volatile boolean broken;

		private static volatile CountDownLatch answer = new CountDownLatch(0);

		private static final Set<String> readers = ConcurrentHashMap.newKeySet();

		@Override
		public boolean supportsPersistence() {
			return persistent;
		}

		@Override
		public List<OperableTrigger> getTriggersForJob(JobKey job) {
			if (broken) {
				throw new IllegalStateException("no database");
			}
			if (persistent) {
				readers.add(Thread.currentThread().getName());
			}
			if (persistent && Thread.currentThread().getName().startsWith("progress-")) {
				try {
					assertThat(answer.await(20, TimeUnit.SECONDS)).isTrue();
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			}
			return super.getTriggersForJob(job);
		}

	}

}
