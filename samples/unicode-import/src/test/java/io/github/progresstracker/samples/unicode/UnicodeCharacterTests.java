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

import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnicodeCharacter}.
 */
class UnicodeCharacterTests {

	@Test
	void charactersHaveTheirUnicodeProperties() {
		assertThat(UnicodeCharacter.of('A'))
			.isEqualTo(new UnicodeCharacter('A', "LATIN CAPITAL LETTER A", "Lu", "LATIN", "BASIC_LATIN"));
		assertThat(UnicodeCharacter.of(0x6C49)).isEqualTo(
				new UnicodeCharacter(0x6C49, "CJK UNIFIED IDEOGRAPHS 6C49", "Lo", "HAN", "CJK_UNIFIED_IDEOGRAPHS"));
		assertThat(UnicodeCharacter.of(0x1F680))
			.isEqualTo(new UnicodeCharacter(0x1F680, "ROCKET", "So", "COMMON", "TRANSPORT_AND_MAP_SYMBOLS"));
	}

	@Test
	void categoriesAreTheSameAsInRegularExpressions() {
		assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter(Character::isDefined)
			.filter((codePoint) -> !Pattern.matches("\\p{" + UnicodeCharacter.of(codePoint).category() + "}",
					Character.toString(codePoint))))
			.isEmpty();
	}

}
