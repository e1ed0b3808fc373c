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

package io.github.progresstracker.samples.exit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the exit code of a whole process: tracking does not change the one that
 * Spring Boot returns for a failed job, even if no gateway answers.
 */
class ExitCodeTests {

	/** The ordinal of {@code BatchStatus.FAILED}. */
	private static final int FAILED = 5;

	@TempDir
	private Path directory;

	@Test
	void aFailedJobHasTheSameExitCodeAsWithoutTracking() throws Exception {
		assertThat(run("--fail=true", "--progress.tracker.enabled=false")).isEqualTo(FAILED);
		assertThat(run("--fail=true")).isEqualTo(FAILED);
		assertThat(output()).contains("importJob: failed after", "in stage load with IllegalStateException");
	}

	@Test
	void aCompletedJobHasExitCodeZero() throws Exception {
		assertThat(run("--fail=false")).isZero();
		assertThat(output()).contains("importJob: completed in");
	}

	private String output() throws Exception {
		return Files.readString(this.directory.resolve("output"), StandardCharsets.UTF_8);
	}

	private int run(String... arguments) throws Exception {
		List<String> command = Stream
			.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
					FailingJobApplication.class.getName(), "--spring.datasource.url=jdbc:h2:mem:exit",
					"--progress.tracker.pushgateway.url=http://localhost:1",
					"--progress.tracker.pushgateway.final-timeout=100ms"), Stream.of(arguments))
			.toList();
		Process process = new ProcessBuilder(command).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile())
			.start();
		try {
			assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
			return process.exitValue();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
