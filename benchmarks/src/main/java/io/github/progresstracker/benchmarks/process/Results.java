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

/**
 * The measurements of the variants of one group, and their presentation in Markdown.
 */
final class Results {

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
			text.append("| | median | quartiles | difference | its quartiles | ratio |\n|---|---|---|---|---|---|\n");
			List<Double> first = null;
			for (Variant variant : this.group.variants()) {
				List<Double> ofVariant = ofVariants.get(variant);
				if (ofVariant != null) {
					first = (first != null) ? first : ofVariant;
					text.append(row(variant, ofVariant, first));
				}
			}
			text.append('\n');
		});
		return text.toString();
	}

	private static String row(Variant variant, List<Double> values, List<Double> first) {
		Quartiles all = Quartiles.of(values);
		Quartiles difference = Quartiles.of(inEachRound(values, first, (value, other) -> value - other));
		double ratio = Quartiles.of(inEachRound(values, first, (value, other) -> value / other)).median();
		return "| %s | %s | %s | %s | %s | %s |\n".formatted(variant.name(), number(all.median()), range(all),
				number(difference.median()), range(difference),
				Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f", ratio) : "");
	}

	/**
	 * Compares values of the same round, because the state of the machine changes little
	 * within a round. A variant that was measured only once was measured in the first
	 * round.
	 */
	private static List<Double> inEachRound(List<Double> values, List<Double> first, DoubleBinaryOperator comparison) {
		return IntStream.range(0, Math.min(values.size(), first.size()))
			.mapToObj((round) -> comparison.applyAsDouble(values.get(round), first.get(round)))
			.toList();
	}

	private static String range(Quartiles quartiles) {
		return number(quartiles.lower()) + " to " + number(quartiles.upper());
	}

	/** Formats a number with four digits, because no measurement here is more precise. */
	private static String number(double value) {
		double size = Math.abs(value);
		int decimals = (size == Math.rint(size) || size >= 1000) ? 0 : (size >= 100) ? 1 : (size >= 10) ? 2 : 3;
		return String.format(Locale.ROOT, "%." + decimals + "f", value);
	}

}
