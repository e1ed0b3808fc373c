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

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that push their own metrics with their job.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class PushIncludeTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void theLastValuesArePushedAtTheEnd() {
		run();
		assertThat(this.gateway.exposition().value("orders_imported_total", Map.of("job", "nightly"))).isEqualTo(3);
		assertThat(this.gateway.exposition().value("orders_open", Map.of("job", "nightly"))).isEqualTo(5);
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
		assertThat(this.gateway.has("jvm_info", Map.of("job", "nightly"))).isFalse();
	}

	@Test
	void withoutARegistryAWarningSaysWhatIsMissing(CapturedOutput output) {
		run("--management.prometheus.metrics.export.enabled=false");
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
		assertThat(output).containsOnlyOnce("The metrics of the application are not pushed");
	}

	@Test
	void aGaugeThatNeedsABeanHasItsValueInTheLastPush() {
		run("--gauge=bean");
		assertThat(this.gateway.exposition().value("orders_special", Map.of("job", "nightly"))).isEqualTo(7);
		assertThat(this.gateway.exposition().value("orders_imported_total", Map.of("job", "nightly"))).isEqualTo(3);
	}

	@Test
	void aGaugeThatHangsHoldsUpNeitherTheJobsMetricsNorTheExit(CapturedOutput output) {
		run("--gauge=hangs");
		assertThat(this.gateway.has("job_last_success", Map.of("job", "nightly"))).isTrue();
		assertThat(this.gateway.has("orders_imported_total", Map.of("job", "nightly"))).isFalse();
		assertThat(output).containsOnlyOnce("they could not be read in time");
	}

	private void run(String... arguments) {
		SpringApplication application = new SpringApplication(Importing.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(
				Map.of("progress.tracker.job", "nightly", "progress.tracker.pushgateway.url", this.gateway.url(),
						"progress.tracker.push.include", "orders_*", "progress.tracker.terminal.mode", "off"));
		application.run(arguments).close();
	}

	private static double awaitForever(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return 0;
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Importing {

		@Bean
		CommandLineRunner importing(MeterRegistry registry, ApplicationContext context) {
			return (args) -> {
				String special = context.getEnvironment().getProperty("gauge", "none");
				// First, as a push may read the others at once
				if (special.equals("hangs")) {
					registry.gauge("orders.special", new CountDownLatch(1), PushIncludeTests::awaitForever);
				}
				if (special.equals("bean")) {
					registry.gauge("orders.special", context, (source) -> source.getBean(AtomicLong.class).get());
				}
				registry.counter("orders.imported").increment(3);
				registry.gauge("orders.open", 5);
			};
		}

		@Bean
		@Lazy
		AtomicLong special() {
			return new AtomicLong(7);
		}

	}

}
