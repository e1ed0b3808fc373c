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
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Results} and {@link Rounds}.
 */
class ResultsTests {

	@Test
	void showsMedianQuartilesAndDifferenceFromTheFirstVariant() {
		Variant first = new Variant("first", Map::of);
		Variant second = new Variant("second", Map::of);
		Results results = new Results(new Group("Both", List.of(first, second)));
		for (double value : new double[] { 40, 10, 30, 20, 50 }) {
			results.add(second, Map.of("s", value / 8));
			results.add(first, Map.of("s", value));
		}
		assertThat(results.toMarkdown()).isEqualTo("""
				## Both: s

				| | median | quartiles | difference | its 95 % interval | ratio |
				|---|---|---|---|---|---|
				| first | 30 | 20 to 40 | | | |
				| second | 3.750 | 2.500 to 5 | -26.25 | -43.75 to -8.750 | 0.125 |

				""");
	}

	@Test
	void driftBetweenRoundsIsNotADifference() {
		Variant first = new Variant("first", Map::of);
		Variant second = new Variant("second", Map::of);
		Results results = new Results(new Group("", List.of(first, second)));
		for (double drift : new double[] { 10, 50, 20, 70, 30 }) {
			results.add(first, Map.of("s", drift));
			results.add(second, Map.of("s", drift + 2));
		}
		assertThat(results.toMarkdown()).contains("| second | 32 | 22 to 52 | 2 | 2 to 2 | 1.067 |");
	}

	@Test
	void aVariantMeasuredOnceIsComparedWithTheFirstRound() {
		Variant first = new Variant("first", Map::of);
		Variant once = new Variant("once", Map::of);
		Results results = new Results(new Group("", List.of(first, once)));
		results.add(first, Map.of("s", 10.0));
		results.add(once, Map.of("s", 15.0));
		results.add(first, Map.of("s", 20.0));
		assertThat(results.toMarkdown()).contains("| once | 15 |  | 5 |  | 1.500 |");
	}

	@Test
	void twoVariantsOfAPairAreComparedWithinEachRound() {
		Variant first = new Variant("first", Map::of);
		Variant second = new Variant("second", Map::of);
		Variant third = new Variant("third", Map::of);
		Results results = new Results(new Group("", List.of(first, second, third),
				List.of(new Pair(third, second), new Pair(second, third))));
		for (double drift : new double[] { 10, 50, 20, 70, 30 }) {
			results.add(first, Map.of("s", 1.0));
			results.add(second, Map.of("s", drift));
			results.add(third, Map.of("s", drift * 2));
		}
		assertThat(results.toMarkdown()).endsWith("""

				| variant | compared with | difference | its 95 % interval | ratio |
				|---|---|---|---|---|
				| third | second | 30 | 10 to 70 | 2.000 |
				| second | third | -30 | -70 to -10 | 0.500 |

				""");
	}

	@Test
	void aPairOfWhichOneWasNotMeasuredIsNotShown() {
		Variant measured = new Variant("measured", Map::of);
		Variant missing = new Variant("missing", Map::of);
		Results results = new Results(new Group("", List.of(measured, missing), List.of(new Pair(measured, missing))));
		results.add(measured, Map.of("s", 1.0));
		assertThat(results.toMarkdown()).contains("| measured | 1 |").doesNotContain("compared with", "missing");
	}

	@Test
	void eachRoundStartsWithADifferentVariant() throws Exception {
		StringBuilder order = new StringBuilder();
		List<Variant> variants = List.of(noting("a", order), noting("b", order), noting("c", order));
		Rounds.run(List.of(new Group("", variants)), 3);
		assertThat(order).hasToString("abcbcacab");
	}

	@Test
	void aVariantMeasuredOnceRunsInTheFirstRoundOnly() throws Exception {
		Variant.Measurement once = noting("a", new StringBuilder()).measurement().once();
		assertThat(once.measure()).isEqualTo(Map.of("s", 1.0));
		assertThat(once.measure()).isEmpty();
	}

	private static Variant noting(String name, StringBuilder order) {
		return new Variant(name, () -> {
			order.append(name);
			return Map.of("s", 1.0);
		});
	}

}
