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

import org.jline.terminal.impl.exec.ExecPty;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.Signals;

/**
 * Asks JLine about the terminal: whether there is one, its size, and when that changes.
 * JLine runs {@code test} and {@code stty} for that. This takes some milliseconds, needs
 * neither native code nor the job's standard input, and leaves the terminal's settings
 * alone.
 */
final class JLineWindow implements TerminalWindow {

	private static final ExecTerminalProvider PROVIDER = new ExecTerminalProvider();

	static boolean isTerminal(boolean error) {
		return PROVIDER.isSystemStream(error ? SystemStream.Error : SystemStream.Output);
	}

	@Override
	public Size size() {
		try (ControllingTerminal terminal = new ControllingTerminal()) {
			org.jline.terminal.Size size = terminal.getSize();
			if (size.getColumns() > 0 && size.getRows() > 0) {
				return new Size(size.getColumns(), size.getRows());
			}
		}
		catch (IOException | RuntimeException ex) {
			// There is no stty, or JLine does not understand its output
		}
		return DEFAULT_SIZE;
	}

	@Override
	public Runnable onResize(Runnable action) {
		String signal = "WINCH";
		Object previous = Signals.register(signal, action);
		return () -> Signals.unregister(signal, previous);
	}

	/**
	 * The terminal opened by name, which works even if the standard input is a file.
	 */
	private static final class ControllingTerminal extends ExecPty {

		ControllingTerminal() {
			super(PROVIDER, null, "/dev/tty");
		}

	}

}
