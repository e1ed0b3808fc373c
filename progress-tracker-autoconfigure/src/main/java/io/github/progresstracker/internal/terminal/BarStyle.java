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

import java.nio.charset.Charset;

/**
 * How bars are drawn on a terminal.
 *
 * @param unicode whether the terminal can show characters beyond ASCII
 * @param color whether bars may be colored
 */
record BarStyle(boolean unicode, boolean color) {

	/** Blocks that fill one eighth of a cell, two eighths, and so on, up to all of it. */
	private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

	/** Not a block, which would look like a part that is done. */
	private static final String MOVING = "\u2591\u2591\u2591";

	private static final String MOVING_ASCII = "<=>";

	private static final char ELLIPSIS = '…';

	private static final char APPROXIMATELY = '≈';

	private static final String GREEN = "\u001b[32m";

	private static final String YELLOW = "\u001b[33m";

	private static final String RED = "\u001b[31m";

	private static final String NO_COLOR = "\u001b[0m";

	static boolean canEncode(Charset charset) {
		return charset.canEncode() && charset.newEncoder().canEncode(EIGHTHS + MOVING + ELLIPSIS + APPROXIMATELY);
	}

	/**
	 * Draws a bar.
	 * @param fraction how much is done, from 0 to 1
	 * @param severity whether to color it as a warning or an error
	 * @param width the number of cells, including both ends
	 * @return the bar
	 */
	String draw(double fraction, BarContent.Severity severity, int width) {
		int inner = width - 2;
		String filled = this.unicode ? eighths(fraction, inner) : arrow(fraction, inner);
		String blank = " ".repeat(inner - filled.length());
		String shown = (this.color && !filled.isEmpty()) ? color(severity) + filled + NO_COLOR : filled;
		return framed(shown + blank);
	}

	/**
	 * Draws a bar for something that goes on although nobody knows how long: a mark that
	 * moves to and fro.
	 * @param step how far it has moved
	 * @param severity whether to color it as a warning or an error
	 * @param width the number of cells, including both ends
	 * @return the bar
	 */
	String drawUnknown(long step, BarContent.Severity severity, int width) {
		String mark = this.unicode ? MOVING : MOVING_ASCII;
		int room = Math.max(1, width - 2 - mark.length());
		int position = (int) Math.abs(room - Math.floorMod(room - step, 2L * room));
		String shown = (this.color && severity != BarContent.Severity.NONE) ? color(severity) + mark + NO_COLOR : mark;
		return framed(" ".repeat(position) + shown + " ".repeat(room - position));
	}

	private String framed(String content) {
		return this.unicode ? "│" + content + "│" : "[" + content + "]";
	}

	private static String color(BarContent.Severity severity) {
		return switch (severity) {
			case NONE -> GREEN;
			case WARNING -> YELLOW;
			case ERROR -> RED;
		};
	}

	private static String eighths(double fraction, int width) {
		int filled = (int) (fraction * width * 8);
		String rest = (filled % 8 == 0) ? "" : String.valueOf(EIGHTHS.charAt(filled % 8 - 1));
		return EIGHTHS.substring(7).repeat(filled / 8) + rest;
	}

	private static String arrow(double fraction, int width) {
		int filled = (int) (fraction * width);
		return (filled == 0 || filled == width) ? "=".repeat(filled) : "=".repeat(filled - 1) + ">";
	}

	/**
	 * Shortens a text that is too wide, and leaves out signs that the terminal lacks.
	 * @param text the text
	 * @param width the maximum number of cells
	 * @return the text, or its beginning and an ellipsis
	 */
	String cut(String text, int width) {
		return this.unicode ? CellWidth.cut(text, width, ELLIPSIS)
				: CellWidth.cut(text.replace(APPROXIMATELY, '~'), width, '~');
	}

}
