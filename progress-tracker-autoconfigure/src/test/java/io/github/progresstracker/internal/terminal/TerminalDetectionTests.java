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
 * What {@link TerminalDetection} knows before it asks anybody.
 */
@ExtendWith(OutputCaptureExtension.class)
class TerminalDetectionTests {

	private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

	@TempDir
	private Path folder;

	private ClassLoader classLoader = getClass().getClassLoader();

	@ParameterizedTest
	@ValueSource(strings = { "/dev/pts/3", "/dev/tty1", "/dev/console" })
	void anOutputThatIsADeviceMayBeATerminal(String output) throws IOException {
		assertThat(detection(false, XTERM, output).mayFind()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/dev/null", "/var/log/job.log", "pipe:[4711]", "socket:[4711]" })
	void anOutputThatIsSomethingElseIsNone(String output) throws IOException {
		assertThat(detection(false, XTERM, output).mayFind()).isFalse();
	}

	@Test
	void whereThereIsNoSuchLinkItHasToBeAsked() {
		assertThat(new TerminalDetection(false, true, XTERM, this.folder.resolve("absent"), this.classLoader).mayFind())
			.isTrue();
	}

	@Test
	void aTerminalThatIsDumbOrHasNoTypeShowsNoBars() throws IOException {
		assertThat(detection(false, Map.of(), "/dev/pts/3").mayFind()).isFalse();
		assertThat(detection(false, Map.of("TERM", ""), "/dev/pts/4").mayFind()).isFalse();
		assertThat(detection(false, Map.of("TERM", "dumb"), "/dev/pts/5").mayFind()).isFalse();
	}

	@Test
	void whoWantsBarsGetsThemUnlessTheTerminalIsDumb() throws IOException {
		assertThat(detection(true, Map.of(), "/var/log/job.log").mayFind()).isTrue();
		assertThat(detection(true, Map.of("TERM", "dumb"), "/dev/pts/3").mayFind()).isFalse();
	}

	@Test
	void whoWantsBarsAndGetsNoneIsToldWhy(CapturedOutput output) throws IOException {
		assertThat(detection(true, Map.of("TERM", "dumb"), "/dev/pts/3").find()).isNull();
		assertThat(output).contains("No bars can be shown, progress is logged: the variable TERM is dumb");
		this.classLoader = new FilteredClassLoader("org.jline");
		assertThat(detection(true, XTERM, "/dev/pts/4").find()).isNull();
		assertThat(output).contains("No bars can be shown, progress is logged: org.jline:jline-terminal is not there");
	}

	@Test
	void whoLeavesTheChoiceToTheTerminalIsNotToldThatThereAreNoBars(CapturedOutput output) throws IOException {
		this.classLoader = new FilteredClassLoader("org.jline");
		assertThat(detection(false, XTERM, "/dev/pts/3").find()).isNull();
		assertThat(output).doesNotContain("No bars");
	}

	private TerminalDetection detection(boolean evenIfUnsure, Map<String, String> environment, String output)
			throws IOException {
		Path link = Files.createTempDirectory(this.folder, "fd").resolve("1");
		return new TerminalDetection(evenIfUnsure, true, environment, Files.createSymbolicLink(link, Path.of(output)),
				this.classLoader);
	}

}
