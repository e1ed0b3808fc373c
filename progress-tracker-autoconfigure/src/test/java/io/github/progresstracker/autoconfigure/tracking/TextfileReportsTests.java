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

package io.github.progresstracker.autoconfigure.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.textfile.TextfileReporter;
import io.github.progresstracker.report.ProgressReporter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;

class TextfileReportsTests {

	@TempDir
	Path directory;

	private final ApplicationContextRunner contextRunner = Variables.contextWithout()
		.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
		.withPropertyValues("progress.tracker.terminal.mode=off");

	@Test
	void theEndOfARunIsWrittenToTheDirectory() throws IOException {
		configured()
			.run((context) -> context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc(3)));
		assertThat(files()).singleElement()
			.satisfies((file) -> assertThat(file).content().contains("job_records_processed{job=\"nightly\"} 3.0"));
	}

	@Test
	void withReportingOffNothingIsWritten() throws IOException {
		configured().withPropertyValues("progress.tracker.reporting.enabled=false").run((context) -> {
			assertThat(reporters(context)).isEmpty();
			context.getBean(ProgressTrackers.class).run("nightly", (tracker) -> tracker.inc(3));
		});
		assertThat(files()).isEmpty();
	}

	@Test
	void withoutADirectoryThereIsNoReporter() {
		this.contextRunner.run((context) -> assertThat(reporters(context)).isEmpty());
		this.contextRunner.withPropertyValues("progress.tracker.textfile.directory= ")
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void withoutTheFormatLibraryThereIsNoReporter() {
		configured().withClassLoader(new FilteredClassLoader(PrometheusTextFormatWriter.class))
			.run((context) -> assertThat(reporters(context)).isEmpty());
	}

	@Test
	void theMessageOfAFailureIsALabelIfConfigured() throws IOException {
		configured().run((context) -> fail(context.getBean(ProgressTrackers.class)));
		assertThat(files()).singleElement(PATH).content().doesNotContain("message=");
		configured().withPropertyValues("progress.tracker.failure-message=true")
			.run((context) -> fail(context.getBean(ProgressTrackers.class)));
		assertThat(files()).singleElement(PATH)
			.content()
			.contains(
					"job_last_failure_info{exception=\"IllegalStateException\",job=\"nightly\",message=\"disk full\"}");
	}

	private static void fail(ProgressTrackers trackers) {
		trackers.start("nightly").fail(new IllegalStateException("disk full"));
	}

	@Test
	void aReporterOfTheUserTakesPrecedence() {
		TextfileReporter mine = new TextfileReporter(this.directory);
		configured().withBean(TextfileReporter.class, () -> mine)
			.run((context) -> assertThat(reporters(context)).containsExactly(mine));
	}

	private ApplicationContextRunner configured() {
		return this.contextRunner.withPropertyValues("progress.tracker.textfile.directory=" + this.directory);
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	private static List<ProgressReporter> reporters(ApplicationContext context) {
		return context.getBean(Tracking.class).reporters().all();
	}

}
