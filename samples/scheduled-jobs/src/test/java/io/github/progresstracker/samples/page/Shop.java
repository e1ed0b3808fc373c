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

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.spi.ProgressSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * A web application with a job in each state that a job can be in. Nobody waits for that,
 * because its clocks are set back while jobs run.
 */
final class Shop implements AutoCloseable {

	private static final Duration DAY = Duration.ofDays(1);

	private final ConfigurableApplicationContext context;

	private final ProgressTrackers trackers;

	private final ShiftedTime time;

	private final List<ProgressTracker> running = new ArrayList<>();

	private Shop(ConfigurableApplicationContext context) {
		this.context = context;
		this.trackers = context.getBean(ProgressTrackers.class);
		this.time = context.getBean(ShiftedTime.class);
	}

	static Shop open(String... arguments) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setDefaultProperties(Map.ofEntries(Map.entry("server.port", "0"),
				Map.entry("spring.main.banner-mode", "off"), Map.entry("spring.quartz.auto-startup", "false"),
				Map.entry("logging.level.root", "error"), Map.entry("progress.tracker.terminal.mode", "off"),
				Map.entry("progress.tracker.reporting.enabled", "true"), Map.entry("progress.tracker.app", "shop"),
				Map.entry("progress.tracker.max-jobs", "1000"), Map.entry("progress.tracker.success-interval", "25h"),
				Map.entry("progress.tracker.jobs.search-index.max-duration", "2h"),
				Map.entry("progress.tracker.jobs.yearly-report.success-interval", "8760h"),
				Map.entry("progress.tracker.pushgateway.final-timeout", "1ms"),
				Map.entry("management.endpoints.web.exposure.include", "progress")));
		List<String> all = new ArrayList<>(List.of(arguments));
		// Without the properties of the sample
		all.add("--spring.config.name=shop");
		return new Shop(application.run(all.toArray(String[]::new)));
	}

	/**
	 * The address of the endpoint, unless a property moves it.
	 * @return the address
	 */
	String url() {
		return url("/actuator/progress");
	}

	String url(String path) {
		String port = this.context.getEnvironment().getProperty("local.management.port");
		return "http://127.0.0.1:" + port + path;
	}

	ProgressTrackers trackers() {
		return this.trackers;
	}

	/** Sets the clock forward. */
	void laterBy(Duration time) {
		this.time.shift(time);
	}

	/**
	 * A job in each state: running with and without a total, compared with its last
	 * success, stalled, failed, interrupted, overdue, completed, and not started.
	 * @return this shop
	 */
	Shop withJobsInEachState() {
		everyNight("orders/import", 14, 0);
		everyNight("search-index", 12, 0);
		everyNight("stock-sync", 9, 0);
		everyNight("invoices", 11, 2);
		everyNight("price-feed", 8, 1);
		everyNight("newsletter", 6, 0);
		everyNight("cleanup", 15, 0);
		fail("price-feed", Duration.ofMinutes(47));
		interrupt("newsletter", Duration.ofHours(3));
		this.time.shift(Duration.ofMinutes(4).negated());
		everyFewSeconds("exchange-rates");
		this.time.shift(Duration.ofSeconds(100).negated());
		ProgressTracker stalled = begin("stock-sync");
		stalled.startStage("fetch", 41_000);
		pass(12, Map.of(stalled, 900));
		this.time.shift(Duration.ofSeconds(20).negated());
		runSideBySide();
		this.time.shift(Duration.ZERO);
		return this;
	}

	/** The last of the nights was so many days ago. */
	private void everyNight(String job, int nights, int ago) {
		for (int night = nights + ago; night > ago; night--) {
			this.time.shift(DAY.multipliedBy(night).minusHours(6).minusMinutes(13).negated());
			if (night % 6 == 5 && job.startsWith("orders")) {
				failAfter(this.trackers.start(job), 1800 + night * 7);
			}
			else {
				complete(this.trackers.start(job), 40_000 + (night * 7919) % 9000);
			}
		}
	}

	private void complete(ProgressTracker tracker, int records) {
		tracker.startStage("fetch", records);
		tracker.inc(records);
		this.time.pass(Duration.ofMillis(records * 3L));
		tracker.startStage("store", records);
		tracker.inc(records);
		tracker.markSkipped(records / 900);
		this.time.pass(Duration.ofMillis(records * 9L));
		tracker.startStage("verify");
		this.time.pass(Duration.ofSeconds(21));
		tracker.complete();
	}

	private void failAfter(ProgressTracker tracker, int records) {
		tracker.startStage("fetch", 40_000);
		tracker.inc(records);
		this.time.pass(Duration.ofMillis(records * 12L));
		tracker.fail(new IllegalStateException("The supplier's server answered with 503"));
	}

	private void fail(String job, Duration ago) {
		this.time.shift(ago.negated());
		failAfter(this.trackers.start(job), 17_402);
	}

	private void interrupt(String job, Duration ago) {
		this.time.shift(ago.negated());
		ProgressTracker tracker = this.trackers.start(job);
		tracker.startStage("send", 12_000);
		tracker.inc(5210);
		this.time.pass(Duration.ofMinutes(2));
		tracker.close();
	}

	private void everyFewSeconds(String job) {
		for (int run = 0; run < 20; run++) {
			ProgressTracker tracker = this.trackers.start(job);
			tracker.inc(160 + (run * 37) % 11);
			this.time.pass(Duration.ofMillis(700 + (run * 71) % 300));
			tracker.complete();
			this.time.pass(Duration.ofSeconds(2));
		}
	}

	/** Trackers whose counts are known, compared with the last success, and unknown. */
	private void runSideBySide() {
		ProgressTracker orders = begin("orders/import");
		ProgressTracker index = begin("search-index");
		ProgressTracker thumbnails = begin("thumbnails");
		orders.startStage("fetch", 45_210);
		index.startStage("fetch");
		thumbnails.startStage("scale");
		pass(10, Map.of(orders, 4521, index, 3950, thumbnails, 31));
		orders.startStage("store", 45_210);
		index.startStage("store");
		pass(10, Map.of(orders, 1734, index, 480, thumbnails, 29));
		orders.markSkipped(18);
	}

	private ProgressTracker begin(String job) {
		ProgressTracker tracker = this.trackers.start(job);
		this.running.add(tracker);
		return tracker;
	}

	private void pass(int seconds, Map<ProgressTracker, Integer> perSecond) {
		for (int second = 0; second < seconds; second++) {
			this.time.pass(Duration.ofSeconds(1));
			perSecond.forEach((tracker, records) -> {
				tracker.inc(records);
				((ProgressSource) tracker).sample();
			});
		}
	}

	@Override
	public void close() {
		this.running.forEach(ProgressTracker::complete);
		this.context.close();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ShiftedTime timeSource() {
			return new ShiftedTime();
		}

		@Bean
		@Order(1)
		ProgressReporter gateway() {
			return new Reporter("Pushgateway http://pushgateway:9091", "Connection refused");
		}

		@Bean
		@Order(2)
		ProgressReporter files() {
			return new Reporter("text files in /var/lib/metrics", null);
		}

	}

	record Reporter(String destination, @Nullable String failure) implements ProgressReporter {

		@Override
		public void report(JobProgress progress) throws Exception {
			if (this.failure != null) {
				throw new ConnectException(this.failure);
			}
		}

	}

}
