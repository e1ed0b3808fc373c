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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import me.tongfei.progressbar.ProgressBar;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the cost of iterating over an element, with and without tracking.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TrackBenchmark.ELEMENTS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class TrackBenchmark {

	static final int ELEMENTS = 1_000_000;

	private final List<Integer> elements = IntStream.range(0, ELEMENTS).boxed().toList();

	@Benchmark
	public void loop(Blackhole blackhole) {
		for (Integer element : this.elements) {
			blackhole.consume(element);
		}
	}

	@Benchmark
	public void loopThatCounts(Counters.TrackedRun run, Blackhole blackhole) {
		for (Integer element : this.elements) {
			blackhole.consume(element);
			run.tracker.inc();
		}
	}

	@Benchmark
	public void trackedLoop(Counters.TrackedRun run, Blackhole blackhole) {
		for (Integer element : run.tracker.track(this.elements)) {
			blackhole.consume(element);
		}
	}

	@Benchmark
	public void loopWithProgressBar(Blackhole blackhole) {
		for (Integer element : ProgressBar.wrap(this.elements, Counters.silentBar())) {
			blackhole.consume(element);
		}
	}

	@Benchmark
	public void stream(Blackhole blackhole) {
		this.elements.stream().forEach(blackhole::consume);
	}

	@Benchmark
	public void streamThatCounts(Counters.TrackedRun run, Blackhole blackhole) {
		this.elements.stream().forEach((element) -> {
			blackhole.consume(element);
			run.tracker.inc();
		});
	}

	@Benchmark
	public void trackedStream(Counters.TrackedRun run, Blackhole blackhole) {
		run.tracker.track(this.elements.stream()).forEach(blackhole::consume);
	}

	@Benchmark
	public void parallelStream(Blackhole blackhole) {
		this.elements.parallelStream().forEach(blackhole::consume);
	}

	@Benchmark
	public void trackedParallelStream(Counters.TrackedRun run, Blackhole blackhole) {
		run.tracker.track(this.elements.parallelStream()).forEach(blackhole::consume);
	}

}
