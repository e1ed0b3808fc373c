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
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.scheduling.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a scheduled method is pushed, counted by a real Pushgateway: this depends on
 * the time that passes, not on how often the method is executed.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class ScheduledTaskPushTests {

	private static final Map<String, String> TICK = Map.of("job", "Often.tick");

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class,
				ScheduledTaskAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true", "progress.tracker.pushgateway.min-interval=1s",
				"progress.tracker.pushgateway.url=" + this.gateway.url());

	@Test
	void aMethodThatIsExecutedTenTimesASecondIsPushedAndLoggedRarely(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Often.class).run((context) -> {
			Often often = context.getBean(Often.class);
			await(() -> often.executions.get() >= 50);
			assertThat(this.gateway.pushCount()).isLessThanOrEqualTo(2);
			often.fails = true;
			await(() -> this.gateway.has("job_last_failure", TICK));
			assertThat(often.executions.get()).isLessThan(300);
			often.fails = false;
			double failedAt = this.gateway.value("job_last_failure", TICK);
			await(() -> this.gateway.value("job_last_success", TICK) > failedAt);
			assertThat(this.gateway.pushCount()).isLessThanOrEqualTo(5);
			often.last = true;
			await(() -> often.stopped);
		});
		// The last run is pushed when the application closes.
		assertThat(this.gateway.pushCount()).isLessThanOrEqualTo(6);
		assertThat(this.gateway.value("job_running", TICK)).isZero();
		assertThat(this.gateway.value("job_records_processed", TICK)).isEqualTo(7);
		assertThat(output).contains("Often.tick: failed after", "with IllegalStateException", "; stands for ");
		assertThat(output.getOut().lines().filter((line) -> line.contains("Often.tick: "))).hasSizeLessThan(12);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Often {

		private final ProgressTrackers trackers;

		private final AtomicInteger executions = new AtomicInteger();

		private volatile boolean fails;

		private volatile boolean last;

		private volatile boolean stopped;

		Often(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Scheduled(fixedRate = 100)
		void tick() throws InterruptedException {
			if (this.last) {
				this.trackers.current().inc(7);
				this.stopped = true;
				// No other execution follows.
				this.trackers.current().complete();
				new CountDownLatch(1).await();
			}
			this.executions.incrementAndGet();
			if (this.fails) {
				throw new IllegalStateException();
			}
		}

	}

}
