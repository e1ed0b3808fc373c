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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What could count the records of a job. Each is a state of its own, so that only the one
 * that is measured exists. All threads of a benchmark share it, but for {@link OwnField}.
 */
public final class Counters {

	private Counters() {
	}

	static ProgressBarBuilder silentBar() {
		return new ProgressBarBuilder().setConsumer(new DelegatingProgressBarConsumer((line) -> {
		}, 80));
	}

	/**
	 * The floor: a field that no other thread writes, and that others see move.
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
	 * A run with a stage, which is owned by the first thread that comes by.
	 */
	@State(Scope.Benchmark)
	public static class TrackedRun {

		final ProgressTracker tracker = ProgressTrackers.create().start("benchmark");

		final Stage stage = this.tracker.startStage("count");

	}

	/**
	 * What the JDK offers.
	 */
	@State(Scope.Benchmark)
	public static class Jdk {

		final LongAdder adder = new LongAdder();

		final AtomicLong atomic = new AtomicLong();

	}

	/**
	 * A Micrometer counter as Spring Boot with Prometheus has it.
	 */
	@State(Scope.Benchmark)
	public static class Micrometer {

		private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

		final Counter counter = Counter.builder("job.records").tag("stage", "count").register(this.registry);

		@TearDown
		public void close() {
			this.registry.close();
		}

	}

	/**
	 * A progress bar that draws nowhere.
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
