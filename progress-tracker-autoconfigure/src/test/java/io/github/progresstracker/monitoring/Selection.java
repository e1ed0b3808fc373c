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

package io.github.progresstracker.monitoring;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.progresstracker.testing.RealPrometheus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The chosen values of a dashboard's variables, which it looks up and inserts into
 * expressions as Grafana does.
 */
final class Selection {

	private static final Pattern LABEL_NAMES = Pattern.compile("label_names\\((.+)\\)");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((?:(.+),\\s*)?(.+)\\)");

	private static final Pattern REFERENCE = Pattern.compile("\\$(\\w+)");

	private final Map<String, String> texts = new HashMap<>();

	private final Map<String, List<String>> offers = new HashMap<>();

	/** Grafana's own variable for the time between two points of a chart. */
	static final String INTERVAL = "__interval";

	/**
	 * Chooses values.
	 * @param dashboard the dashboard
	 * @param prometheus its data source
	 * @param choices the chosen values by variable; any other variable keeps its initial
	 * value, and {@link #INTERVAL} is an hour
	 */
	Selection(Dashboard dashboard, RealPrometheus prometheus, Map<String, List<String>> choices) {
		this.texts.put(INTERVAL, choices.getOrDefault(INTERVAL, List.of("1h")).get(0));
		for (Dashboard.Variable variable : dashboard.variables()) {
			if (variable.type().equals("datasource")) {
				continue;
			}
			List<String> offered = variable.type().equals("custom") ? List.of(variable.query().split(",", -1))
					: query(variable, prometheus);
			this.offers.put(variable.name(), offered);
			List<String> chosen = choices.get(variable.name());
			if (chosen != null) {
				assertThat(offered).as(variable.name()).containsAll(chosen);
			}
			this.texts.put(variable.name(), text(variable, offered, chosen));
		}
	}

	private List<String> query(Dashboard.Variable variable, RealPrometheus prometheus) {
		String query = resolve(variable.query());
		return search(query, prometheus).stream()
			.filter((value) -> variable.regex().isEmpty()
					|| Pattern.compile(variable.regex().substring(1, variable.regex().length() - 1))
						.matcher(value)
						.find())
			.sorted(Comparator.comparing(String::toLowerCase))
			.toList();
	}

	private static List<String> search(String query, RealPrometheus prometheus) {
		Matcher labelNames = LABEL_NAMES.matcher(query);
		if (labelNames.matches()) {
			return prometheus.labelNames("{__name__=~\".*" + labelNames.group(1) + ".*\"}");
		}
		Matcher labelValues = LABEL_VALUES.matcher(query);
		assertThat(labelValues.matches()).as(query).isTrue();
		return prometheus.labelValues(labelValues.group(2), labelValues.group(1));
	}

	private static String text(Dashboard.Variable variable, List<String> offered, List<String> chosen) {
		if (variable.multi()) {
			return (chosen == null) ? variable.allValue()
					: chosen.stream().map(Selection::asPattern).collect(Collectors.joining("|", "(", ")"));
		}
		if (chosen != null) {
			return asText(chosen.get(0));
		}
		return (variable.current() != null) ? (String) variable.current() : asText(offered.get(0));
	}

	private static String asText(String value) {
		return value.replace("\\", "\\\\").replace("\"", "\\\"");
	}

	private static String asPattern(String value) {
		return asText(value.replaceAll("[\\\\$^*{}\\[\\]'+?.()|]", "\\\\$0"));
	}

	/**
	 * Returns the values to choose from.
	 * @param variable the variable's name
	 * @return the values
	 */
	List<String> offered(String variable) {
		return this.offers.get(variable);
	}

	/**
	 * Replaces the variables by their chosen values.
	 * @param expression an expression
	 * @return the expression for Prometheus
	 */
	String resolve(String expression) {
		return REFERENCE.matcher(expression)
			.replaceAll((reference) -> Matcher
				.quoteReplacement(this.texts.getOrDefault(reference.group(1), reference.group())));
	}

}
