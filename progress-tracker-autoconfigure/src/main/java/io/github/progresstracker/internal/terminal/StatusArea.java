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
 * The bottom of a terminal, where bars stand below everything that is printed. While
 * there are any, {@code System.out} and {@code System.err} are replaced by streams that
 * wipe the bars away, print, and put them back with the same write. The cursor waits
 * where the first bar begins, so whatever is drawn can be wiped away without knowing how
 * many lines a terminal that was resized has made of it.
 * <p>
 * The lock is held while the terminal is written to, which may take as long as its user
 * likes. Only who prints to that very terminal ever waits for it. Thread-safe.
 */
final class StatusArea {

	/**
	 * Not all at once from the first column: in the top left corner tmux would take that
	 * for the wish to keep a copy of the screen in its history.
	 */
	private static final String WIPE = "\r\u001b[K\u001b[C\u001b[J\r";

	/**
	 * A line that is too long, as the window is smaller by now, must not become two: the
	 * way back to the first one would be too short.
	 */
	private static final String CUT_LINES = "\u001b[?7l";

	private static final String WRAP_LINES = "\u001b[?7h";

	private final ReentrantLock lock = new ReentrantLock();

	private final TerminalWindow window;

	private final Charset charset;

	private final boolean withError;

	private volatile @Nullable Streams streams;

	private volatile TerminalWindow.@Nullable Size size;

	private volatile boolean resized;

	private Function<TerminalWindow.Size, List<String>> bars = (unused) -> List.of();

	/** What the bars are put back with; empty if there are none. */
	private byte[] drawing = new byte[0];

	private boolean drawn;

	/** Somebody printed a part of a line: no bar may stand in the middle of it. */
	private boolean unfinishedLine;

	/**
	 * Creates a screen.
	 * @param window its size
	 * @param charset the charset of the standard streams
	 * @param withError whether the standard error stream is the same terminal
	 */
	StatusArea(TerminalWindow window, Charset charset, boolean withError) {
		this.window = window;
		this.charset = charset;
		this.withError = withError;
	}

	/**
	 * Shows bars in place of those before.
	 * @param kept prints lines that stay, above the bars
	 * @param bars draws the bars for a size of the window
	 */
	void show(Function<TerminalWindow.Size, List<String>> kept, Function<TerminalWindow.Size, List<String>> bars) {
		TerminalWindow.Size asked = size();
		this.lock.lock();
		try {
			// It may have been resized, and drawn, in between
			TerminalWindow.Size current = Objects.requireNonNullElse(this.size, asked);
			Streams installed = install();
			this.bars = bars;
			StringBuilder lines = new StringBuilder(this.unfinishedLine ? System.lineSeparator() : "");
			List<String> above = kept.apply(current);
			above.forEach((line) -> lines.append(line).append(System.lineSeparator()));
			if (above.isEmpty()) {
				lines.setLength(0);
			}
			else {
				this.unfinishedLine = false;
			}
			draw(current);
			print(installed.out, lines.toString().getBytes(this.charset));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Removes the bars and gives the standard streams back. Does not wait for a terminal
	 * that is blocked.
	 */
	void hide() {
		Streams current = this.streams;
		if (current == null) {
			return;
		}
		if (tryLock()) {
			try {
				this.bars = (unused) -> List.of();
				this.drawing = new byte[0];
				print(current.out, new byte[0]);
			}
			finally {
				this.lock.unlock();
			}
		}
		this.streams = null;
		current.giveBack();
		// Nobody hears of it now if the window is resized
		this.size = null;
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

	/** Called by the JVM's thread for a signal, one for each: they must not pile up. */
	private void resized() {
		this.resized = true;
		Streams current = this.streams;
		if (current == null) {
			return;
		}
		TerminalWindow.Size asked = size();
		if (tryLock()) {
			try {
				draw(Objects.requireNonNullElse(this.size, asked));
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
	 * Not with the lock: it takes some time, and who prints must not wait for it. One
	 * after the other, so that the newest answer is the last.
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
		this.drawing = (CUT_LINES + String.join(System.lineSeparator(), lines) + "\r" + up + WRAP_LINES)
			.getBytes(this.charset);
	}

	/** With a single write, so that nothing flickers. */
	private void print(PrintStream to, byte[] bytes) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		if (this.drawn) {
			all.writeBytes(WIPE.getBytes(this.charset));
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
	 * The standard streams as they were, and what stands in for them.
	 */
	private final class Streams {

		private final PrintStream out = System.out;

		private final PrintStream err = System.err;

		private final PrintStream outAboveBars = aboveBars(this.out);

		private final PrintStream errAboveBars = StatusArea.this.withError ? aboveBars(this.err) : this.err;

		private final Runnable deaf = StatusArea.this.window.onResize(StatusArea.this::resized);

		Streams() {
			System.setOut(this.outAboveBars);
			System.setErr(this.errAboveBars);
		}

		private PrintStream aboveBars(PrintStream stream) {
			return new PrintStream(new AboveBars(stream), false, StatusArea.this.charset);
		}

		/** Unless somebody else has replaced them since. */
		void giveBack() {
			this.deaf.run();
			if (System.out == this.outAboveBars) {
				System.setOut(this.out);
			}
			if (System.err == this.errAboveBars) {
				System.setErr(this.err);
			}
		}

	}

	/**
	 * Prints above the bars, also if somebody kept it after they are gone.
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
