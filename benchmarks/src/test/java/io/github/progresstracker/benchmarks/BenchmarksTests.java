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

package io.github.progresstracker.benchmarks;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs each benchmark briefly to check that it still works. The measured values mean
 * nothing here.
 */
class BenchmarksTests {

	@Test
	void everyBenchmarkRuns() throws Exception {
		// Another benchmark may be running on this machine
		System.setProperty("jmh.ignoreLock", "true");
		assertThat(new Runner(new OptionsBuilder().forks(0)
			.warmupIterations(0)
			.measurementIterations(1)
			.measurementTime(TimeValue.milliseconds(1))
			.verbosity(VerboseMode.SILENT)
			.shouldFailOnError(true)
			.build()).run()).extracting((result) -> result.getParams().getBenchmark())
			.anyMatch((id) -> id.endsWith("CountByOneThread.stage"))
			.anyMatch((id) -> id.endsWith("CountByEightThreads.batchObservation"))
			.anyMatch((id) -> id.endsWith("TrackBenchmark.trackedLoop"));
	}

}
