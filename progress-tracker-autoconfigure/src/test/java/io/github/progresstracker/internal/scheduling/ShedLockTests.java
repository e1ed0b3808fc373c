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

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.scheduling.ShedLockAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.lifecycle.Tracking;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.LockingTaskExecutorListener;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock;
import net.javacrumbs.shedlock.spring.annotation.EnableSchedulerLock.InterceptMode;
import net.javacrumbs.shedlock.spring.annotation.SchedulerLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Scheduled methods that ShedLock executes, or skips because another instance of the
 * application holds the lock.
 */
@ExtendWith(OutputCaptureExtension.class)
class ShedLockTests {

	private final RecordedRuns runs = new RecordedRuns();

	private final Locks locks = new Locks();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, ScheduledTaskAutoConfiguration.class,
						ShedLockAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true", "progress.tracker.reporting.enabled=false",
				"progress.tracker.terminal.mode=off")
		.withBean(RecordedRuns.class, () -> this.runs)
		.withBean(LockProvider.class, () -> this.locks);

	private final ApplicationContextRunner locked = this.contextRunner.withUserConfiguration(Locked.class);

	@Test
	void aSkippedExecutionIsNoRun() {
		this.locked.run((context) -> {
			ScheduledTaskTrackingTests.execute(context, "nightly");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
			List<JobProgress> before = context.getBean(ProgressTrackers.class).progress();
			this.locks.heldElsewhere = true;
			ScheduledTaskTrackingTests.execute(context, "nightly");
			assertThat(context.getBean(Service.class).executions()).isOne();
			assertThat(this.runs.ended()).hasSize(1);
			assertThat(this.runs.discardedJobs()).containsExactly("Locked.nightly");
			assertThat(context.getBean(ProgressTrackers.class).progress()).isEqualTo(before);
			// It was executed elsewhere, so nobody has to be told that it was not started
			assertThat(context.getBean(Tracking.class).runs().lastDiscarded(before.get(0).identity()))
				.isAfterOrEqualTo(before.get(0).startedAt());
		});
	}

	@Test
	void anExecutionThatIsSkippedByTheSchedulersProxyIsNoRun() {
		this.contextRunner.withUserConfiguration(LockedByScheduler.class).run((context) -> {
			Awaitility.await().until(() -> this.runs.ended().size() >= 2);
			assertThat(this.runs.endedJobs()).containsOnly("LockedByScheduler.often");
			this.locks.heldElsewhere = true;
			int asked = this.locks.asked.get();
			Awaitility.await().until(() -> this.locks.asked.get() > asked + 1);
			int ended = this.runs.ended().size();
			Awaitility.await().until(() -> this.locks.asked.get() > asked + 5);
			assertThat(this.runs.ended()).hasSize(ended);
		});
	}

	@Test
	void aMethodThatHoldsTheLockAlreadyIsARun() {
		this.locked.run((context) -> {
			ScheduledTaskTrackingTests.execute(context, "reentrant");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(context.getBean(Service.class).executions()).isOne();
			assertThat(this.locks.asked).hasValue(1);
		});
	}

	@Test
	void aMethodWhoseOnlyWorkIsLockedElsewhereIsNoRun() {
		this.locked.run((context) -> {
			this.locks.heldElsewhere = true;
			ScheduledTaskTrackingTests.execute(context, "delegating");
			assertThat(this.runs.discardedJobs()).containsExactly("Locked.delegating");
			this.locks.heldElsewhere = false;
			ScheduledTaskTrackingTests.execute(context, "delegating");
			assertThat(this.runs.endedJobs()).containsExactly("Locked.delegating");
		});
	}

	@Test
	void aMethodThatCountsSomethingBesideTheLockIsARun() {
		this.locked.run((context) -> {
			this.locks.heldElsewhere = true;
			ScheduledTaskTrackingTests.execute(context, "counting");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
		});
	}

	@Test
	void workThatIsStartedByHandAroundALockHeldElsewhereIsNoRun() {
		this.locked.run((context) -> {
			this.locks.heldElsewhere = true;
			context.getBean(ProgressTrackers.class)
				.run("import", (tracker) -> context.getBean(Service.class).lockedImport());
			assertThat(this.runs.discardedJobs()).containsExactly("import");
			assertThat(context.getBean(ProgressTrackers.class).progress()).isEmpty();
		});
	}

	@Test
	void aLockThatCannotBeAskedForFailsTheRun() {
		this.locked.run((context) -> {
			this.locks.failure = new IllegalStateException("database is down");
			assertThat(catchThrowable(() -> ScheduledTaskTrackingTests.execute(context, "nightly")))
				.isSameAs(this.locks.failure);
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.FAILED);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { OwnListener.class, FinalListener.class })
	void aUsersListenerIsStillCalled(Class<? extends Heard> type) {
		this.locked.withBean("listener", type).run((context) -> {
			Heard listener = context.getBean(Heard.class);
			ScheduledTaskTrackingTests.execute(context, "nightly");
			this.locks.heldElsewhere = true;
			ScheduledTaskTrackingTests.execute(context, "nightly");
			assertThat(listener.heard()).containsExactly("attempt", "started", "attempt", "refused");
			assertThat(this.runs.ended()).hasSize(1);
			assertThat(this.runs.discardedJobs()).hasSize(1);
		});
	}

	@Test
	void aUsersListenerKeepsItsClass() {
		this.locked.withBean(OwnListener.class)
			.run((context) -> assertThat(context).hasSingleBean(OwnListener.class)
				.hasSingleBean(LockingTaskExecutorListener.class));
	}

	@Test
	void withoutShedLockOrItsLocksTheApplicationStarts() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("net.javacrumbs"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockListenerPostProcessor.class));
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, ShedLockAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LockListenerPostProcessor.class)
				.doesNotHaveBean(LockingTaskExecutorListener.class));
	}

	/** As with a version before 7.7. */
	@Test
	void aShedLockThatDoesNotTellOfItsLocksCausesOneWarningAtTheStart(CapturedOutput output) {
		ApplicationContextRunner old = this.contextRunner
			.withClassLoader(new FilteredClassLoader(LockingTaskExecutorListener.class));
		old.withUserConfiguration(Locked.class).run((context) -> {
			DetachedWorkTests.start(context);
			assertThat(context).doesNotHaveBean(LockListenerPostProcessor.class);
		});
		assertThat(output).containsOnlyOnce("Executions that ShedLock skips are reported as completed, although the"
				+ " work was done elsewhere or not at all. Upgrade ShedLock to 7.7 or later");
		old.withUserConfiguration(LockedByScheduler.class).run(DetachedWorkTests::start);
		this.locked.run(DetachedWorkTests::start);
		assertThat(output).containsOnlyOnce("Upgrade ShedLock");
	}

	/** Locks that another instance of the application may hold. */
	private static final class Locks implements LockProvider {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile boolean heldElsewhere;

		private volatile RuntimeException failure;

		@Override
		public Optional<SimpleLock> lock(LockConfiguration lock) {
			this.asked.incrementAndGet();
			if (this.failure != null) {
				throw this.failure;
			}
			return this.heldElsewhere ? Optional.empty() : Optional.of(() -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Service.class)
	@EnableScheduling
	@EnableSchedulerLock(defaultLockAtMostFor = "PT1H")
	public static class Locked {

		@Autowired
		private Service service;

		@Autowired
		private ProgressTrackers trackers;

		@Scheduled(cron = "0 0 3 * * *")
		@SchedulerLock(name = "nightly")
		public void nightly() {
			this.service.execute();
		}

		@Scheduled(cron = "0 0 3 * * *")
		@SchedulerLock(name = "import")
		public void reentrant() {
			this.service.lockedImport();
		}

		@Scheduled(cron = "0 0 3 * * *")
		public void delegating() {
			this.service.lockedImport();
		}

		@Scheduled(cron = "0 0 3 * * *")
		public void counting() {
			this.service.lockedImport();
			this.trackers.current().inc();
		}

	}

	public static class Service {

		private final AtomicInteger executions = new AtomicInteger();

		@SchedulerLock(name = "import")
		public void lockedImport() {
			execute();
		}

		void execute() {
			this.executions.incrementAndGet();
		}

		int executions() {
			return this.executions.get();
		}

	}

	@SuppressWarnings("removal")
	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@EnableSchedulerLock(defaultLockAtMostFor = "PT1H", interceptMode = InterceptMode.PROXY_SCHEDULER)
	public static class LockedByScheduler {

		@Scheduled(fixedDelay = 10)
		@SchedulerLock(name = "often")
		public void often() {
		}

	}

	/** What a listener heard. */
	public interface Heard {

		List<String> heard();

	}

	static class OwnListener implements LockingTaskExecutorListener, Heard {

		private final List<String> heard = new ArrayList<>();

		@Override
		public void onLockAttempt(LockConfiguration lock) {
			this.heard.add("attempt");
		}

		@Override
		public void onLockNotAcquired(LockConfiguration lock) {
			this.heard.add("refused");
		}

		@Override
		public void onTaskStarted(LockConfiguration lock) {
			this.heard.add("started");
		}

		@Override
		public List<String> heard() {
			return this.heard;
		}

	}

	/** As classes in Kotlin are. */
	static final class FinalListener extends OwnListener {

	}

}
