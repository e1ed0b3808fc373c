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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The measurements of the variants of one group, and their presentation in Markdown.
 */
final class Results {

	private static final String HEAD = """
			| | median | quartiles | difference | its 95 % interval | ratio |
			|---|---|---|---|---|---|
			""";

	private static final String PAIRS_HEAD = """
			| variant | compared with | difference | its 95 % interval | ratio |
			|---|---|---|---|---|
			""";

	private final Group group;

	/** The values of each variant by measure. */
	private final Map<String, Map<Variant, List<Double>>> values = new LinkedHashMap<>();

	Results(Group group) {
		this.group = group;
	}

	void add(Variant variant, Map<String, Double> measured) {
		measured.forEach((measure, value) -> this.values.computeIfAbsent(measure, (unknown) -> new LinkedHashMap<>())
			.computeIfAbsent(variant, (unknown) -> new ArrayList<>())
			.add(value));
	}

	String toMarkdown() {
		StringBuilder text = new StringBuilder();
		this.values.forEach((measure, ofVariants) -> {
			String title = this.group.title().isEmpty() ? measure : this.group.title() + ": " + measure;
			text.append("## ").append(title).append("\n\n");
			text.append(HEAD);
			List<Double> first = null;
			for (Variant variant : this.group.variants()) {
				List<Double> ofVariant = ofVariants.get(variant);
				if (ofVariant != null) {
					text.append(row(variant, ofVariant, first));
					first = (first != null) ? first : ofVariant;
				}
			}
			text.append('\n').append(pairs(ofVariants));
		});
		return text.toString();
	}

	private static String row(Variant variant, List<Double> values, @Nullable List<Double> first) {
		Quantiles quantiles = Quantiles.of(values);
		String quartiles = (values.size() > 1) ? range(quantiles.at(0.25), quantiles.at(0.75)) : "";
		return "| %s | %s | %s | %s\n".formatted(variant.name(), number(quantiles.median()), quartiles,
				(first != null) ? comparison(values, first) : "| | |");
	}

	private String pairs(Map<Variant, List<Double>> ofVariants) {
		StringBuilder rows = new StringBuilder();
		for (Pair pair : this.group.pairs()) {
			List<Double> values = ofVariants.get(pair.variant());
			List<Double> others = ofVariants.get(pair.reference());
			if (values != null && others != null) {
				rows.append("| %s | %s | %s\n".formatted(pair.variant().name(), pair.reference().name(),
						comparison(values, others)));
			}
		}
		return rows.isEmpty() ? "" : PAIRS_HEAD + rows + "\n";
	}

	/** The last three columns. */
	private static String comparison(List<Double> values, List<Double> others) {
		List<Double> differences = inEachRound(values, others, (value, other) -> value - other);
		double ratio = Quantiles.of(inEachRound(values, others, (value, other) -> value / other)).median();
		return "%s | %s | %s |".formatted(number(Quantiles.of(differences).median()), interval(differences),
				Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f", ratio) : "");
	}

	/** Empty for a single value, which says nothing about others. */
	private static String interval(List<Double> differences) {
		if (differences.size() < 2) {
			return "";
		}
		Interval interval = Interval.ofMedian(differences);
		return range(interval.lower(), interval.upper());
	}

	/**
	 * Compares values of the same round, because the state of the machine changes little
	 * within a round. A variant that was measured only once was measured in the first
	 * round.
	 */
	private static List<Double> inEachRound(List<Double> values, List<Double> others, DoubleBinaryOperator comparison) {
		return IntStream.range(0, Math.min(values.size(), others.size()))
			.mapToObj((round) -> comparison.applyAsDouble(values.get(round), others.get(round)))
			.toList();
	}

	private static String range(double lower, double upper) {
		return number(lower) + " to " + number(upper);
	}

	/** Formats a number with four digits, because no measurement here is more precise. */
	private static String number(double value) {
		double size = Math.abs(value);
		int decimals = (size == Math.rint(size) || size >= 1000) ? 0 : (size >= 100) ? 1 : (size >= 10) ? 2 : 3;
		return String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

}
