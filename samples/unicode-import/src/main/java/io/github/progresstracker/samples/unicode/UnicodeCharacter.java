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

package io.github.progresstracker.samples.unicode;

/**
 * An assigned code point, as the JDK describes it. Private-use and surrogate code points
 * are assigned, too; the JDK names them after their block.
 *
 * @param codePoint the code point
 * @param name its name, such as {@code LATIN SMALL LETTER A}
 * @param category the abbreviation of its general category, such as {@code Ll}
 * @param script its script, such as {@code LATIN}
 * @param block its block, such as {@code BASIC_LATIN}
 */
record UnicodeCharacter(int codePoint, String name, String category, String script, String block) {

	/**
	 * Describes a code point.
	 * @param codePoint a code point that is {@linkplain Character#isDefined(int) defined}
	 * @return the character
	 */
	static UnicodeCharacter of(int codePoint) {
		return new UnicodeCharacter(codePoint, String.valueOf(Character.getName(codePoint)),
				category(Character.getType(codePoint)), Character.UnicodeScript.of(codePoint).name(),
				String.valueOf(Character.UnicodeBlock.of(codePoint)));
	}

	private static String category(int type) {
		return switch (type) {
			case Character.UPPERCASE_LETTER -> "Lu";
			case Character.LOWERCASE_LETTER -> "Ll";
			case Character.TITLECASE_LETTER -> "Lt";
			case Character.MODIFIER_LETTER -> "Lm";
			case Character.OTHER_LETTER -> "Lo";
			case Character.NON_SPACING_MARK -> "Mn";
			case Character.COMBINING_SPACING_MARK -> "Mc";
			case Character.ENCLOSING_MARK -> "Me";
			case Character.DECIMAL_DIGIT_NUMBER -> "Nd";
			case Character.LETTER_NUMBER -> "Nl";
			case Character.OTHER_NUMBER -> "No";
			case Character.CONNECTOR_PUNCTUATION -> "Pc";
			case Character.DASH_PUNCTUATION -> "Pd";
			case Character.START_PUNCTUATION -> "Ps";
			case Character.END_PUNCTUATION -> "Pe";
			case Character.INITIAL_QUOTE_PUNCTUATION -> "Pi";
			case Character.FINAL_QUOTE_PUNCTUATION -> "Pf";
			case Character.OTHER_PUNCTUATION -> "Po";
			case Character.MATH_SYMBOL -> "Sm";
			case Character.CURRENCY_SYMBOL -> "Sc";
			case Character.MODIFIER_SYMBOL -> "Sk";
			case Character.OTHER_SYMBOL -> "So";
			case Character.SPACE_SEPARATOR -> "Zs";
			case Character.LINE_SEPARATOR -> "Zl";
			case Character.PARAGRAPH_SEPARATOR -> "Zp";
			case Character.CONTROL -> "Cc";
			case Character.FORMAT -> "Cf";
			case Character.SURROGATE -> "Cs";
			case Character.PRIVATE_USE -> "Co";
			default -> throw new IllegalArgumentException("Not the category of an assigned code point: " + type);
		};
	}

}
