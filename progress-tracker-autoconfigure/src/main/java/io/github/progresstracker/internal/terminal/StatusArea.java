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
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Keeps bars at the bottom of a terminal, below everything that is printed. While there
 * are bars, {@code System.out} and {@code System.err} are replaced by streams that erase
 * the bars, print, and redraw them, all with a single write. The cursor rests at the
 * start of the first bar. The bars can therefore be erased without knowing how many lines
 * a resized terminal has made of them.
 * <p>
 * The lock is held while the terminal is written to, and a user who stops the terminal
 * can make that take arbitrarily long. Only threads that print to the same terminal ever
 * wait for the lock. Thread-safe.
 */
final class StatusArea {

	/**
	 * Erases the first line and the rest of the screen separately. Erasing everything
	 * from the top left corner at once would make tmux copy the screen to its history.
	 */
	private static final String ERASE = "\r\u001b[K\u001b[C\u001b[J\r";

	/**
	 * Stops the terminal from wrapping lines that have become too long for a smaller
	 * window. With wrapped lines, the cursor would not get back up to the first one.
	 */
	private static final String NO_WRAP = "\u001b[?7l";

	private static final String WRAP = "\u001b[?7h";

	private final ReentrantLock lock = new ReentrantLock();

	private final TerminalWindow window;

	private final Charset charset;

	private final boolean withError;

	private volatile @Nullable Streams streams;

	private volatile TerminalWindow.@Nullable Size size;

	private volatile boolean resized;

	/** Whether the standard streams must not be replaced any more. */
	private volatile boolean left;

	private Function<TerminalWindow.Size, List<String>> bars = (unused) -> List.of();

	/** Draws the bars; empty if there are none. */
	private byte[] drawing = new byte[0];

	private boolean drawn;

	/** Part of a line has been printed; a bar must not appear in the middle of it. */
	private boolean unfinishedLine;

	/**
	 * Creates an area without bars.
	 * @param window the window of the terminal
	 * @param charset the charset of the standard streams
	 * @param withError whether standard error goes to the terminal, too
	 */
	StatusArea(TerminalWindow window, Charset charset, boolean withError) {
		this.window = window;
		this.charset = charset;
		this.withError = withError;
	}

