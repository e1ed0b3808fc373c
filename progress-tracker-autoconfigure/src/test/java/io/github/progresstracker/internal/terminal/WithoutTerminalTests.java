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

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminalProgress} without a terminal.
 */
class WithoutTerminalTests {

	@TempDir
	private Path folder;

	@Test
	void elapsedTimeNoLongerMattersOnceNoTerminalWasFound() throws IOException {
		Path output = Files.createSymbolicLink(this.folder.resolve("1"), Path.of("/var/log/job.log"));
		TerminalDetection detection = new TerminalDetection(false, true, null, Map.of("TERM", "xterm"), output,
				getClass().getClassLoader());
		ProgressTracker tracker = new TestTrackers(TimeSource.SYSTEM).start("nightly");
		try (TerminalProgress terminal = new TerminalProgress(detection, new ProgressLog())) {
			assertThat(terminal.policy().showsElapsedTime()).isTrue();
			terminal.report(tracker.progress());
			assertThat(terminal.policy().interactive()).isTrue();
			assertThat(terminal.policy().showsElapsedTime()).isFalse();
		}
	}

}
