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

package io.github.progresstracker.internal.terminal;

import java.time.Duration;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;

/**
 * A job whose clock moves only on command and whose snapshots go to a log.
 */
final class SimulatedJob {

	private final ProgressLog log;

	private final TestTime time;

	private final TestTrackers trackers;

	private final ProgressTracker tracker;

	SimulatedJob(String name, ProgressLog log) {
		this(name, log, 0);
	}

	SimulatedJob(String name, ProgressLog log, double later) {
		this.log = log;
		this.time = new TestTime();
		this.trackers = new TestTrackers(this.time);
		pass(later);
		this.tracker = this.trackers.start(name);
	}

	/** Starts in the same application, now. */
	SimulatedJob(String name, SimulatedJob earlier) {
		this.log = earlier.log;
		this.time = earlier.time;
		this.trackers = earlier.trackers;
		this.tracker = this.trackers.start(name);
	}

	ProgressTracker tracker() {
		return this.tracker;
	}

	void report() {
		this.trackers.sample();
		this.log.report(this.tracker.progress());
	}

	void pass(double seconds) {
		this.time.pass(Duration.ofMillis(Math.round(seconds * 1000)));
	}

	/** Counts evenly and reports every second. */
	void work(int seconds, long recordsPerSecond) {
		for (int second = 0; second < seconds; second++) {
			pass(1);
			this.tracker.inc(recordsPerSecond);
			report();
		}
	}

	/** Counts nothing and reports with each heartbeat. */
	void idle(int heartbeats) {
		for (int heartbeat = 0; heartbeat < heartbeats; heartbeat++) {
			pass(15);
			report();
		}
	}

	/** Starts a stage and reports it, as happens once a run is a second old. */
	void startStage(String name, long expected) {
		this.tracker.startStage(name, expected);
		report();
	}

	void complete() {
		this.tracker.complete();
		report();
	}

}
