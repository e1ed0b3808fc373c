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
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobSuccess;
import io.github.progresstracker.RunStatus;
import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.internal.pushgateway.PushgatewaySettings;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.jspecify.annotations.Nullable;

/**
 * Pushes a job in each possible state to a Pushgateway.
 */
final class JobsInAllStates {

	/** Contains special characters of regular expressions. */
	static final String IMPORT = "import (all) + more";

	static final String SCRIPT = "u/admin/random_number_metric_script";

	/**
	 * Knows the total of one of its stages only. Completed twice, and runs again.
	 */
	static final String EXPORT = "export";

	/** Has done more than last time, and is still running. */
	static final String OUTGROWN = "outgrown";

	private final PushgatewayReporter reporter;

	private final ManagedRun running;

	private final TestTime exportTime = new TestTime();

	private final TestTrackers exportTrackers = new TestTrackers(this.exportTime);

	private final TestTime outgrownTime = new TestTime();

	private final ManagedRun outgrown;

	private @Nullable ManagedRun export;

	private JobsInAllStates(RealPushgateway gateway) {
		PushgatewayAddress address = PushgatewayAddress.parse(gateway.url());
		this.reporter = new PushgatewayReporter(new PushgatewaySettings(address, address.credentials(),
				Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO, null, true, false));
		this.running = run(job(IMPORT, "catalog", "eu", Map.of(), 1000, 200), 40, 500, (run) -> {
			run.expect(100_000);
			run.startStage("scan", 400);
			run.inc(400);
		}, (run) -> {
			run.startStage("load", 99_600);
			run.inc(600);
			run.markSkipped(20);
		}, 60);
		this.outgrown = outgrow(new TestTrackers(this.outgrownTime), this.outgrownTime);
	}

	static JobsInAllStates report(RealPushgateway gateway) {
		JobsInAllStates jobs = new JobsInAllStates(gateway);
		jobs.reportOthers(gateway);
		jobs.reportStartsThatAreDue(gateway);
		jobs.reportShardsWithLastSuccess();
		jobs.exportTime.setWallClock(Instant.now().minusSeconds(2000 + 4000 + 90));
		jobs.report(jobs.completeExport(1940, 1000));
		jobs.goOn();
		return jobs;
	}

	/**
	 * Lets the export complete once more, with twice the records in twice the time, and
	 * begin again.
	 */
	synchronized void exportAgain() {
		report(completeExport(3940, 2000));
		ManagedRun run = beginExport();
		run.startStage("write");
		run.openStage("check");
		run.openStage("clean").inc(6);
		run.openStage("upload", 100_000);
		this.exportTime.pass(Duration.ofSeconds(30));
		this.export = run;
		goOn();
	}

	/** In parallel to writing, which counts nothing, it is checked what was written. */
	private ManagedRun completeExport(int seconds, int checked) {
		ManagedRun run = beginExport();
		run.inc(95);
		run.startStage("write");
		run.openStage("check").inc(checked);
		run.openStage("clean").inc(5);
		this.exportTime.pass(Duration.ofSeconds(seconds));
		run.complete();
		return run;
	}

	private ManagedRun beginExport() {
		ManagedRun run = this.exportTrackers.prepare(job(EXPORT, null, null, Map.of(), null, null));
		run.begin();
		run.startStage("select");
		run.inc(900);
		this.exportTime.pass(Duration.ofSeconds(60));
		return run;
	}

	/** A failure is between the success and the run, and was not reported by itself. */
	private static ManagedRun outgrow(TestTrackers trackers, TestTime time) {
		JobDefinition job = job(OUTGROWN, null, null, Map.of(), null, null);
		time.setWallClock(Instant.now().minusSeconds(10 + 1 + 20));
		ManagedRun success = trackers.prepare(job);
		success.begin();
		success.openStage("list").inc(10);
		success.openStage("copy").inc(1000);
		success.openStage("wait");
		time.pass(Duration.ofSeconds(10));
		success.complete();
		ManagedRun failure = trackers.prepare(job);
		failure.begin();
		time.pass(Duration.ofMillis(500));
		failure.fail(new IllegalStateException("disk is full"));
		time.pass(Duration.ofMillis(500));
		ManagedRun run = trackers.prepare(job);
		run.begin();
		run.openStage("list").inc(20);
		run.openStage("copy").inc(999);
		run.openStage("wait");
		time.pass(Duration.ofSeconds(20));
		return run;
	}

	/** The first shard has completed again, the second one is at it. */
	private void reportShardsWithLastSuccess() {
		for (int shard = 0; shard < 2; shard++) {
			TestTime time = new TestTime();
			TestTrackers trackers = new TestTrackers(time);
			JobDefinition job = job("mirror", null, null, Map.of("shard", String.valueOf(shard)), null, null);
			int seconds = (shard == 0) ? 100 : 1000;
			time.setWallClock(Instant.now().minusSeconds(seconds + 50));
			ManagedRun success = trackers.prepare(job);
			success.begin();
			success.inc(10 + shard);
			time.pass(Duration.ofSeconds(seconds));
			success.complete();
			if (shard == 1) {
				ManagedRun run = trackers.prepare(job);
				run.begin();
				time.pass(Duration.ofSeconds(50));
				report(run);
			}
			else {
				report(success);
			}
		}
	}

