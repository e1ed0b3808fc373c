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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;
import io.github.progresstracker.internal.run.NoOpTrackers;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Gauge;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The counters that could count the records of a job. Each is a separate JMH state, so
 * that only the one being measured exists. All threads of a benchmark share it, except
 * for {@link OwnField}.
 */
public final class Counters {

	private Counters() {
	}

	static ProgressBarBuilder silentBar() {
		return new ProgressBarBuilder().setConsumer(new DelegatingProgressBarConsumer((line) -> {
		}, 80));
	}

	/**
	 * The lower bound: a field that only one thread writes and whose changes other
	 * threads can see.
	 */
	@State(Scope.Thread)
	public static class OwnField {

		private static final VarHandle COUNT;

		static {
			try {
				COUNT = MethodHandles.lookup().findVarHandle(OwnField.class, "count", long.class);
			}
			catch (ReflectiveOperationException ex) {
				throw new ExceptionInInitializerError(ex);
			}
		}

		private long count;

		void inc() {
			COUNT.setOpaque(this, this.count + 1);
		}

	}

	/**
	 * A run with a stage that is owned by one of the counting threads. Each iteration
	 * gets a new one because it may use new threads.
	 */
	@State(Scope.Benchmark)
	public static class TrackedRun {

		ProgressTracker tracker = NoOpTrackers.TRACKER;

		Stage stage = NoOpTrackers.TRACKER.startStage("count");

		@Setup(Level.Iteration)
		public void start() {
			this.tracker = new SimpleProgressTrackers().start("benchmark");
			this.stage = this.tracker.startStage("count");
		}

		@TearDown(Level.Iteration)
		public void close() {
			this.tracker.close();
		}

	}

	/**
	 * A run with a stage whose owner is not one of the counting threads.
	 */
	@State(Scope.Benchmark)
	public static class RunOwnedByAnotherThread {

		private final TrackedRun run = new TrackedRun();

		Stage stage = this.run.stage;

		@Setup(Level.Iteration)
		public void start() throws InterruptedException {
			Thread owner = new Thread(this.run::start);
			owner.start();
			owner.join();
			this.stage = this.run.stage;
		}

		@TearDown(Level.Iteration)
		public void close() {
			this.run.close();
		}

	}

	/**
	 * The counters of the JDK.
	 */
	@State(Scope.Benchmark)
	public static class Jdk {

		final LongAdder adder = new LongAdder();

		final AtomicLong atomic = new AtomicLong();

	}

	/**
	 * Micrometer meters, as configured by Spring Boot with Prometheus.
	 */
	@State(Scope.Benchmark)
	public static class Micrometer {

		private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

		final Counter counter = Counter.builder("job.records").tag("stage", "count").register(this.registry);

		private final Timer timer = Timer.builder("job.record").tag("stage", "count").register(this.registry);

		void record() {
			this.timer.record(1, TimeUnit.MICROSECONDS);
		}

		@TearDown
		public void close() {
			this.registry.close();
		}

	}

	/**
	 * A gauge from the Prometheus client library.
	 */
	@State(Scope.Benchmark)
	public static class Prometheus {

		final GaugeDataPoint gauge = Gauge.builder()
			.name("job_records_processed")
			.labelNames("stage")
			.withoutExemplars()
			.build()
			.labelValues("count");

	}

	/**
	 * What a Spring Batch 6 step adds to the work for each item if there is an
	 * observation registry: an observation of reading the item and one of processing it.
	 */
	@State(Scope.Benchmark)
	public static class BatchItem {

		private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

		private final ObservationRegistry observations = ObservationRegistry.create();

		public BatchItem() {
			this.observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.registry));
		}

		void observe() {
			observe("spring.batch.item.read");
			observe("spring.batch.item.process");
		}

		private void observe(String name) {
			Observation observation = Observation.createNotStarted(name, this.observations)
				.lowCardinalityKeyValue(name + ".job.name", "benchmark")
				.lowCardinalityKeyValue(name + ".step.name", "count")
				.start();
			observation.openScope().close();
			observation.lowCardinalityKeyValue(name + ".status", "SUCCESS");
			observation.stop();
		}

		@TearDown
		public void close() {
			this.registry.close();
		}

	}

	/**
	 * A progress bar without output.
	 */
	@State(Scope.Benchmark)
	public static class Bar {

		final ProgressBar bar = silentBar().build();

		@TearDown
		public void close() {
			this.bar.close();
		}

	}

}
