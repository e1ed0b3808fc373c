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
import java.util.function.IntUnaryOperator;

/**
 * How a terminal can show a bar.
 *
 * @param unicode whether it knows more characters than ASCII
 * @param color whether it may be coloured
 * @param cells how many cells a character takes: two for those of East Asia and for
 * pictures, none for accents
 */
record BarStyle(boolean unicode, boolean color, IntUnaryOperator cells) {

	/** An eighth of a cell, two, three, up to a whole one. */
	private static final String EIGHTHS = "▏▎▍▌▋▊▉█";

	private static final String ELLIPSIS = "…";

	private static final String GREEN = "\u001b[32m";

	private static final String YELLOW = "\u001b[33m";

	private static final String NO_COLOR = "\u001b[0m";

	static boolean canEncode(Charset charset) {
		return charset.canEncode() && charset.newEncoder().canEncode(EIGHTHS + ELLIPSIS);
	}

	/**
	 * Draws a bar.
	 * @param fraction how much is done, from 0 to 1
	 * @param stalled whether nothing has moved for long
	 * @param width the number of cells, the ends included
	 * @return the bar
	 */
	String draw(double fraction, boolean stalled, int width) {
		int inner = width - 2;
		String filled = this.unicode ? eighths(fraction, inner) : arrow(fraction, inner);
		String blank = " ".repeat(inner - filled.length());
		String shown = (this.color && !filled.isEmpty()) ? (stalled ? YELLOW : GREEN) + filled + NO_COLOR : filled;
		return this.unicode ? "│" + shown + blank + "│" : "[" + shown + blank + "]";
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

	int width(String text) {
		return text.codePoints().map(this::cellsOf).sum();
	}

	/**
	 * Cuts a text that is too long.
	 * @param text the text
	 * @param width the number of cells that there are
	 * @return the text, or its beginning
	 */
	String cut(String text, int width) {
		if (width(text) <= width) {
			return text;
		}
		String end = this.unicode ? ELLIPSIS : "~";
		StringBuilder cut = new StringBuilder();
		int left = width - 1;
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			left -= cellsOf(text.codePointAt(i));
			if (left < 0) {
				break;
			}
			cut.appendCodePoint(text.codePointAt(i));
		}
		return (width > 0) ? cut.append(end).toString() : "";
	}

	private int cellsOf(int character) {
		return Math.max(0, this.cells.applyAsInt(character));
	}

}
