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

package io.github.progresstracker.monitoring;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.StartExpectation;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTrackers;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs of all kinds that report to a Pushgateway for a while, in wall-clock time.
 * The script that renders pictures of the dashboards uses it as their data.
 */
public final class DemoFleet {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final PushgatewayReporter reporter;

	private final List<ManagedRun> live = new CopyOnWriteArrayList<>();

	private final Random random = new Random(42);

	private DemoFleet(PushgatewayReporter reporter) {
		this.reporter = reporter;
	}

	/**
	 * Runs the jobs.
	 * @param args the URL of the gateway and the number of seconds
	 * @throws InterruptedException never
	 */
	public static void main(String[] args) throws InterruptedException {
		PushgatewayAddress address = PushgatewayAddress.parse(args[0]);
		DemoFleet fleet = new DemoFleet(new PushgatewayReporter(new PushgatewaySettings(address, address.credentials(),
				Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ZERO, null, false, false)));
		fleet.startJobs();
		for (int second = 0; second < Integer.parseInt(args[1]); second++) {
			Thread.sleep(SECOND.toMillis());
			fleet.live.forEach(fleet::report);
		}
	}

	private void startJobs() {
		start(job("nightly-import", "catalog", "eu", 420).maxDuration(200).every(200),
				(run, number) -> importCatalog(run, number == 2), 35, 0);
		start(job("nightly-import", "catalog", "us", 420).maxDuration(200), (run, number) -> importCatalog(run, false),
				50, 70);
		start(job("invoices", "billing", "eu", 180).every(100), (run, number) -> sendInvoices(run), 45, 10);
		start(job("customer-sync", "crm", "eu", 120), (run, number) -> work(run, 900 + this.random.nextInt(400), 25),
				30, 5);
		start(job("payroll", "hr", "eu", 300), this::payPeople, 100, 15);
		start(job("thumbnails", "media", "us", 600), this::drawThumbnails, 150, 30);
		start(job("ledger-export", "billing", "us", 400), this::exportLedger, 60, 0);
		// Is not started any more after its sixth run
		start(job("stock-count", "shop", "eu", 900).every(75), (run, number) -> work(run, 1_500, 20),
				(number) -> (number == 5) ? Integer.MAX_VALUE : 40, 8);
		for (int shard = 0; shard < 3; shard++) {
			start(job("search-index", "search", "eu", 900).shard(shard), (run, number) -> indexDocuments(run), 30,
					40 + 3 * shard);
		}
		// Its schedule is turned off for a while
		start(job("u/admin/random_number_metric_script", null, null, 60),
				(run, number) -> work(run, this.random.nextInt(101), 1), (number) -> (number == 70) ? 100 : 4, 0);
	}

	/** How much there is to load is known only when all of it is loaded. */
	private void importCatalog(ManagedRun run, boolean fail) throws InterruptedException {
		run.startStage("scan", 200_000);
		run.markSkipped(7_431);
		work(run, 200_000, 20);
		run.startStage("load");
		if (fail) {
			work(run, 80_000, 30);
			throw new IllegalStateException("the catalog is locked");
		}
		work(run, 170_000 + this.random.nextInt(60_000), 60 + this.random.nextInt(25));
		run.startStage("verify", 200_000);
		work(run, 200_000, 35);
	}

	private void sendInvoices(ManagedRun run) throws InterruptedException {
		run.startStage("collect");
		work(run, 4_200, 10);
		run.startStage("send", 4_200);
		work(run, 4_200, 35);
	}

	private void payPeople(ManagedRun run, int number) throws InterruptedException {
		run.startStage("calculate", 3_000);
		work(run, 3_000, 20);
		run.startStage("transfer", 3_000);
		work(run, (number == 0) ? 3_000 : 1_180, 20);
		if (number > 0) {
			throw new IllegalStateException("the bank does not answer");
		}
	}