	/** What a scheduler of these jobs would have expected. */
	private void reportStartsThatAreDue(RealPushgateway gateway) {
		long now = Instant.now().getEpochSecond();
		Map<String, Long> due = Map.of("thumbnails", now - 600, "killed", now - 600, "nothing", now + 3600,
				"index/shard/0", 0L);
		due.forEach((job, time) -> gateway.push("job/" + job, """
				# TYPE job_expected_next_start gauge
				job_expected_next_start %d
				""".formatted(time)));
	}

	private void reportOthers(RealPushgateway gateway) {
		report(run(job("killed", null, null, Map.of(), null, null), 10, null, (run) -> run.inc(5), (run) -> run.inc(0),
				0));
		report(run(new JobDefinition(identity(IMPORT, "catalog", "us", Map.of()), SuccessInterval.OFF, null, 1000), 30,
				null, (run) -> run.inc(600), ManagedRun::complete, 0));
		report(run(job("invoices", "billing", null, Map.of(), 10, null), 5, 1000, (run) -> run.startStage("send"),
				(run) -> run.fail(new IllegalStateException("mail server is gone")), 0));
		report(run(job("thumbnails", null, null, Map.of(), null, null), 5, 3000, (run) -> run.inc(7),
				(run) -> run.end(RunStatus.INTERRUPTED, null), 0));
		for (String shard : new String[] { "0", "1" }) {
			report(run(job("index", null, null, Map.of("shard", shard), null, null), 10, null,
					(run) -> run.startStage("read", 200), (run) -> run.inc(100), 10));
		}
		report(run(job(SCRIPT, null, null, Map.of(), 3900, null), 1, null, (run) -> run.inc(69), ManagedRun::complete,
				0));
		report(run(job("nothing", null, null, Map.of(), null, null), 0, null, (run) -> run.inc(0), ManagedRun::complete,
				0));
		gateway.push("job/perl/instance/library", """
				# TYPE job_records_processed gauge
				job_records_processed 12
				job_records_processed{stage="read"} 12
				# TYPE job_duration_seconds gauge
				job_duration_seconds 3
				job_duration_seconds{stage="read"} 3
				# TYPE job_last_success gauge
				job_last_success 1
				""");
		gateway.push("job/perl/instance/archive", """
				# TYPE job_records_processed gauge
				job_records_processed 5
				# TYPE job_duration_seconds gauge
				job_duration_seconds 1
				# TYPE job_last_success gauge
				job_last_success 2
				""");
		// Versions up to 0.10, if stages are used from the start: all series have the
		// label, and the app does not belong to the group
		gateway.push("job/staged.pl", """
				# TYPE job_records_processed gauge
				job_records_processed{app="archive",stage="read"} 30
				job_records_processed{app="archive",stage="write"} 20
				# TYPE job_duration_seconds gauge
				job_duration_seconds{app="archive",stage="read"} 3
				job_duration_seconds{app="archive",stage="write"} 2
				# TYPE job_last_success gauge
				job_last_success{app="archive",stage="write"} 1
				# TYPE job_expected_success_interval gauge
				job_expected_success_interval{app="archive",stage="write"} 10
				""");
	}

	/** Lets the jobs that go on do more, and reports them. */
	synchronized void goOn() {
		this.running.inc(10);
		report(this.running);
		this.outgrownTime.pass(Duration.ofSeconds(1));
		report(this.outgrown);
		ManagedRun run = this.export;
		if (run != null) {
			this.exportTime.pass(Duration.ofSeconds(1));
			run.openStage("check").inc();
			run.openStage("upload").inc(10);
			report(run);
		}
	}

	private void report(ManagedRun run) {
		try {
			this.reporter.report(run.progress());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Creates a run that started as long ago as its parts take in total. */
	private static ManagedRun run(JobDefinition job, int firstSeconds, @Nullable Integer lastSuccess,
			Consumer<ManagedRun> first, Consumer<ManagedRun> then, int thenSeconds) {
		TestTime time = new TestTime();
		Instant now = Instant.now();
		time.setWallClock(now.minusSeconds(firstSeconds + thenSeconds));
		TestTrackers trackers = new TestTrackers(time);
		if (lastSuccess != null) {
			trackers.restoreLastSuccess(job, JobSuccess.at(now.minusSeconds(lastSuccess)));
		}
		ManagedRun run = trackers.prepare(job);
		run.begin();
		first.accept(run);
		time.pass(Duration.ofSeconds(firstSeconds));
		then.accept(run);
		time.pass(Duration.ofSeconds(thenSeconds));
		return run;
	}

	private static JobDefinition job(String name, @Nullable String app, @Nullable String namespace,
			Map<String, String> labels, @Nullable Integer successInterval, @Nullable Integer maxDuration) {
		return new JobDefinition(identity(name, app, namespace, labels),
				(successInterval != null) ? SuccessInterval.of(Duration.ofSeconds(successInterval)) : null,
				(maxDuration != null) ? Duration.ofSeconds(maxDuration) : null, JobDefinition.DEFAULT_REPORT_INTERVAL);
	}

	private static JobIdentity identity(String name, @Nullable String app, @Nullable String namespace,
			Map<String, String> labels) {
		return new JobIdentity(name, app, namespace, new TreeMap<>(labels));
	}

}
