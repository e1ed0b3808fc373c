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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StatusArea}. {@link TerminalProgressTests} tests what it looks like.
 */
class StatusAreaTests {

	private final PrintStream out = System.out;

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	@BeforeEach
	void capture() {
		System.setOut(new PrintStream(this.printed, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void restore() {
		System.setOut(this.out);
	}

	@Test
	void theLastDrawingFitsAWindowThatIsResizedAtTheSameTime() throws Exception {
		ResizedWindow window = new ResizedWindow();
		StatusArea area = new StatusArea(window, StandardCharsets.UTF_8, false);
		for (int columns = 10; columns < 3000; columns++) {
			window.columns = columns;
			Thread signal = new Thread(window.action);
			signal.start();
			area.show((size) -> List.of(), (size) -> List.of("columns " + size.columns() + ";"), "");
			signal.join();
			String drawn = this.printed.toString(StandardCharsets.UTF_8);
			assertThat(drawn.substring(drawn.lastIndexOf("columns "))).startsWith("columns " + columns + ";");
			this.printed.reset();
		}
		area.hide("");
	}

	/** Log4j 2 closes a standard output that has been replaced when it is cleaned up. */
	@Test
	void afterLeavingTheStandardOutputIsNotReplacedAnyMore() {
		PrintStream captured = System.out;
		ResizedWindow window = new ResizedWindow();
		window.columns = 80;
		StatusArea area = new StatusArea(window, StandardCharsets.UTF_8, false);
		area.show((size) -> List.of(), (size) -> List.of("a bar"), "");
		assertThat(System.out).isNotSameAs(captured);
		area.leave("");
		assertThat(System.out).isSameAs(captured);
		this.printed.reset();
		area.show((size) -> List.of("a line"), (size) -> List.of("a bar"), "a signal");
		assertThat(System.out).isSameAs(captured);
		assertThat(this.printed.toString(StandardCharsets.UTF_8)).isEqualTo("a line" + System.lineSeparator());
	}

	/**
	 * A window that a test resizes, and whose resize action the test runs itself.
	 */
	private static final class ResizedWindow implements TerminalWindow {

		private volatile int columns;

		private volatile Runnable action = () -> {
		};

		@Override
		public Size size() {
			return new Size(this.columns, 30);
		}

		@Override
		public Runnable onResize(Runnable action) {
			this.action = action;
			return () -> this.action = () -> {
			};
		}

	}

}
