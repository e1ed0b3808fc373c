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

package io.github.progresstracker.samples.page;

import java.util.List;

import io.github.progresstracker.samples.scheduled.ScheduledJobsApplication;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page of the sample, as its users see it.
 */
class ScheduledJobsPageTests {

	@Test
	void theSampleShowsItsJobsWhileTheyRun() {
		Browser browser = Browser.start();
		try (ConfigurableApplicationContext context = SpringApplication.run(ScheduledJobsApplication.class,
				"--server.port=0", "--spring.quartz.auto-startup=false", "--stock.rate=1500ms", "--stock.pause=2ms",
				"--settlement.cron=* * * * * *", "--newsletter.delay=200ms",
				"--progress.tracker.reporting.enabled=false")) {
			String url = "http://127.0.0.1:%s/actuator/progress"
				.formatted(context.getEnvironment().getProperty("local.server.port"));
			browser.open(url);
			Browser.eventually()
				.untilAsserted(() -> assertThat(browser.texts(".rows .name"))
					.containsExactlyInAnyOrder("StockImport.run", "Settlement.run", "newsletter"));
			Browser.eventually()
				.untilAsserted(() -> assertThat(browser.text(".row")).contains("Running", "store", "of 500 records"));
			Browser.eventually()
				.untilAsserted(() -> assertThat(browser.text(".failure"))
					.contains("in stage send: MailServerDownException: The mail server does not answer"));
			browser.driver().findElement(By.linkText("newsletter")).click();
			Browser.eventually().untilAsserted(() -> assertThat(browser.texts(".charts figure")).hasSize(2));
			assertThat(browser.barriers()).isEmpty();
			assertThat(browser.problems()).isEqualTo(List.of());
		}
	}

}
