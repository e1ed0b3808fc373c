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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CellWidth}.
 */
class CellWidthTests {

	@ParameterizedTest
	@CsvSource({ "'', 0", "load, 4", "größer, 6", "日本語, 6", "한국어, 6", "\u1112\u1161\u11ab, 2", "ﾊﾝｶｸ, 4", "ＡＢ, 4",
			"gru\u0308n, 4", "привет, 6", "🚀, 2", "⏰, 2", "✅, 2", "→, 1", "│█, 2", "𠀀, 2" })
	void eastAsianCharactersAndEmojiAreTwoCellsWideAndCombiningMarksNone(String text, int cells) {
		assertThat(CellWidth.of(text)).isEqualTo(cells);
	}

	@ParameterizedTest
	@CsvSource({ "load, 4, load", "load, 3, lo…", "日本語, 6, 日本語", "日本語, 5, 日本…", "日本語, 4, 日…", "日本語, 2, …", "日本語, 1, …",
			"u\u0308n🚀, 3, u\u0308n…", "load, 0, ''" })
	void aTextIsCutBetweenCharacters(String text, int width, String expected) {
		assertThat(CellWidth.cut(text, width, '…')).isEqualTo(expected);
	}

	@Test
	void aTextThatIsTooWideIsNotPadded() {
		assertThat(CellWidth.alignLeft("日本", 6)).isEqualTo("日本  ");
		assertThat(CellWidth.alignRight("日本", 6)).isEqualTo("  日本");
		assertThat(CellWidth.alignRight("日本", 3)).isEqualTo("日本");
	}

}
