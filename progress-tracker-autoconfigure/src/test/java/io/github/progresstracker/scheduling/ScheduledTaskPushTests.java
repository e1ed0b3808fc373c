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

package io.github.progresstracker.scheduling;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.progresstracker.autoconfigure.ApplicationRunAutoConfiguration;
import io.github.progresstracker.autoconfigure.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.autoconfigure.PushgatewayConnectionAutoConfiguration;
import io.github.progresstracker.autoconfigure.PushgatewayReporterAutoConfiguration;
import io.github.progresstracker.autoconfigure.ScheduledTaskAutoConfiguration;
import io.github.progresstracker.testing.RealPushgateway;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often a scheduled method is pushed, counted by a real Pushgateway: that depends on
 * the time that passes, not on how often the method is executed.
 */
class ScheduledTaskPushTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class,
				PushgatewayConnectionAutoConfiguration.class, PushgatewayReporterAutoConfiguration.class,
				ApplicationRunAutoConfiguration.class, ScheduledTaskAutoConfiguration.class,
				TaskSchedulingAutoConfiguration.class))
		.withPropertyValues("progress.tracker.scheduling.enabled=true", "progress.tracker.terminal.mode=off",
				"progress.tracker.pushgateway.url=" + this.gateway.url());

	@Test
	void aMethodThatIsExecutedEachTenthOfASecondCostsOnePushForEachMinimalInterval() {
		this.contextRunner.withUserConfiguration(Often.class)
			.withPropertyValues("progress.tracker.pushgateway.min-interval=1m")
			.run((context) -> {
				Often often = context.getBean(Often.class);
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> often.executions.get() >= 40);
				assertThat(this.gateway.pushCount()).isEqualTo(1);
			});
		// The last one goes out when the application ends
		assertThat(this.gateway.pushCount()).isEqualTo(2);
		assertThat(this.gateway.value("job_running", Map.of("job", "Often.tick"))).isZero();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Often {

		private final AtomicInteger executions = new AtomicInteger();

		@Scheduled(fixedRate = 100)
		void tick() {
			this.executions.incrementAndGet();
		}

	}

}
