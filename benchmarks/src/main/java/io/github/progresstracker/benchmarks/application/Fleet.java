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

package io.github.progresstracker.benchmarks.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.internal.delivery.Reporting;
import io.github.progresstracker.internal.delivery.ReportingSettings;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.run.JobTrackers;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.spi.TimeSource;

/**
 * Many jobs that count so fast that each of them always has a report due. Arguments: the
 * URL of the gateway, the number of jobs, the number of seconds, and whether they are
 * jobs of one application or shards, each of which reports by itself as a separate
 * process would.
 */
public final class Fleet {

	/** Jobs that are all reported by one application. */
	public static final String JOBS = "jobs";

	/** Shards that each report by themselves. */
	public static final String SHARDS = "shards";

	private static final Duration MIN_INTERVAL = Duration.ofSeconds(5);

	private static final ReportingSettings SETTINGS = new ReportingSettings(Duration.ofSeconds(15),
			Duration.ofSeconds(4));

	private Fleet() {
	}

	public static void main(String[] args) throws InterruptedException {
		int jobs = Integer.parseInt(args[1]);
		boolean shards = args[3].equals(SHARDS);
		List<Reporting> reportings = IntStream.range(0, shards ? jobs : 1)
			.mapToObj((number) -> new Reporting(List.of(TrackerPushes.reporterTo(args[0], MIN_INTERVAL)), SETTINGS,
					TimeSource.SYSTEM))
			.toList();
		List<ProgressTracker> trackers = new ArrayList<>();
		for (int job = 0; job < jobs; job++) {
			String number = Integer.toString(job);
			trackers.add(shards ? start(reportings.get(job), "fleet", (name) -> shard(name, number))
					: start(reportings.get(0), "fleet-" + number, JobDefinition::of));
		}
		count(trackers, Duration.ofSeconds(Integer.parseInt(args[2])));
		trackers.forEach(ProgressTracker::complete);
		reportings.forEach(Reporting::close);
	}

	private static ProgressTracker start(Reporting reporting, String name, Function<String, JobDefinition> jobs) {
		return new JobTrackers(new JobRuns(List.of(reporting), TimeSource.SYSTEM, RunLimits.DEFAULT), jobs).start(name);
	}

	private static JobDefinition shard(String name, String number) {
		TreeMap<String, String> labels = new TreeMap<>();
		labels.put("shard", number);
		return new JobDefinition(new JobIdentity(name, null, null, labels), null, null,
				JobDefinition.DEFAULT_REPORT_INTERVAL);
	}

	private static void count(List<ProgressTracker> trackers, Duration duration) throws InterruptedException {
		trackers.forEach((tracker) -> tracker.startStage("count"));
		long begin = System.nanoTime();
		while (System.nanoTime() - begin < duration.toNanos()) {
			trackers.forEach((tracker) -> tracker.inc(JobDefinition.DEFAULT_REPORT_INTERVAL));
			Thread.sleep(100);
		}
	}

}
