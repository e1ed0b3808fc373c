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

import java.util.Arrays;

/**
 * Measures text in cells of a terminal: two for an East Asian character or an emoji, none
 * for a combining mark, one for anything else. Follows Unicode's East Asian Width, as
 * terminals do. JLine knows this too, but log lines are aligned where JLine is not
 * loaded.
 */
final class CellWidth {

	/** First and last code point of each range of wide characters. */
	private static final int[] WIDE = { 0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0,
			0x23F3, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1,
			0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA,
			0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA, 0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728,
			0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0,
			0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55, 0x2E80, 0x303E, 0x3041, 0xA4C6, 0xA960,
			0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
			0x16FE0, 0x1B2FB, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320,
			0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0,
			0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E,
			0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5,
			0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7F0,
			0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD };

	private CellWidth() {
	}

	static int of(String text) {
		return text.codePoints().map(CellWidth::of).sum();
	}

	private static int of(int character) {
		if (isCombining(character)) {
			return 0;
		}
		// Every second entry ends a range, so an odd insertion point lies within one
		int found = Arrays.binarySearch(WIDE, character);
		return (found >= 0 || -(found + 1) % 2 == 1) ? 2 : 1;
	}

	private static boolean isCombining(int character) {
		return switch (Character.getType(character)) {
			case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
			// Hangul vowels and final consonants join the wide consonant before them
			default -> (character >= 0x1160 && character <= 0x11FF) || (character >= 0xD7B0 && character <= 0xD7FB);
		};
	}

	/**
	 * Shortens a text that is too wide.
	 * @param text the text
	 * @param width the maximum width
	 * @param ellipsis one cell that marks where a text was cut
	 * @return the text, or its beginning
	 */
	static String cut(String text, int width, char ellipsis) {
		if (of(text) <= width) {
			return text;
		}
		StringBuilder cut = new StringBuilder();
		int room = width - 1;
		for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
			room -= of(text.codePointAt(i));
			if (room < 0) {
				break;
			}
			cut.appendCodePoint(text.codePointAt(i));
		}
		return (width > 0) ? cut.append(ellipsis).toString() : "";
	}

	/** Fills up a text that is narrower than a width with spaces on the right. */
	static String alignLeft(String text, int width) {
		return text + padding(text, width);
	}

	/** Fills up a text that is narrower than a width with spaces on the left. */
	static String alignRight(String text, int width) {
		return padding(text, width) + text;
	}

	private static String padding(String text, int width) {
		return " ".repeat(Math.max(0, width - of(text)));
	}

}
