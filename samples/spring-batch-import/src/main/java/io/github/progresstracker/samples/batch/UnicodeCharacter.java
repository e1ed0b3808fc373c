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

package io.github.progresstracker.samples.batch;

/**
 * An assigned code point, as the JDK knows it.
 *
 * @param codePoint the code point
 * @param name its name, such as {@code LATIN SMALL LETTER A}
 * @param block the block that it belongs to, such as {@code BASIC_LATIN}
 */
record UnicodeCharacter(int codePoint, String name, String block) {

	/**
	 * Describes a code point.
	 * @param codePoint a code point for which {@link Character#isDefined(int)} holds
	 * @return the character
	 * @throws HalfCharacterException if it is not a character by itself
	 */
	static UnicodeCharacter of(int codePoint) throws HalfCharacterException {
		if (Character.getType(codePoint) == Character.SURROGATE) {
			throw new HalfCharacterException(codePoint);
		}
		return new UnicodeCharacter(codePoint, String.valueOf(Character.getName(codePoint)),
				String.valueOf(Character.UnicodeBlock.of(codePoint)));
	}

}
