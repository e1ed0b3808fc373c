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

package io.github.progresstracker.samples.quartz;

import java.time.Duration;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.test.RecordedReports;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.quartz.QuartzJobBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a job of the Quartz scheduler that Spring Boot configures.
 */
@SpringBootTest(properties = "progress.tracker.quartz.enabled=true")
class QuartzStarterTests {

	@Test
	void theJobIsTrackedAndFindsItsTracker(@Autowired RecordedReports reports) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.untilAsserted(() -> assertThat(reports).lastOf("invoices").isCompleted().hasProcessed("send", 3));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		JobDetail invoices() {
			return JobBuilder.newJob(Invoices.class).withIdentity("invoices").storeDurably().build();
		}

		@Bean
		Trigger now(JobDetail invoices) {
			return TriggerBuilder.newTrigger().forJob(invoices).build();
		}

	}

	static class Invoices extends QuartzJobBean {

		private final ProgressTrackers trackers;

		Invoices(ProgressTrackers trackers) {
			this.trackers = trackers;
		}

		@Override
		protected void executeInternal(JobExecutionContext context) {
			this.trackers.current().startStage("send");
			this.trackers.current().inc(3);
		}

	}

}
