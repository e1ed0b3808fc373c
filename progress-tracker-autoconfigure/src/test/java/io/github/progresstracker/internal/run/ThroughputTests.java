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
package io.github.progresstracker.internal.run;

import java.time.Duration;
import java.util.List;

import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.Stage;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;
import io.github.progresstracker.spi.LiveStages;
import io.github.progresstracker.spi.ManagedRun;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the throughput that snapshots show.
 */
class ThroughputTests {

	private final TestTime time = new TestTime();

	private final TestTrackers trackers = new TestTrackers(this.time);

	private final ProgressTracker tracker = this.trackers.start("nightly");

	@Test
	void anOpenStageShowsItsRateAndTheTimeLeft() {
		this.tracker.startStage("load", 1000);
		work(4, 100);
		assertThat(stage("load").throughput()).isEqualTo(new Throughput(100.0, Duration.ofSeconds(6), null));
	}

	@Test
	void nothingIsKnownAtTheBeginning() {
		this.tracker.startStage("load", 1000);
		assertThat(stage("load").throughput()).isEqualTo(Throughput.UNKNOWN);
		assertThat(this.tracker.progress().throughput()).isEqualTo(Throughput.UNKNOWN);
	}

	@Test
	void endedStagesAndRunsHaveNoThroughput() {
		this.tracker.startStage("load", 1000);
		work(4, 100);
		this.tracker.startStage("index");
		assertThat(stage("load").throughput()).isEqualTo(Throughput.UNKNOWN);
		work(4, 100);
		this.tracker.complete();
		assertThat(stage("index").throughput()).isEqualTo(Throughput.UNKNOWN);
		assertThat(this.tracker.progress().throughput()).isEqualTo(Throughput.UNKNOWN);
	}

	@Test
	void aResumedStageKeepsItsRate() {
		this.tracker.startStage("load", 1000);
		work(4, 100);
		this.tracker.startStage("index");
		work(60, 7);
		this.tracker.startStage("load");
		assertThat(stage("load").throughput()).isEqualTo(new Throughput(100.0, Duration.ofSeconds(6), null));
	}

	@Test
	void concurrentStagesHaveRatesOfTheirOwn() {
		Stage load = this.tracker.openStage("load");
		Stage index = this.tracker.openStage("index", 40);
		for (int second = 0; second < 10; second++) {
			this.time.pass(Duration.ofSeconds(1));
			load.inc(64);
			index.inc(2);
			this.trackers.sample();
		}
		assertThat(stage("load").throughput()).isEqualTo(new Throughput(64.0, null, null));
		assertThat(stage("index").throughput()).isEqualTo(new Throughput(2.0, Duration.ofSeconds(10), null));
	}

	@Test
	void theRunHasATimeLeftOnlyIfItsTotalIsKnown() {
		this.tracker.expect(1280);
		this.tracker.startStage("load", 1000);
		work(10, 64);
		assertThat(this.tracker.progress().throughput()).isEqualTo(new Throughput(64.0, Duration.ofSeconds(10), null));
		ProgressTracker other = this.trackers.start("other");
		other.startStage("load", 1000);
		for (int second = 0; second < 4; second++) {
			this.time.pass(Duration.ofSeconds(1));
			other.inc(100);
			this.trackers.sample();
		}
		assertThat(other.progress().throughput()).isEqualTo(new Throughput(100.0, null, null));
	}

	@Test
	void aStalledStageShowsForHowLong() {
		this.tracker.startStage("load", 1000);
		work(4, 100);
		this.time.pass(Duration.ofMinutes(3));
		assertThat(stage("load").throughput()).isEqualTo(new Throughput(0.0, null, Duration.ofMinutes(3)));
	}

	@Test
	void theStagesOfAFrameworkHaveAThroughputToo() {
		LiveStages stages = new LiveStages() {

			@Override
			public List<StageProgress> progress() {
				Duration duration = Duration.ofNanos(ThroughputTests.this.time.nanoTime() - begin);
				return List.of(new StageProgress("step", true, duration,
						new RecordCounts(duration.toSeconds() * 10, 0, 100L)));
			}

			private final long begin = ThroughputTests.this.time.nanoTime();

			@Override
			public @Nullable String current() {
				return "step";
			}

		};
		ManagedRun run = this.trackers.prepare(JobDefinition.of("batch"), stages);
		run.begin();
		for (int second = 0; second < 4; second++) {
			this.time.pass(Duration.ofSeconds(1));
			this.trackers.sample();
		}
		assertThat(run.progress().stage("step").orElseThrow().throughput())
			.isEqualTo(new Throughput(10.0, Duration.ofSeconds(6), null));
	}

	/** An endpoint may be polled by a browser, a probe and a dashboard at any rate. */
	@Test
	void readersDoNotChangeTheEstimate() {
		ProgressTracker watched = this.trackers.start("watched");
		for (ProgressTracker each : List.of(this.tracker, watched)) {
			each.expect(10_000);
			each.startStage("load", 5000);
		}
		for (int second = 0; second < 20; second++) {
			for (int look = 0; look < 100; look++) {
				this.time.pass(Duration.ofMillis(10));
				long counted = (look % 7L) * (1 + second % 3);
				this.tracker.inc(counted);
				watched.inc(counted);
				watched.progress();
			}
			this.trackers.sample();
		}
		this.time.pass(Duration.ofMillis(300));
		assertThat(watched.progress().throughput()).isEqualTo(this.tracker.progress().throughput());
		assertThat(watched.progress().stages()).isEqualTo(this.tracker.progress().stages());
	}

	/** Counts at a constant rate, with one sample a second. */
	private void work(int seconds, long recordsPerSecond) {
		for (int second = 0; second < seconds; second++) {
			this.time.pass(Duration.ofSeconds(1));
			this.tracker.inc(recordsPerSecond);
			this.trackers.sample();
		}
	}

	private StageProgress stage(String name) {
		return this.tracker.progress().stage(name).orElseThrow();
	}

}
