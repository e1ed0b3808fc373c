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

package io.github.progresstracker.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parsed metrics in the text format of Prometheus.
 *
 * @param series all series, in the order of the text
 */
public record Exposition(List<Series> series) {

	private static final Pattern LABEL = Pattern
		.compile("\\G([a-zA-Z_]\\w*)=\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\",?");

	public Exposition {
		series = List.copyOf(series);
	}

	/**
	 * Parses a text.
	 * @param text metrics in the text format
	 * @return the metrics
	 * @throws IllegalArgumentException if a line is not in this format
	 */
	public static Exposition parse(String text) {
		List<Series> series = new ArrayList<>();
		for (String line : text.split("\n", -1)) {
			if (!line.isBlank() && !line.startsWith("#")) {
				series.add(parseLine(line));
			}
		}
		return new Exposition(series);
	}

	private static Series parseLine(String line) {
		int brace = line.indexOf('{');
		if (brace < 0) {
			String[] parts = line.split(" ", -1);
			return new Series(parts[0], Map.of(), parseValue(parts[1]));
		}
		Map<String, String> labels = new TreeMap<>();
		Matcher label = LABEL.matcher(line);
		int end = brace + 1;
		while (label.find(end) && label.start() == end) {
			labels.put(label.group(1), unescape(label.group(2)));
			end = label.end();
		}
		if (!line.startsWith("} ", end)) {
			throw new IllegalArgumentException("Not the text format: " + line);
		}
		return new Series(line.substring(0, brace), labels, parseValue(line.substring(end + 2).split(" ", -1)[0]));
	}

	private static String unescape(String value) {
		return Pattern.compile("\\\\(.)").matcher(value).replaceAll((escape) -> switch (escape.group(1)) {
			case "n" -> "\n";
			case "\"" -> "\"";
			case "\\" -> "\\\\";
			default -> throw new IllegalArgumentException("Not an escape of the text format: " + escape.group());
		});
	}

	static double parseValue(String value) {
		return switch (value) {
			case "+Inf" -> Double.POSITIVE_INFINITY;
			case "-Inf" -> Double.NEGATIVE_INFINITY;
			default -> Double.parseDouble(value);
		};
	}

	/**
	 * Returns the series of a metric.
	 * @param name the name of the metric
	 * @return its series; none if there is no such metric
	 */
	public List<Series> series(String name) {
		return this.series.stream().filter((candidate) -> candidate.name().equals(name)).toList();
	}

	/**
	 * Returns the value of a series. As in Prometheus, an empty label equals an absent
	 * one.
	 * @param name the name of the metric
	 * @param labels exactly the labels of the series
	 * @return the value
	 * @throws AssertionError if there is no such series, or more than one
	 */
	public double value(String name, Map<String, String> labels) {
		List<Series> found = find(name, labels);
		if (found.size() != 1) {
			throw new AssertionError(
					"Expected one series %s%s but found %s among %s".formatted(name, labels, found, series(name)));
		}
		return found.get(0).value();
	}

	/**
	 * Whether a series exists. As in Prometheus, an empty label equals an absent one.
	 * @param name the name of the metric
	 * @param labels exactly the labels of the series
	 * @return whether it exists
	 */
	public boolean has(String name, Map<String, String> labels) {
		return !find(name, labels).isEmpty();
	}

	private List<Series> find(String name, Map<String, String> labels) {
		Map<String, String> wanted = withoutEmpty(labels);
		return series(name).stream().filter((candidate) -> withoutEmpty(candidate.labels()).equals(wanted)).toList();
	}

	private static Map<String, String> withoutEmpty(Map<String, String> labels) {
		Map<String, String> copy = new HashMap<>(labels);
		copy.values().removeIf(String::isEmpty);
		return copy;
	}

	/**
	 * One series.
	 *
	 * @param name the name of the metric
	 * @param labels all labels as they were exposed
	 * @param value the value
	 */
	public record Series(String name, Map<String, String> labels, double value) {

	}

}
