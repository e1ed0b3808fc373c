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

package io.github.progresstracker.internal.metrics;

import java.util.HashMap;
import java.util.Map;

/**
 * A line of the text format that contains the value of a series.
 *
 * @param metric the name of the metric
 * @param labels all labels by name
 * @param value the value, a finite number
 */
record SampleLine(String metric, Map<String, String> labels, double value) {

	/**
	 * Parses a line.
	 * @param line the line of a series with labels and without a timestamp
	 * @return its content
	 * @throws IllegalArgumentException if it is any other kind of line
	 */
	static SampleLine parse(String line) {
		int brace = line.indexOf('{');
		if (brace < 0) {
			throw malformed(line);
		}
		Map<String, String> labels = new HashMap<>();
		int end = brace + 1;
		while (end < line.length() && line.charAt(end) != '}') {
			end = parseLabel(line, end, labels);
		}
		if (!line.startsWith("} ", end)) {
			throw malformed(line);
		}
		return new SampleLine(line.substring(0, brace), labels, parseValue(line, end + 2));
	}

	private static int parseLabel(String line, int start, Map<String, String> labels) {
		int equals = line.indexOf("=\"", start);
		if (equals < 0) {
			throw malformed(line);
		}
		StringBuilder value = new StringBuilder();
		int end = equals + 2;
		while (end < line.length() && line.charAt(end) != '"') {
			boolean escaped = line.charAt(end) == '\\';
			if (escaped) {
				end++;
			}
			if (end == line.length()) {
				throw malformed(line);
			}
			value.append((escaped && line.charAt(end) == 'n') ? '\n' : line.charAt(end));
			end++;
		}
		labels.put(line.substring(start, equals), value.toString());
		return line.startsWith(",", end + 1) ? end + 2 : end + 1;
	}

	private static double parseValue(String line, int start) {
		try {
			double value = Double.parseDouble(line.substring(start));
			if (Double.isFinite(value)) {
				return value;
			}
		}
		catch (NumberFormatException ex) {
			// As useless as a number that is not finite
		}
		throw malformed(line);
	}

	private static IllegalArgumentException malformed(String line) {
		return new IllegalArgumentException("'%s' is not a series with labels and a value".formatted(line));
	}

}
