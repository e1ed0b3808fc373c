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
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @Scheduled} methods that return a publisher, to which Spring subscribes.
 */
class ReactiveScheduledMethodTests {

	private final RecordedRuns runs = new RecordedRuns();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class,
				ScheduledTaskAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true",
				"progress.tracker.scheduling.derive-success-interval=true", "progress.tracker.success-grace=1h",
				"progress.tracker.reporting.enabled=false", "progress.tracker.terminal.mode=off")
		.withUserConfiguration(Reactive.class)
		.withBean(RecordedRuns.class, () -> this.runs);

	@Test
	void aRunEndsWhenItsPublisherDoes() {
		this.contextRunner.run((context) -> {
			ScheduledTaskTrackingTests.execute(context, "one");
			awaitStart("Reactive.one");
			assertThat(this.runs.endedJobs()).isEmpty();
			context.getBean(Reactive.class).one.tryEmitEmpty();
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
			assertThat(this.runs.only().successInterval().duration()).isEqualTo(Duration.ofHours(25));
			ScheduledTaskTrackingTests.execute(context, "one");
			assertThat(this.runs.ended()).hasSize(2);
		});
	}

	@Test
	void aRunFailsIfItsPublisherFails() {
		this.contextRunner.run((context) -> {
			ScheduledTaskTrackingTests.execute(context, "failing");
			assertThat(this.runs.only().status()).isEqualTo(RunStatus.FAILED);
			assertThat(this.runs.only().outcomes().lastFailure().exception()).isEqualTo("IOException");
		});
	}

	@Test
	void aPublisherThatIsActiveWhenTheApplicationClosesIsInterrupted() {
		this.contextRunner.run((context) -> {
			ScheduledTaskTrackingTests.execute(context, "endless");
			awaitStart("Reactive.endless");
		});
		assertThat(this.runs.ended()).extracting(JobProgress::status).containsExactly(RunStatus.INTERRUPTED);
	}

	@Test
	void theRunIsCurrentIfReactorPropagatesTheContext() {
		Hooks.enableAutomaticContextPropagation();
		try {
			this.contextRunner.run((context) -> {
				ScheduledTaskTrackingTests.execute(context, "counting");
				Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !this.runs.ended().isEmpty());
				assertThat(this.runs.only().records().processed()).isEqualTo(5);
				assertThat(this.runs.only().status()).isEqualTo(RunStatus.COMPLETED);
			});
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void reactiveMethodsAreKnownAtStartup() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ScheduledTasks.class).definitions())
			.containsOnlyKeys("Reactive.one", "Reactive.failing", "Reactive.endless", "Reactive.counting"));
	}

	private void awaitStart(String job) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.runs.startedJobs()).containsExactly(job));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Reactive {

		private final Sinks.Empty<Void> one = Sinks.empty();

		private final ProgressTrackers trackers;

		Reactive(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Scheduled(fixedRate = 24, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		Mono<Void> one() {
			return this.one.asMono();
		}

		@Scheduled(fixedRate = 24, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		Mono<Void> failing() {
			return Mono.error(new IOException());
		}

		@Scheduled(fixedRate = 24, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		Flux<Long> endless() {
			return Flux.never();
		}

		@Scheduled(fixedRate = 24, initialDelay = 24, timeUnit = TimeUnit.HOURS)
		Flux<Integer> counting() {
			return Flux.range(1, 5)
				.delayElements(Duration.ofMillis(1))
				.doOnNext((number) -> this.trackers.current().inc());
		}

	}

}
