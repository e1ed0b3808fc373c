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

package io.github.progresstracker.benchmarks.process;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Interval} and {@link Quantiles}.
 */
class IntervalTests {

	@Test
	void theSameValuesHaveTheSameIntervalInAnyProcess() {
		List<Double> values = IntStream.rangeClosed(1, 31).mapToObj((value) -> (double) value).toList();
		assertThat(Interval.ofMedian(values)).isEqualTo(Interval.ofMedian(values)).isEqualTo(new Interval(11, 21));
	}

	@Test
	void aFewExtremeValuesDoNotChangeTheInterval() {
		List<Double> values = IntStream.rangeClosed(1, 31)
			.mapToObj((value) -> (value > 28) ? value * 1000.0 : value)
			.toList();
		assertThat(Interval.ofMedian(values)).isEqualTo(new Interval(11, 21));
	}

	@Test
	void moreValuesMakeTheIntervalNarrower() {
		Random random = new Random(3);
		List<Double> values = random.doubles(300).boxed().toList();
		Interval ofFew = Interval.ofMedian(values.subList(0, 30));
		Interval ofMany = Interval.ofMedian(values);
		assertThat(ofMany.upper() - ofMany.lower()).isLessThan((ofFew.upper() - ofFew.lower()) / 2);
	}

	@Test
	void nearlyAllIntervalsContainTheTrueMedian() {
		Random random = new Random(4);
		long containing = IntStream.range(0, 40)
			.mapToObj((attempt) -> Interval
				.ofMedian(IntStream.range(0, 31).mapToObj((value) -> random.nextGaussian()).toList()))
			.filter((interval) -> interval.lower() <= 0 && interval.upper() >= 0)
			.count();
		assertThat(containing).isBetween(34L, 40L);
	}

	@Test
	void aSingleValueIsItsOwnInterval() {
		assertThat(Interval.ofMedian(List.of(7.0))).isEqualTo(new Interval(7, 7));
	}

	@Test
	void theMedianOfAnEvenNumberOfValuesIsBetweenTheMiddleTwo() {
		assertThat(Quantiles.of(4, 1, 3, 10).median()).isEqualTo(3.5);
	}

}