	/**
	 * Replaces the bars.
	 * @param permanent returns lines to print above the bars, given the window's size
	 * @param bars returns the bars, given the window's size; called again when it changes
	 * @param signal what to write in addition, which is not visible in the window
	 */
	void show(Function<TerminalWindow.Size, List<String>> permanent, Function<TerminalWindow.Size, List<String>> bars,
			String signal) {
		TerminalWindow.Size measured = size();
		this.lock.lock();
		try {
			// The window may have been resized and the bars redrawn in the meantime
			TerminalWindow.Size current = Objects.requireNonNullElse(this.size, measured);
			boolean hidden = this.left;
			PrintStream out = hidden ? System.out : install().out;
			this.bars = hidden ? (unused) -> List.of() : bars;
			StringBuilder lines = new StringBuilder(this.unfinishedLine ? System.lineSeparator() : "");
			List<String> above = permanent.apply(current);
			above.forEach((line) -> lines.append(line).append(System.lineSeparator()));
			if (above.isEmpty()) {
				lines.setLength(0);
			}
			else {
				this.unfinishedLine = false;
			}
			draw(current);
			print(out, (hidden ? lines.toString() : lines + signal).getBytes(this.charset));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Removes the bars and restores the standard streams. Does not wait long if the
	 * terminal is blocked.
	 * @param signal what to write in addition, which is not visible in the window
	 */
	void hide(String signal) {
		Streams current = this.streams;
		if (current == null) {
			return;
		}
		if (tryLock()) {
			try {
				this.bars = (unused) -> List.of();
				this.drawing = new byte[0];
				print(current.out, signal.getBytes(this.charset));
			}
			finally {
				this.lock.unlock();
			}
		}
		this.streams = null;
		current.restore();
		// Without a subscription, the size may change unnoticed from now on
		this.size = null;
	}

	/**
	 * Removes the bars and restores the standard streams for good: from now on, only
	 * lines are printed that stay.
	 * @param signal what to write in addition, which is not visible in the window
	 */
	void leave(String signal) {
		this.left = true;
		if (tryLock()) {
			// A thread that was about to replace the streams has done so by now
			this.lock.unlock();
		}
		hide(signal);
	}

	private boolean tryLock() {
		try {
			return this.lock.tryLock(200, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.lock.tryLock();
		}
	}

	/**
	 * Called on a new thread for each signal. Does not wait long for the lock, so that
	 * these threads cannot pile up.
	 */
	private void resized() {
		this.resized = true;
		Streams current = this.streams;
		if (current == null) {
			return;
		}
		TerminalWindow.Size measured = size();
		if (tryLock()) {
			try {
				draw(Objects.requireNonNullElse(this.size, measured));
				if (!this.unfinishedLine) {
					print(current.out, new byte[0]);
				}
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private void printed(PrintStream to, byte[] bytes) {
		this.lock.lock();
		try {
			this.unfinishedLine = bytes[bytes.length - 1] != '\n';
			print(to, bytes);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Measures the window if necessary. Call this without holding the lock: measuring
	 * takes some time, and threads that print must not wait for it. It is synchronized so
	 * that the newest size is stored last.
	 */
	private synchronized TerminalWindow.Size size() {
		TerminalWindow.Size known = this.size;
		if (known == null || this.resized) {
			this.resized = false;
			known = this.window.size();
			this.size = known;
		}
		return known;
	}

	private void draw(TerminalWindow.Size current) {
		List<String> lines = this.bars.apply(current);
		if (lines.isEmpty()) {
			this.drawing = new byte[0];
			return;
		}
		String up = (lines.size() > 1) ? "\u001b[" + (lines.size() - 1) + "A" : "";
		this.drawing = (NO_WRAP + String.join(System.lineSeparator(), lines) + "\r" + up + WRAP).getBytes(this.charset);
	}

	/** Prints and redraws with a single write, which avoids flicker. */
	private void print(PrintStream to, byte[] bytes) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		if (this.drawn) {
			all.writeBytes(ERASE.getBytes(this.charset));
		}
		all.writeBytes(bytes);
		this.drawn = !this.unfinishedLine && this.drawing.length > 0;
		if (this.drawn) {
			all.writeBytes(this.drawing);
		}
		to.write(all.toByteArray(), 0, all.size());
		to.flush();
	}

	private Streams install() {
		Streams current = this.streams;
		if (current == null) {
			this.unfinishedLine = false;
			current = new Streams();
			this.streams = current;
		}
		return current;
	}

	/**
	 * The original standard streams and their replacements.
	 */
	private final class Streams {

		private final PrintStream out = System.out;

		private final PrintStream err = System.err;

		private final PrintStream outAboveBars = aboveBars(this.out);

		private final PrintStream errAboveBars = StatusArea.this.withError ? aboveBars(this.err) : this.err;

		private final Runnable resizeSubscription = StatusArea.this.window.onResize(StatusArea.this::resized);

		Streams() {
			System.setOut(this.outAboveBars);
			System.setErr(this.errAboveBars);
		}

		private PrintStream aboveBars(PrintStream stream) {
			return new PrintStream(new AboveBars(stream), false, StatusArea.this.charset);
		}

		/** Restores the streams that nobody else has replaced since. */
		void restore() {
			this.resizeSubscription.run();
			if (System.out == this.outAboveBars) {
				System.setOut(this.out);
			}
			if (System.err == this.errAboveBars) {
				System.setErr(this.err);
			}
		}

	}

	/**
	 * Prints above the bars, and still prints if used after the bars are gone.
	 */
	private final class AboveBars extends OutputStream {

		private final PrintStream stream;

		AboveBars(PrintStream stream) {
			this.stream = stream;
		}

		@Override
		public void write(int character) {
			printed(this.stream, new byte[] { (byte) character });
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			if (length > 0) {
				printed(this.stream, Arrays.copyOfRange(bytes, offset, offset + length));
			}
		}

	}

}
