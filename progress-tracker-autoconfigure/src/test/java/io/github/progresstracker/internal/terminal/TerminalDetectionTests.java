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

package io.github.progresstracker.internal.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminalDetection} before it asks JLine.
 */
@ExtendWith(OutputCaptureExtension.class)
class TerminalDetectionTests {

	private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

	@TempDir
	private Path folder;

	private ClassLoader classLoader = getClass().getClassLoader();

	@ParameterizedTest
	@ValueSource(strings = { "/dev/pts/3", "/dev/tty1", "/dev/console" })
	void anOutputToADeviceMayBeATerminal(String output) throws IOException {
		assertThat(detection(false, XTERM, output).mayFindTerminal()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dev/null", "/var/log/job.log", "pipe:[4711]", "socket:[4711]" })
	void anyOtherOutputIsNotATerminal(String output) throws IOException {
		assertThat(detection(false, XTERM, output).mayFindTerminal()).isFalse();
	}

	@Test
	void anOutputThatIsUnknownMayBeATerminal() {
		assertThat(new TerminalDetection(false, true, null, XTERM, this.folder.resolve("absent"), this.classLoader)
			.mayFindTerminal()).isTrue();
	}

	@Test
	void aDumbTerminalOrOneWithoutATypeShowsNoBars() throws IOException {
		assertThat(detection(false, Map.of(), "/dev/pts/3").mayFindTerminal()).isFalse();
		assertThat(detection(false, Map.of("TERM", ""), "/dev/pts/4").mayFindTerminal()).isFalse();
		assertThat(detection(false, Map.of("TERM", "dumb"), "/dev/pts/5").mayFindTerminal()).isFalse();
	}

	@Test
	void barsCanBeForcedUnlessTheTerminalIsDumb() throws IOException {
		assertThat(detection(true, Map.of(), "/var/log/job.log").mayFindTerminal()).isTrue();
		assertThat(detection(true, Map.of("TERM", "dumb"), "/dev/pts/3").mayFindTerminal()).isFalse();
	}

	@Test
	void aWarningSaysWhyForcedBarsCannotBeShown(CapturedOutput output) throws IOException {
		assertThat(detection(true, Map.of("TERM", "dumb"), "/dev/pts/3").findTerminal()).isNull();
		assertThat(output).contains("Cannot show progress bars, so progress is logged: TERM is 'dumb'");
		this.classLoader = new FilteredClassLoader("org.jline");
		assertThat(detection(true, XTERM, "/dev/pts/4").findTerminal()).isNull();
		assertThat(output).contains(
				"Cannot show progress bars, so progress is logged: org.jline:jline-terminal is not on the class path");
	}

	@Test
	void thereIsNoWarningIfBarsAreNotForced(CapturedOutput output) throws IOException {
		this.classLoader = new FilteredClassLoader("org.jline");
		assertThat(detection(false, XTERM, "/dev/pts/3").findTerminal()).isNull();
		assertThat(output).doesNotContain("progress bars");
	}

	private TerminalDetection detection(boolean forceBars, Map<String, String> environment, String output)
			throws IOException {
		Path link = Files.createTempDirectory(this.folder, "fd").resolve("1");
		return new TerminalDetection(forceBars, true, null, environment,
				Files.createSymbolicLink(link, Path.of(output)), this.classLoader);
	}

}
