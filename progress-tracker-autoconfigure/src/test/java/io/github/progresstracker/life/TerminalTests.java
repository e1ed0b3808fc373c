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

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.TmuxTerminal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what you see if you start an application by hand.
 */
class TerminalTests {

	@Test
	void aBarIsShownWhileTheJobRunsAndASummaryAtItsEnd(@TempDir Path folder) throws Exception {
		Path pipe = folder.resolve("commands");
		assertThat(ProgramRun.of(Map.of(), "mkfifo", pipe).exitCode()).isZero();
		String java = TmuxTerminal.java("", CountingApplication.class);
		try (TmuxTerminal terminal = TmuxTerminal.open(120, 30, environment(), java + " < " + pipe);
				PrintStream commands = new PrintStream(Files.newOutputStream(pipe), true, StandardCharsets.UTF_8)) {
			assertThat(terminal.await("/s ")).last().asString().matches("load +[0-9,]+ +[0-9,]+/s +[0-9.]+ m?s");
			assertThat(terminal.lines().get(0)).contains("reporting to the terminal");
			commands.println("return");
			List<String> lines = terminal.awaitEnd();
			assertThat(lines).filteredOn((line) -> line.startsWith("load ")).hasSize(1);
			assertThat(lines).anyMatch((line) -> line.startsWith("COUNTED "));
			assertThat(lines).anyMatch((line) -> line.matches(" *INFO counter: completed in .* s, .* records"));
			assertThat(lines).last().asString().matches(" *INFO counter:   load .* 9\\d % of the time");
		}
	}

	@Test
	void aStoppedTerminalDoesNotBlockAJobThatPrintsNothing(@TempDir Path folder) {
		Path done = folder.resolve("done");
		String java = TmuxTerminal.java("", StoppedTerminalApplication.class, done);
		try (TmuxTerminal terminal = TmuxTerminal.open(120, 30, environment(), java + "; echo EXIT $?")) {
			terminal.await("\nload ");
			terminal.press("C-s");
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(done));
			assertThat(terminal.lines()).noneMatch((line) -> line.contains("completed"));
			terminal.press("C-q");
			assertThat(terminal.awaitEnd()).anyMatch((line) -> line.contains("counter: completed in "))
				.last()
				.isEqualTo("EXIT 0");
		}
	}

	@Test
	void theTabIsClearedAtCtrlC() throws Exception {
		String java = TmuxTerminal.java("", CountingApplication.class);
		try (TmuxTerminal terminal = TmuxTerminal.open(120, 30, environmentOfVte(), java)) {
			Path output = terminal.record();
			terminal.await("\nload ");
			terminal.press("C-c");
			terminal.awaitEnd();
			assertThatTabIsCleared(output);
		}
	}

	@Test
	void theTabIsClearedAtSigterm(@TempDir Path folder) throws Exception {
		Path pid = folder.resolve("pid");
		String java = TmuxTerminal.java("", CountingApplication.class);
		try (TmuxTerminal terminal = TmuxTerminal.open(120, 30, environmentOfVte(),
				java + " & echo $! > " + pid + "; wait")) {
			Path output = terminal.record();
			terminal.await("\nload ");
			long process = Long.parseLong(Files.readString(pid).strip());
			assertThat(ProcessHandle.of(process).orElseThrow().destroy()).isTrue();
			assertThat(terminal.awaitEnd()).anyMatch((line) -> line.contains("counter: interrupted after "));
			assertThatTabIsCleared(output);
		}
	}

	private static void assertThatTabIsCleared(Path output) throws IOException {
		String written = Files.readString(output);
		assertThat(written).contains("\u001b]9;4;3;0\u001b\\");
		assertThat(written.substring(written.lastIndexOf("\u001b]9;4;"))).startsWith("\u001b]9;4;0;0\u001b\\");
	}

	private static Map<String, String> environmentOfVte() {
		Map<String, String> environment = environment();
		environment.put("TERM", "xterm-256color");
		environment.put("VTE_VERSION", "8000");
		return environment;
	}

	private static Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		environment.put("LC_ALL", "C.UTF-8");
		environment.put("SPRING_MAIN_WEB_APPLICATION_TYPE", "none");
		environment.put("SPRING_MAIN_BANNER_MODE", "off");
		environment.put("SPRING_MAIN_LOG_STARTUP_INFO", "false");
		environment.put("LOGGING_LEVEL_ROOT", "warn");
		environment.put("LOGGING_LEVEL_IO_GITHUB_PROGRESSTRACKER", "info");
		environment.put("LOGGING_PATTERN_CONSOLE", "%5p %m%n");
		environment.put("PROGRESS_TRACKER_JOB", "counter");
		environment.put("SPRING_DOCKER_COMPOSE_ENABLED", "false");
		return environment;
	}

}
