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

package io.github.progresstracker.autoconfigure;

import java.beans.Introspector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the configuration reference matches the metadata.
 */
class ConfigurationReferenceTests {

	private static final String MARK = "<!-- ConfigurationReferenceTests generates everything below from the metadata. -->\n";

	private static final String PREFIX = "progress.tracker.";

	private static final Path PAGE = Path.of("../docs/configuration.md");

	private static final Path GENERATED = Path.of("target/configuration.md");

	private final Map<Object, Map<String, Object>> hints = Metadata.elements("hints")
		.stream()
		.collect(Collectors.toMap((hint) -> hint.get("name"), (hint) -> hint));

	@Test
	void theReferenceMatchesTheMetadata() throws Exception {
		String page = Files.readString(PAGE);
		assertThat(page).contains(MARK);
		String generated = page.substring(0, page.indexOf(MARK)) + MARK + tables();
		Files.writeString(GENERATED, generated);
		assertThat(page).as("%s; replace it with %s", PAGE, GENERATED.toAbsolutePath()).isEqualTo(generated);
	}

	private String tables() throws Exception {
		Map<String, StringBuilder> tables = new TreeMap<>(
				Comparator.comparing((String group) -> !group.equals(PREFIX)).thenComparing((group) -> group));
		for (Map<String, Object> property : Metadata.elements("properties")) {
			String name = String.valueOf(property.get("name"));
			tables.computeIfAbsent(group(name), ConfigurationReferenceTests::head).append(row(name, property));
		}
		return tables.values().stream().map(StringBuilder::toString).collect(Collectors.joining());
	}

	/** Groups the properties of each part of the starter. */
	private static String group(String name) {
		if (!name.startsWith(PREFIX)) {
			return name.substring(0, name.indexOf('.') + 1);
		}
		int dot = name.indexOf('.', PREFIX.length());
		return (dot < 0) ? PREFIX : name.substring(0, dot + 1);
	}

	private static StringBuilder head(String group) {
		return new StringBuilder("\n## `%s*`\n\n| property | default | |\n|---|---|---|\n".formatted(group));
	}

	private String row(String name, Map<String, Object> property) throws Exception {
		Object defaultValue = property.get("defaultValue");
		return "| `%s`<br>%s | %s | %s%s |\n".formatted(name, type(String.valueOf(property.get("type"))),
				(defaultValue != null) ? "`" + defaultValue + "`" : "",
				String.valueOf(property.get("description")).replaceAll("\\{@code (.*?)}", "`$1`").replace("|", "\\|"),
				more(name, String.valueOf(property.get("type"))));
	}

	private static String type(String name) {
		return name.replaceAll("[\\w.]+[.$](?=\\w)", "").replace(",", ", ").replace("<", "&lt;");
	}

	private String more(String name, String type) throws Exception {
		if (name.equals(PREFIX + "jobs")) {
			return Arrays
				.stream(Introspector.getBeanInfo(ProgressTrackerProperties.Job.class, Object.class)
					.getPropertyDescriptors())
				.map((property) -> "`" + dashed(property.getName()) + "`")
				.filter((property) -> !List.of("`enabled`", "`name`").contains(property))
				.collect(Collectors.joining(", ",
						" Set `enabled` to `false` to turn tracking off for a job, or `name` to report it under another"
								+ " name. You can also set ",
						"; they mean the same as the properties without `jobs.<name>`, which they default to."));
		}
		Class<?> valueType = ClassUtils.isPresent(type.replaceAll("<.*", ""), null)
				? ClassUtils.forName(type.replaceAll("<.*", ""), null) : Object.class;
		if (valueType.isEnum()) {
			return Arrays.stream(valueType.getEnumConstants())
				.map((value) -> "`" + value.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
				.collect(Collectors.joining(", ", " One of ", "."));
		}
		Map<String, Object> hint = this.hints.get(name);
		return (hint != null && hint.get("values") instanceof List<?> values) ? " " + examples(values) : "";
	}

	private static String examples(List<?> values) {
		return values.stream()
			.map(Map.class::cast)
			.map((value) -> "`%s`: %s".formatted(value.get("value"), value.get("description")))
			.collect(Collectors.joining(" "));
	}

	private static String dashed(String property) {
		return ConfigurationPropertyName.adapt(property.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), '.')
			.toString();
	}

}
