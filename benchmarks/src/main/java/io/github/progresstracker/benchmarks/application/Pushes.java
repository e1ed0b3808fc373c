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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.github.progresstracker.JobDefinition;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.internal.run.JobRuns;
import io.github.progresstracker.internal.run.JobTrackers;
import io.github.progresstracker.internal.run.RunLimits;
import io.github.progresstracker.spi.TimeSource;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * The cost of a push.
 */
final class Pushes {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int FIRST = 100;

	private Pushes() {
	}

	/** A run with parallel stages, each of which has counted something. */
	static ProgressTracker runWithStages(String job, int stages) {
		ProgressTracker tracker = new JobTrackers(
				new JobRuns(List.of(), TimeSource.SYSTEM, new RunLimits(1, stages + 1)), JobDefinition::of)
			.start(job);
		for (int stage = 0; stage < stages; stage++) {
			tracker.openStage("stage-" + stage, 1_000_000).inc(stage + 1);
		}
		return tracker;
	}

	/**
	 * Pushes repeatedly and prints the medians: of the first pushes, which is what a job
	 * has, and of those that the JVM has finished compiling.
	 * @param times the number of pushes that are measured when warm, after four times as
	 * many
	 * @param push the push
	 */
	static void measure(int times, Push push) throws IOException {
		Measured.print("microseconds from snapshot to delivered, the first %d".formatted(FIRST),
				time(FIRST, push).micros());
		for (int i = 0; i < 4 * times; i++) {
			push.push();
		}
		long cpu = THREADS.getCurrentThreadCpuTime();
		Medians warm = time(times, push);
		Measured.print("microseconds from snapshot to delivered", warm.micros());
		Measured.print("microseconds of CPU of the thread", (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / times);
		Measured.print("KB allocated", warm.kilobytes());
	}

	private static Medians time(int times, Push push) throws IOException {
		double[] micros = new double[times];
		double[] kilobytes = new double[times];
		for (int i = 0; i < times; i++) {
			long allocated = THREADS.getCurrentThreadAllocatedBytes();
			long begin = System.nanoTime();
			push.push();
			micros[i] = (System.nanoTime() - begin) / 1e3;
			kilobytes[i] = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1024.0;
		}
		return new Medians(median(micros), median(kilobytes));
	}

	static void printSize(MetricSnapshots metrics) throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		PrometheusTextFormatWriter.create().write(body, metrics);
		Measured.print("bytes of the body", body.size());
	}

	private static double median(double[] values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}

	/**
	 * Of several pushes.
	 *
	 * @param micros how long a push took
	 * @param kilobytes what its thread allocated
	 */
	private record Medians(double micros, double kilobytes) {

	}

	/**
	 * One push.
	 */
	@FunctionalInterface
	interface Push {

		void push() throws IOException;

	}

}
