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

	private final PushgatewayReporter reporter;

	private final ManagedRun running;

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
	}

	static JobsInAllStates report(RealPushgateway gateway) {
		JobsInAllStates jobs = new JobsInAllStates(gateway);
		jobs.reportOthers(gateway);
		jobs.goOn();
		return jobs;
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

	/** Lets the import process more records and reports them. */
	void goOn() {
		this.running.inc(10);
		report(this.running);
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
