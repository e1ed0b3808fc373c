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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for several jobs in a long-running web application, as a real Pushgateway and a
 * scrape of the application show them.
 */
@ExtendWith(OutputCaptureExtension.class)
@UsesServers
class SeveralJobsTests {

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	private final ConfigurableApplicationContext context = SpringApplication.run(WebApplication.class,
			"--server.port=0", "--management.endpoints.web.exposure.include=prometheus",
			"--progress.tracker.terminal.mode=off", "--progress.tracker.pushgateway.min-interval=50ms",
			"--progress.tracker.pushgateway.url=" + this.gateway.url());

	private final ProgressTrackers trackers = this.context.getBean(ProgressTrackers.class);

	/** Closes the application before the gateway, which receives the last reports. */
	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void theLastSuccessOfEachJobIsCorrectAfterManyConcurrentRuns() throws Exception {
		int jobs = 8;
		int runs = 50;
		Instant[] lastSuccess = new Instant[jobs];
		try (Closing threads = new Closing(Executors.newFixedThreadPool(jobs))) {
			List<Future<?>> done = new ArrayList<>();
			for (int job = 0; job < jobs; job++) {
				int number = job;
				done.add(threads.executor().submit((Callable<Void>) () -> {
					for (int run = 0; run < runs; run++) {
						boolean fails = run % 3 == 1 || run > runs - 1 - number;
						Instant before = Instant.now();
						Throwable thrown = catchThrowable(() -> work(number, fails));
						assertThat(thrown != null).isEqualTo(fails);
						if (!fails) {
							lastSuccess[number] = before;
						}
					}
					return null;
				}));
			}
			for (Future<?> each : done) {
				each.get();
			}
		}
		Exposition scraped = scrape();
		this.context.close();
		Exposition pushed = this.gateway.exposition();
		for (int job = 0; job < jobs; job++) {
			Map<String, String> labels = Map.of("job", "job" + job);
			assertThat(pushed.value("job_last_success", labels)).isBetween(seconds(lastSuccess[job]),
					seconds(lastSuccess[job]) + 1);
			assertThat(scraped.value("job_last_success", labels)).isEqualTo(pushed.value("job_last_success", labels));
			assertThat(pushed.value("job_running", labels)).isZero();
			assertThat(pushed.value("job_records_processed", Map.of("job", "job" + job, "stage", "load")))
				.isEqualTo(job);
			assertThat(pushed.has("job_last_failure", labels)).isTrue();
		}
	}

	/** Runs a job inside another, to show that the two are not confused. */
	private void work(int job, boolean fails) throws IOException {
		this.trackers.runChecked("job" + job, (outer) -> {
			outer.startStage("load", job).inc(job);
			this.trackers.run("part of job" + job, (inner) -> this.trackers.current().inc());
			assertThat(this.trackers.current()).isSameAs(outer);
			if (fails) {
				throw new IOException();
			}
		});
	}

	@Test
	void gaugesOfEndedRunsStayAndStagesOfAnOldRunDisappear() {
		Map<String, String> load = Map.of("job", "import", "stage", "load");
		Map<String, String> index = Map.of("job", "import", "stage", "index");
		this.trackers.run("import", (tracker) -> tracker.startStage("load").inc(5));
		this.trackers.run("export", (tracker) -> tracker.inc(7));
		awaitPushed("job_last_success", Map.of("job", "export"));
		assertThat(this.gateway.value("job_records_processed", load)).isEqualTo(5);
		this.trackers.run("import", (tracker) -> tracker.startStage("index").inc(3));
		awaitPushed("job_records_processed", index);
		for (Exposition shown : List.of(this.gateway.exposition(), scrape())) {
			assertThat(shown.has("job_records_processed", load)).isFalse();
			assertThat(shown.value("job_records_processed", index)).isEqualTo(3);
			assertThat(shown.value("job_records_processed", Map.of("job", "import"))).isEqualTo(3);
			assertThat(shown.value("job_records_processed", Map.of("job", "export"))).isEqualTo(7);
			assertThat(shown.value("job_running", Map.of("job", "export"))).isZero();
		}
	}

	@Test
	void aSecondRunOfARunningJobHasItsOwnCountsAndCausesAWarning(CapturedOutput output) {
		Map<String, String> job = Map.of("job", "import");
		ProgressTracker first = this.trackers.start("import");
		first.startStage("load").inc(5);
		ProgressTracker second = this.trackers.start("import");
		second.startStage("index").inc(3);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(
					() -> assertThat(output).containsOnlyOnce("'import' was started again while it was still running"));
		assertThat(this.trackers.progress()).extracting((progress) -> progress.records().processed())
			.containsExactly(5L, 3L);
		first.complete();
		double firstSuccess = seconds(first.progress().outcomes().lastSuccessAt());
		awaitPushed("job_last_success", job);
		assertThat(this.gateway.value("job_last_success", job)).isEqualTo(firstSuccess);
		second.inc(1);
		second.fail(new IOException());
		awaitPushed("job_last_failure", job);
		assertThat(first.progress().records().processed()).isEqualTo(5);
		Exposition pushed = this.gateway.exposition();
		assertThat(pushed.value("job_records_processed", job)).isEqualTo(4);
		assertThat(pushed.has("job_records_processed", Map.of("job", "import", "stage", "load"))).isFalse();
		assertThat(pushed.value("job_last_success", job)).isEqualTo(firstSuccess);
	}

	@Test
	void simultaneousRunsOfOneJobAreEachCountedExactly() throws Exception {
		CountDownLatch allStarted = new CountDownLatch(8);
		try (Closing threads = new Closing(Executors.newFixedThreadPool(8))) {
			List<Callable<Long>> runs = IntStream.range(0, 8).<Callable<Long>>mapToObj((number) -> () -> {
				ProgressTracker tracker = this.trackers.start("import");
				allStarted.countDown();
				allStarted.await();
				for (int record = 0; record < 10_000 + number; record++) {
					tracker.inc();
				}
				tracker.complete();
				return tracker.progress().records().processed();
			}).toList();
			int number = 0;
			for (Future<Long> processed : threads.executor().invokeAll(runs)) {
				assertThat(processed.get()).isEqualTo(10_000L + number++);
			}
		}
		assertThat(this.trackers.progress()).hasSize(1);
	}

	private void awaitPushed(String metric, Map<String, String> labels) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.gateway.has(metric, labels));
	}

	private static double seconds(Instant instant) {
		return instant.toEpochMilli() / 1e3;
	}

	private Exposition scrape() {
		return new Actuator(this.context).prometheus();
	}

	/** Closes an executor, which is not closeable itself before Java 19. */
	private record Closing(ExecutorService executor) implements AutoCloseable {

		@Override
		public void close() {
			this.executor.shutdownNow();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebApplication {

	}

}
