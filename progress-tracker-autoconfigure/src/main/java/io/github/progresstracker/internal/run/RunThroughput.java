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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.RecordCounts;
import io.github.progresstracker.StageProgress;
import io.github.progresstracker.Throughput;

/**
 * The pace of a run and of its stages, by the run's successive snapshots. The one place
 * of such estimates, so that all who show them show the same. Not thread-safe: the run's
 * lock guards it.
 */
final class RunThroughput {

	private final ThroughputEstimator run = new ThroughputEstimator();

	private final Map<String, ThroughputEstimator> stages = new HashMap<>();

	Throughput ofRun(Duration duration, RecordCounts records) {
		return pace(this.run, duration, records);
	}

	List<StageProgress> ofStages(List<StageProgress> stages) {
		return stages.stream().map((stage) -> stage.open() ? stage.withPace(paceOf(stage)) : stage).toList();
	}

	private Throughput paceOf(StageProgress stage) {
		ThroughputEstimator estimate = this.stages.computeIfAbsent(stage.name(),
				(unknown) -> new ThroughputEstimator());
		return pace(estimate, stage.duration(), stage.records());
	}

	private static Throughput pace(ThroughputEstimator estimate, Duration duration, RecordCounts records) {
		estimate.update(duration, records.processed());
		return estimate.pace(records.expected());
	}

}
