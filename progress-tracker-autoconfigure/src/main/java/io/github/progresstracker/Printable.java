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

package io.github.progresstracker;

/**
 * Text from outside (names of jobs and stages, answers of servers), made safe to be
 * logged or shown: no line breaks, no terminal escapes, not endless.
 */
public final class Printable {

	private static final int LONGEST = 200;

	private Printable() {
	}

	/**
	 * The text on one line, with each control or invisible formatting character, and each
	 * half of one, written as {@code \}{@code uXXXX}, and cut after 200 characters.
	 * @param text any text
	 * @return the text to show
	 */
	public static String of(String text) {
		StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
		int i = 0;
		while (i < text.length()) {
			if (i >= LONGEST) {
				return shown.append('…').toString();
			}
			int character = text.codePointAt(i);
			if (isUnsafe(character)) {
				for (char half : Character.toChars(character)) {
					shown.append("\\u%04x".formatted((int) half));
				}
			}
			else {
				shown.appendCodePoint(character);
			}
			i += Character.charCount(character);
		}
		return shown.toString();
	}

	private static boolean isUnsafe(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				true;
			default -> false;
		};
	}

}
