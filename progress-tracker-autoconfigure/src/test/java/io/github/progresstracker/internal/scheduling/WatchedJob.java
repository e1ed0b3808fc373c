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

package io.github.progresstracker.internal.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.SuccessExpectation;
import io.github.progresstracker.internal.metrics.PrometheusSnapshots;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * A job whose reports are kept as in a Pushgateway. It shows at any time whether the
 * alert of the Perl original would fire.
 */
final class WatchedJob {

	private final TestTime time = new TestTime();

	private final JobDefinition job;

	private final boolean oneProcess;

	private ProgressTrackers trackers;

	private final List<Pushed> pushes = new ArrayList<>();

	/**
	 * Creates a job.
	 * @param expectation what is expected of its successes
	 * @param oneProcess whether all runs are in one process, or each in a process of its
	 * own
	 */
	WatchedJob(SuccessExpectation expectation, boolean oneProcess) {
		this.job = new JobDefinition(JobIdentity.of("nightly"), expectation, null, 1000);
		this.oneProcess = oneProcess;
		this.trackers = newProcess();
	}

	private ProgressTrackers newProcess() {
		return new TestTrackers((name) -> this.job, this.time, new RunLimits(200, 100));
	}

	/**
	 * Runs, and reports at the start and at the end.
	 * @param start when the run starts
	 * @param duration how long it takes
	 * @param succeeds whether it succeeds
	 */
	void run(Instant start, Duration duration, boolean succeeds) {
		if (!this.oneProcess) {
			this.trackers = newProcess();
		}
		this.time.setWallClock(start);
		ProgressTracker run = this.trackers.start("nightly");
		push(run);
		this.time.pass(duration);
		if (succeeds) {
			run.complete();
		}
		else {
			run.fail(new IllegalStateException());
		}
		push(run);
	}

	/** A metric that is missing in a push keeps its value. */
	private void push(ProgressTracker run) {
		MetricSnapshots metrics = PrometheusSnapshots.of(run.progress(), false, Map.of());
		Double lastSuccess = value(metrics, "job_last_success");
		Double interval = value(metrics, "job_expected_success_interval");
		Pushed before = this.pushes.isEmpty() ? new Pushed(this.time.now(), null, null)
				: this.pushes.get(this.pushes.size() - 1);
		this.pushes.add(new Pushed(this.time.now(), (lastSuccess != null) ? lastSuccess : before.lastSuccess(),
				(interval != null) ? interval : before.interval()));
	}

	private static @Nullable Double value(MetricSnapshots metrics, String name) {
		return metrics.stream()
			.filter((metric) -> metric.getMetadata().getName().equals(name))
			.map((metric) -> ((GaugeSnapshot) metric).getDataPoints().get(0).getValue())
			.findFirst()
			.orElse(null);
	}

	/**
	 * What the gateway holds at a time.
	 * @param at the time
	 * @return the values, {@code null} before the first push
	 */
	@Nullable Pushed at(Instant at) {
		int from = 0;
		int to = this.pushes.size();
		while (from < to) {
			int middle = (from + to) / 2;
			if (this.pushes.get(middle).at().isAfter(at)) {
				to = middle;
			}
			else {
				from = middle + 1;
			}
		}
		return (from > 0) ? this.pushes.get(from - 1) : null;
	}

	/**
	 * Whether the alert fires.
	 * @param at the time of the evaluation
	 * @return {@code time() - job_last_success > job_expected_success_interval}
	 */
	boolean alertFires(Instant at) {
		Pushed pushed = at(at);
		return pushed != null && pushed.lastSuccess() != null && pushed.interval() != null
				&& at.toEpochMilli() / 1e3 - pushed.lastSuccess() > pushed.interval();
	}

	/**
	 * What the gateway holds from a time on.
	 *
	 * @param at the time of the push
	 * @param lastSuccess the last success, or {@code null}
	 * @param interval the expected interval, or {@code null}
	 */
	record Pushed(Instant at, @Nullable Double lastSuccess, @Nullable Double interval) {

	}

}
