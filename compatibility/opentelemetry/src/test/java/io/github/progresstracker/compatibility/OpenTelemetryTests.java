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

package io.github.progresstracker.compatibility;

import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.opentelemetry.proto.metrics.v1.Metric;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what a collector of OpenTelemetry has received when a short job has ended.
 */
class OpenTelemetryTests {

	private static final Map<String, String> IMPORT = Map.of("job", "import");

	@AutoClose
	private final Collector collector = Collector.start();

	@Test
	void finalValuesAndTheLastSuccessOfAShortJobArriveBeforeItEnds() {
		double before = Math.floor(System.currentTimeMillis() / 1e3);
		try (JavaProcess job = start()) {
			assertThat(job.exitCode()).as(job.output()).isZero();
		}
		assertThat(this.collector.value("job.records.processed", IMPORT)).isEqualTo(5);
		assertThat(this.collector.value("job.records.processed", stage("load"))).isEqualTo(3);
		assertThat(this.collector.value("job.records.expected", stage("load"))).isEqualTo(3);
		assertThat(this.collector.value("job.records.processed", stage("index"))).isEqualTo(2);
		assertThat(this.collector.value("job.running", IMPORT)).isZero();
		assertThat(this.collector.value("job.duration", IMPORT)).isPositive();
		assertThat(this.collector.value("job.last.success", IMPORT)).isGreaterThanOrEqualTo(before);
		assertThat(this.collector.value("job.last.success.records.processed", stage("load"))).isEqualTo(3);
		assertThat(this.collector.metric("job.duration")).extracting(Metric::getUnit).isEqualTo("seconds");
	}

	@Test
	void failureOfAShortJobArrivesBeforeItEnds() {
		try (JavaProcess job = start("fail")) {
			assertThat(job.exitCode()).as(job.output()).isOne();
		}
		assertThat(this.collector.value("job.last.failure", IMPORT)).isPositive();
		assertThat(this.collector.value("job.last.failure.info",
				Map.of("job", "import", "exception", "IllegalStateException", "stage", "index")))
			.isOne();
		assertThat(this.collector.metric("job.last.success")).isNull();
		assertThat(this.collector.value("job.running", IMPORT)).isZero();
	}

	private JavaProcess start(String... arguments) {
		String[] all = new String[arguments.length + 2];
		System.arraycopy(arguments, 0, all, 0, arguments.length);
		all[arguments.length] = "--progress.tracker.job=import";
		all[arguments.length + 1] = "--management.otlp.metrics.export.url=" + this.collector.url();
		return JavaProcess.start(ShortJob.class, Map.of(), all);
	}

	private static Map<String, String> stage(String name) {
		return Map.of("job", "import", "stage", name);
	}

}
