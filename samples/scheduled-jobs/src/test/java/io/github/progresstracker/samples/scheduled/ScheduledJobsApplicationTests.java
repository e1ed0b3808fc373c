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

package io.github.progresstracker.samples.scheduled;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import io.github.progresstracker.test.JobProgressAssert;
import io.github.progresstracker.test.RecordedReports;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the whole application, with jobs that run more often than usual.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "stock.rate=500ms", "stock.pause=0ms", "settlement.cron=* * * * * *", "newsletter.delay=200ms" })
class ScheduledJobsApplicationTests {

	@Autowired
	private RecordedReports reports;

	@LocalServerPort
	private int port;

	@Test
	void theStockImportIsCountedByStage() {
		eventually().untilAsserted(() -> assertThat(this.reports).lastOf("StockImport.run")
			.isCompleted()
			.hasStages("fetch", "store")
			.hasProcessed("fetch", 500)
			.hasExpected("store", 500)
			.hasProcessed("store", 500)
			.hasSkipped("store", 12));
	}

	@Test
	void aJobWithoutTrackingCodeIsTrackedAsWell() {
		eventually().untilAsserted(() -> assertThat(this.reports).lastOf("Settlement.run").isCompleted());
	}

	@Test
	void theNewsletterFailsNowAndThenAndCompletesAgain() {
		eventually().untilAsserted(
				() -> assertThat(this.reports.of("newsletter")).anySatisfy((run) -> JobProgressAssert.assertThat(run)
					.failedWith(MailServerDownException.class)
					.failedIn("send")
					.hasProcessed("send", 2)));
		eventually().untilAsserted(() -> assertThat(this.reports).lastOf("newsletter").isCompleted());
	}

	@Test
	void prometheusScrapesAllThreeJobs() {
		eventually().untilAsserted(
				() -> assertThat(scrape()).contains("job_last_success{app=\"scheduled-jobs\",job=\"StockImport.run\"}")
					.contains("job_last_success{app=\"scheduled-jobs\",job=\"Settlement.run\"}")
					.contains("job_last_success{app=\"scheduled-jobs\",job=\"newsletter\"}")
					.contains("job_expected_success_interval{app=\"scheduled-jobs\",job=\"StockImport.run\"} 60.5"));
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
	}

	private String scrape() throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:%d/actuator/prometheus".formatted(this.port)))
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

}
