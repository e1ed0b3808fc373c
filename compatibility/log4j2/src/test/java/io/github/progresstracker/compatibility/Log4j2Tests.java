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

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.TmuxTerminal;
import io.github.progresstracker.testing.UsesServers;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that logs with Log4j 2.
 */
@UsesServers
class Log4j2Tests {

	private static final Path JAR = Path.of("target", "import.jar").toAbsolutePath();

	private static final Map<String, String> LOAD = Map.of("job", "import", "stage", "load");

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void progressIsLoggedWithItsFields() {
		assertThat(ClassUtils.isPresent("ch.qos.logback.classic.Logger", null)).isFalse();
		try (JavaProcess application = JavaProcess.run(Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "import"),
				List.of("-jar", JAR.toString(), "--spring.main.banner-mode=off",
						"--logging.structured.format.console=ecs"))) {
			application.send("a").send("b").send("c").send("");
			assertThat(application.exitCode()).as(application.output()).isZero();
			assertThat(application.output()).doesNotContain("WARN", "ERROR");
			Map<String, Object> summary = application.output()
				.lines()
				.filter((line) -> line.contains("import: completed in "))
				.map((line) -> JsonParserFactory.getJsonParser().parseMap(line))
				.findFirst()
				.orElseThrow();
			// Log4j 2 makes a text of each value, whereas Logback keeps numbers
			assertThat(summary).extractingByKey("progress", InstanceOfAssertFactories.MAP)
				.containsEntry("job", "import")
				.containsEntry("status", "completed")
				.containsEntry("records", Map.of("processed", "3", "skipped", "0"));
		}
		assertThat(this.gateway.value("job_records_processed", LOAD)).isEqualTo(3);
		assertThat(this.gateway.has("job_last_success", Map.of("job", "import"))).isTrue();
	}

	@Test
	void aBarStaysBelowTheLinesOfTheLog() throws Exception {
		List<String> lines = linesAtTheEndOf("");
		assertThat(lines).filteredOn((line) -> line.startsWith("load ")).hasSize(1);
		assertThat(lines).containsOnlyOnce(" INFO Loaded a")
			.anyMatch((line) -> line.matches(" INFO import: completed in .* s, .* record.*"))
			.last()
			.asString()
			.startsWith(" INFO import:   load ");
	}

	/**
	 * At the end, Log4j 2 closes the stream that was the standard output when it was
	 * started, unless it still is.
	 */
	@Test
	void theReasonOfAFailureIsLoggedAfterTheBar() throws Exception {
		assertThat(linesAtTheEndOf("fail")).anyMatch((line) -> line.startsWith("ERROR Application run failed"))
			.anyMatch((line) -> line.contains("The disk is full"))
			.anyMatch((line) -> line.startsWith(" WARN import: failed after "));
	}

	private List<String> linesAtTheEndOf(String lastRecord) throws Exception {
		Path pipe = this.folder.resolve("records");
		assertThat(ProgramRun.of(Map.of(), "mkfifo", pipe).exitCode()).isZero();
		String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1"
				+ " -XX:+UseSerialGC -jar " + JAR + " --spring.main.banner-mode=off --logging.level.root=warn"
				+ " --logging.level.io.github.progresstracker=info --spring.main.log-startup-info=false"
				+ " --progress.tracker.job=import";
		try (TmuxTerminal terminal = TmuxTerminal.open(120, 60,
				Map.of("LC_ALL", "C.UTF-8", "LOGGING_PATTERN_CONSOLE", "%5p %m%n"), java + " < " + pipe);
				PrintStream records = new PrintStream(Files.newOutputStream(pipe), true, StandardCharsets.UTF_8)) {
			terminal.await("\nload ");
			records.println("a");
			assertThat(terminal.await(" INFO Loaded a")).last().asString().startsWith("load ");
			records.println(lastRecord);
			return terminal.awaitEnd();
		}
	}

}
