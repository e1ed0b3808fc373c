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

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the cost of one count. All threads use the same counter.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public abstract class CountBenchmark {

	@Benchmark
	public void ownField(Counters.OwnField field) {
		field.inc();
	}

	@Benchmark
	public void tracker(Counters.TrackedRun run) {
		run.tracker.inc();
	}

	@Benchmark
	public void stage(Counters.TrackedRun run) {
		run.stage.inc();
	}

	@Benchmark
	public void stageOfAnotherThread(Counters.RunOwnedByAnotherThread run) {
		run.stage.inc();
	}

	@Benchmark
	public void longAdder(Counters.Jdk jdk) {
		jdk.adder.increment();
	}

	@Benchmark
	public void atomicLong(Counters.Jdk jdk) {
		jdk.atomic.incrementAndGet();
	}

	@Benchmark
	public void micrometerCounter(Counters.Micrometer micrometer) {
		micrometer.counter.increment();
	}

	@Benchmark
	public void micrometerTimer(Counters.Micrometer micrometer) {
		micrometer.record();
	}

	@Benchmark
	public void prometheusGauge(Counters.Prometheus prometheus) {
		prometheus.gauge.inc();
	}

	@Benchmark
	public void batchObservation(Counters.BatchItem item) {
		item.observe();
	}

	@Benchmark
	public void progressBar(Counters.Bar bar) {
		bar.bar.step();
	}

}
