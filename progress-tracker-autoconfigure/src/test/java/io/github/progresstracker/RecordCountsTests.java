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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordCounts}.
 */
class RecordCountsTests {

	@Test
	void countsAreAddedUp() {
		assertThat(counts(3, 1, 10L).plus(counts(4, 2, 20L))).isEqualTo(counts(7, 3, 30L));
		assertThat(counts(3, 1, 10L).plus(RecordCounts.NONE)).isEqualTo(counts(3, 1, 10L));
		assertThat(RecordCounts.NONE.plus(counts(3, 1, 10L))).isEqualTo(counts(3, 1, 10L));
		assertThat(RecordCounts.NONE.plus(RecordCounts.NONE)).isEqualTo(RecordCounts.NONE);
	}

	@Test
	void sumsThatOverflowStayAtTheMaximum() {
		long max = Long.MAX_VALUE;
		assertThat(counts(max, max, max).plus(counts(1, max, 2L))).isEqualTo(counts(max, max, max));
	}

	@Test
	void theFractionIsWhatHasBeenProcessedOfTheTotal() {
		assertThat(counts(0, 0, 8L).fraction()).isZero();
		assertThat(counts(2, 0, 8L).fraction()).isEqualTo(0.25);
		assertThat(counts(8, 0, 8L).fraction()).isEqualTo(1);
		assertThat(counts(Long.MAX_VALUE, 0, Long.MAX_VALUE).fraction()).isEqualTo(1);
	}

	@Test
	void thereIsNoFractionOfATotalThatIsUnknownZeroOrExceeded() {
		assertThat(counts(2, 0, null).fraction()).isNull();
		assertThat(counts(0, 0, 0L).fraction()).isNull();
		assertThat(counts(9, 0, 8L).fraction()).isNull();
	}

	@Test
	void theSumOfTwoStagesIsOpenIfEitherIs() {
		StageProgress ended = new StageProgress("ended", false, Duration.ofSeconds(1), counts(3, 1, 10L));
		StageProgress open = new StageProgress("open", true, Duration.ofSeconds(2), counts(4, 2, null),
				new Throughput(2.0, null, null));
		assertThat(ended.plus(open))
			.isEqualTo(new StageProgress("ended", true, Duration.ofSeconds(3), counts(7, 3, 10L)));
		assertThat(ended.plus(ended).open()).isFalse();
	}

	private static RecordCounts counts(long processed, long skipped, Long expected) {
		return new RecordCounts(processed, skipped, expected);
	}

}