	private void drawThumbnails(ManagedRun run, int number) throws InterruptedException {
		run.startStage("draw", 90_000);
		work(run, (number == 0) ? 90_000 : 31_000, 80);
		if (number > 0) {
			run.end(RunStatus.INTERRUPTED, null);
		}
	}

	/** Stops reporting its second run, as if it had been killed. */
	private void exportLedger(ManagedRun run, int number) throws InterruptedException {
		run.startStage("export", 50_000);
		work(run, (number == 0) ? 50_000 : 33_000, 60);
		if (number > 0) {
			this.live.remove(run);
			Thread.sleep(Long.MAX_VALUE);
		}
	}

	private void indexDocuments(ManagedRun run) throws InterruptedException {
		run.startStage("read", 400_000);
		work(run, 400_000, 60);
		run.startStage("index", 400_000);
		work(run, 400_000, 300 + this.random.nextInt(60));
	}

	private void work(ProgressTracker run, long records, int seconds) throws InterruptedException {
		long done = 0;
		for (int second = 1; second <= seconds; second++) {
			Thread.sleep(SECOND.toMillis());
			double wave = 1 + 0.12 * Math.sin(second / 3.0) * (1 - (double) second / seconds);
			long due = Math.min(records, Math.round(records * wave * second / seconds));
			if (due > done) {
				run.inc(due - done);
				done = due;
			}
		}
		run.inc(records - done);
	}

	private void start(Job job, Work work, int pause, int delay) {
		start(job, work, (number) -> pause, delay);
	}

	private void start(Job job, Work work, IntUnaryOperator pause, int delay) {
		Thread thread = new Thread(() -> {
			try {
				Thread.sleep(Duration.ofSeconds(delay).toMillis());
				TestTrackers trackers = new TestTrackers(TimeSource.SYSTEM);
				for (int number = 0;; number++) {
					run(trackers.prepare(job.definition()), work, number);
					Thread.sleep(Duration.ofSeconds(pause.applyAsInt(number)).toMillis());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private void run(ManagedRun run, Work work, int number) throws InterruptedException {
		run.begin();
		this.live.add(run);
		try {
			work.run(run, number);
			run.complete();
		}
		catch (IllegalStateException ex) {
			run.fail(ex);
		}
		this.live.remove(run);
		report(run);
	}

	private synchronized void report(ManagedRun run) {
		try {
			this.reporter.report(run.progress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Job job(String name, @Nullable String app, @Nullable String namespace, int successInterval) {
		return new Job(name, app, namespace, Collections.emptySortedMap(), Duration.ofSeconds(successInterval), null,
				null);
	}

	@FunctionalInterface
	private interface Work {

		void run(ManagedRun run, int number) throws InterruptedException;

	}

	private record Job(String name, @Nullable String app, @Nullable String namespace, SortedMap<String, String> labels,
			Duration successInterval, @Nullable Duration maxDuration, @Nullable Duration startInterval) {

		Job maxDuration(int seconds) {
			return new Job(this.name, this.app, this.namespace, this.labels, this.successInterval,
					Duration.ofSeconds(seconds), this.startInterval);
		}

		/** Sets the time after which the next run has to begin. */
		Job every(int seconds) {
			return new Job(this.name, this.app, this.namespace, this.labels, this.successInterval, this.maxDuration,
					Duration.ofSeconds(seconds));
		}

		Job shard(int shard) {
			return new Job(this.name, this.app, this.namespace, new TreeMap<>(Map.of("shard", String.valueOf(shard))),
					this.successInterval, this.maxDuration, this.startInterval);
		}

		JobDefinition definition() {
			Duration interval = this.startInterval;
			StartExpectation start = (interval != null) ? (startedAt, endedAt) -> startedAt.plus(interval) : null;
			return new JobDefinition(new JobIdentity(this.name, this.app, this.namespace, this.labels),
					SuccessInterval.of(this.successInterval), start, this.maxDuration,
					JobDefinition.DEFAULT_REPORT_INTERVAL, 0, true);
		}

	}

}
