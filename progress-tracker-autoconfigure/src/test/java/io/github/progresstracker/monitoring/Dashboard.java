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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParserFactory;

/**
 * A Grafana dashboard, read from its file.
 *
 * @param uid the identifier that links use
 * @param variables its variables, each of which depends only on earlier ones
 * @param panels its panels
 */
record Dashboard(String uid, List<Variable> variables, List<Panel> panels) {

	static Dashboard read(Path file) {
		Map<String, Object> json = JsonParserFactory.getJsonParser().parseMap(MonitoringFiles.read(file));
		return new Dashboard((String) json.get("uid"),
				objects(((Map<?, ?>) json.get("templating")).get("list")).map(Variable::of).toList(),
				objects(json.get("panels")).map(Panel::of).toList());
	}

	private static Stream<Map<?, ?>> objects(Object list) {
		return ((List<?>) list).stream().<Map<?, ?>>map((object) -> (Map<?, ?>) object);
	}

	Panel panel(String title) {
		return this.panels.stream().filter((panel) -> panel.title().equals(title)).findFirst().orElseThrow();
	}

	/**
	 * A variable.
	 *
	 * @param name the name that queries use after a dollar sign
	 * @param type where its values come from
	 * @param query the query for its values, or the values themselves
	 * @param regex selects the values to offer
	 * @param multi whether several values, or all, can be chosen
	 * @param allValue the value that stands for all
	 * @param current the initial value, or {@code null} for the first one
	 */
	record Variable(String name, String type, String query, String regex, boolean multi, @Nullable String allValue,
			@Nullable Object current) {

		private static Variable of(Map<?, ?> json) {
			Object query = json.get("query");
			return new Variable((String) json.get("name"), (String) json.get("type"),
					(String) ((query instanceof Map<?, ?> details) ? details.get("query") : query),
					(String) json.get("regex"), Boolean.TRUE.equals(json.get("multi")), (String) json.get("allValue"),
					(json.get("current") instanceof Map<?, ?> current) ? current.get("value") : null);
		}

	}

	/**
	 * A panel.
	 *
	 * @param id its number
	 * @param type how it shows its data
	 * @param title its title
	 * @param position its position in the grid of the dashboard
	 * @param datasource where its data comes from
	 * @param unit the unit of its values, if any
	 * @param targets its queries
	 */
	record Panel(int id, String type, String title, Position position, String datasource, @Nullable String unit,
			List<Target> targets) {

		private static Panel of(Map<?, ?> json) {
			Map<?, ?> defaults = (Map<?, ?>) ((Map<?, ?>) json.get("fieldConfig")).get("defaults");
			Map<?, ?> columns = columns(json);
			return new Panel((Integer) json.get("id"), (String) json.get("type"), (String) json.get("title"),
					Position.of((Map<?, ?>) json.get("gridPos")),
					(String) ((Map<?, ?>) json.get("datasource")).get("uid"), (String) defaults.get("unit"),
					objects(json.get("targets")).map((target) -> Target.of(target, columns)).toList());
		}

		/** The titles of a table's columns. */
		private static Map<?, ?> columns(Map<?, ?> json) {
			return !json.containsKey("transformations") ? Map.of()
					: objects(json.get("transformations"))
						.map((transformation) -> (Map<?, ?>) transformation.get("options"))
						.filter((options) -> options.containsKey("renameByName"))
						.<Map<?, ?>>map((options) -> (Map<?, ?>) options.get("renameByName"))
						.findFirst()
						.orElse(Map.of());
		}

		String expression(String query) {
			return this.targets.stream()
				.filter((target) -> target.query().equals(query))
				.findFirst()
				.orElseThrow()
				.expression();
		}

		@Override
		public String toString() {
			return this.title;
		}

	}

	/**
	 * The position of a panel.
	 *
	 * @param x the number of columns to its left
	 * @param y the number of rows above it
	 * @param width its width in columns
	 * @param height its height in rows
	 */
	record Position(int x, int y, int width, int height) {

		private static Position of(Map<?, ?> json) {
			return new Position((Integer) json.get("x"), (Integer) json.get("y"), (Integer) json.get("w"),
					(Integer) json.get("h"));
		}

		boolean overlaps(Position other) {
			return this.x < other.x + other.width && other.x < this.x + this.width && this.y < other.y + other.height
					&& other.y < this.y + this.height;
		}

	}

	/**
	 * A query of a panel.
	 *
	 * @param query its letter
	 * @param expression the expression, with variables
	 * @param name what a viewer reads beside its values: the legend, or the title of the
	 * column; {@code null} if there is neither
	 */
	record Target(String query, String expression, @Nullable String name) {

		private static Target of(Map<?, ?> json, Map<?, ?> columns) {
			String query = (String) json.get("refId");
			Object column = columns.get("Value #" + query);
			return new Target(query, (String) json.get("expr"),
					(String) ((column != null) ? column : json.get("legendFormat")));
		}

	}

}
