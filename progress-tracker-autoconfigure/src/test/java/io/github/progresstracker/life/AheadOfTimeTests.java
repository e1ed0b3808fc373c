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

package io.github.progresstracker.life;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that was processed ahead of time, on a machine that does not
 * know the environment it will run in.
 */
@UsesServers
class AheadOfTimeTests {

	private static final Map<String, String> NIGHTLY = Map.of("job", "nightly");

	@TempDir
	private static Path directory;

	private static Path classes;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@BeforeAll
	static void process() throws IOException {
		Path sources = directory.resolve("sources");
		classes = directory.resolve("classes");
		String[] arguments = { LifeApplication.class.getName(), sources.toString(), classes.toString(),
				classes.toString(), "io.github.progresstracker", "life", "--spring.main.web-application-type=none" };
		try (JavaProcess process = JavaProcess.start(SpringApplicationAotProcessor.class, Map.of(), arguments)) {
			assertThat(process.exitCode()).as(process::output).isZero();
		}
		List<String> command = new ArrayList<>(
				List.of("-nowarn", "-proc:none", "-cp", JavaProcess.CLASS_PATH, "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.filter((file) -> file.toString().endsWith(".java")).map(Path::toString).forEach(command::add);
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new))).isZero();
	}

	@Test
	void theGatewayComesFromTheRuntimeEnvironment() {
		String output = run(Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "nightly"));
		assertThat(output).contains("Starting AOT-processed LifeApplication")
			.contains("nightly: completed in")
			.contains("Pushgateway " + this.gateway.url());
		assertThat(this.gateway.exposition().value("job_records_processed", Map.of("job", "nightly", "stage", "load")))
			.isEqualTo(4);
		assertThat(this.gateway.has("job_last_success", NIGHTLY)).isTrue();
	}

	@Test
	void directoriesAndTheTerminalModeComeFromTheRuntimeEnvironment() throws IOException {
		Path metrics = directory.resolve("metrics");
		Path spool = directory.resolve("spool");
		String output = run(Map.of("JOB_NAME", "nightly"), "--progress.tracker.textfile.directory=" + metrics,
				"--progress.tracker.pushgateway.url=http://127.0.0.1:1",
				"--progress.tracker.pushgateway.spool-directory=" + spool,
				"--progress.tracker.pushgateway.final-timeout=1s", "--progress.tracker.terminal.mode=off");
		assertThat(output).contains("text files in " + metrics).doesNotContain("nightly: completed");
		assertThat(metrics).isDirectoryContaining("glob:**.prom");
		assertThat(spool).isNotEmptyDirectory();
	}

	@Test
	void withoutAGatewayAWarningSaysWhatIsMissing() {
		assertThat(run(Map.of("JOB_NAME", "nightly"))).containsOnlyOnce("Nothing is pushed: set the property");
	}

	private static String run(Map<String, String> variables, String... arguments) {
		String[] all = Stream
			.concat(Stream.of("--life=returns", "--spring.main.web-application-type=none"), Arrays.stream(arguments))
			.toArray(String[]::new);
		List<String> options = List.of("-Dspring.aot.enabled=true", "-cp",
				classes + File.pathSeparator + JavaProcess.CLASS_PATH);
		try (JavaProcess process = JavaProcess.start(options, LifeApplication.class, variables, all)) {
			assertThat(process.exitCode()).as(process::output).isZero();
			return process.output();
		}
	}

}
