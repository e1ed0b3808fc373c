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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the configuration reference matches the metadata, and that its examples can
 * be copied.
 */
class ConfigurationReferenceTests {

	private static final String MARK = "<!-- ConfigurationReferenceTests generates what follows from the metadata: of each"
			+ " property, everything up to the line that starts with 'For example'. -->\n";

	private static final String PREFIX = "progress.tracker.";

	private static final String EXAMPLES = "For example, ";

	private static final Path PAGE = Path.of("../docs/configuration.md");

	private static final Path GENERATED = Path.of("target/configuration.md");

	/** IDEs offer values of properties, and those of a map have any name. */
	private static final Map<String, String> MAPS = Map.of(PREFIX + "labels", "`progress.tracker.labels.team=blue`",
			PREFIX + "jobs", "`progress.tracker.jobs.nightly.max-duration=2h`");

	/** What makes no sense on its own. */
	private static final Map<String, String> COMPANIONS = Map.of(PREFIX + "pushgateway.username",
			PREFIX + "pushgateway.password=secret", PREFIX + "pushgateway.password",
			PREFIX + "pushgateway.username=jobs", PREFIX + "success-schedule.zone",
			PREFIX + "success-schedule.cron=@daily");

	private final Map<Object, Map<String, Object>> hints = Metadata.elements("hints")
		.stream()
		.collect(Collectors.toMap((hint) -> hint.get("name"), (hint) -> hint));

	@Test
	void theReferenceMatchesTheMetadata() throws Exception {
		String page = Files.readString(PAGE);
		assertThat(page).contains(MARK);
		String generated = page.substring(0, page.indexOf(MARK)) + MARK + sections(written(page));
		Files.writeString(GENERATED, generated);
		assertThat(page).as("%s; replace it with %s", PAGE, GENERATED.toAbsolutePath()).isEqualTo(generated);
	}

	static List<String> properties() {
		return Metadata.elements("properties")
			.stream()
			.map((property) -> String.valueOf(property.get("name")))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("properties")
	void anApplicationStartsWithEachExample(String name) throws Exception {
		String section = Files.readString(PAGE).split("(?m)^### `" + name + "`$", -1)[1];
		String line = section.substring(section.indexOf(EXAMPLES)).lines().findFirst().orElseThrow();
		List<String> examples = Stream.of(line.split("`", -1)).filter((code) -> code.startsWith(name)).toList();
		assertThat(examples).isNotEmpty();
		for (String example : examples) {
			Variables.contextWithout()
				.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
				.withPropertyValues("GATEWAY_PASSWORD=secret", "GATEWAY_TOKEN=secret",
						COMPANIONS.getOrDefault(name, PREFIX + "enabled=true"), example)
				.run((context) -> assertThat(context).as(example).hasNotFailed());
		}
	}

	/** Finds what people have written about each property, below what is generated. */
	private static Map<String, String> written(String page) {
		Map<String, String> written = new TreeMap<>();
		for (String section : page.split("(?m)^#{2,3} ", -1)) {
			int examples = section.indexOf("\n" + EXAMPLES);
			if (examples >= 0) {
				int end = section.indexOf('\n', examples + 1);
				written.put(section.substring(1, section.indexOf("`\n")), section.substring(end).strip());
			}
		}
		return written;
	}

	private String sections(Map<String, String> written) throws Exception {
		Map<String, List<String>> groups = new TreeMap<>(
				Comparator.comparing((String group) -> !group.equals(PREFIX)).thenComparing((group) -> group));
		for (Map<String, Object> property : Metadata.elements("properties")) {
			String name = String.valueOf(property.get("name"));
			String more = written.getOrDefault(name, "");
			groups.computeIfAbsent(group(name), (group) -> new ArrayList<>())
				.add(section(name, property) + (more.isEmpty() ? "" : "\n" + more + "\n"));
		}
		return groups.entrySet()
			.stream()
			.map((group) -> "\n## `%s*`\n%s".formatted(group.getKey(), String.join("", group.getValue())))
			.collect(Collectors.joining());
	}

	/** Groups the properties of each part of the starter. */
	private static String group(String name) {
		if (!name.startsWith(PREFIX)) {
			return name.substring(0, name.indexOf('.') + 1);
		}
		int dot = name.indexOf('.', PREFIX.length());
		return (dot < 0) ? PREFIX : name.substring(0, dot + 1);
	}

	private String section(String name, Map<String, Object> property) throws Exception {
		Object defaultValue = property.get("defaultValue");
		String type = String.valueOf(property.get("type"));
		return "\n### `%s`\n\n%s%s\n\n%s%s.\n\n%s%s\n".formatted(name,
				String.valueOf(property.get("description")).replaceAll("\\{@code (.*?)}", "`$1`"), more(name, type),
				shown(type), (defaultValue != null) ? ", by default `" + defaultValue + "`" : ", unset by default",
				EXAMPLES, examples(name, type, defaultValue));
	}

	private static String shown(String name) {
		return name.replaceAll("[\\w.]+[.$](?=\\w)", "").replace(",", ", ").replace("<", "&lt;");
	}

	private static String more(String name, String type) throws Exception {
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
		return values(type).isEmpty() ? ""
				: values(type).stream().collect(Collectors.joining("`, `", " One of `", "`."));
	}

	private static List<String> values(String type) throws Exception {
		String name = type.replaceAll("<.*", "");
		Object[] constants = ClassUtils.isPresent(name, null) ? ClassUtils.forName(name, null).getEnumConstants()
				: null;
		return (constants == null) ? List.of()
				: Arrays.stream(constants)
					.map((value) -> value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
					.toList();
	}

	private String examples(String name, String type, @Nullable Object defaultValue) throws Exception {
		if (MAPS.containsKey(name)) {
			return MAPS.get(name) + ".";
		}
		Map<String, Object> hint = this.hints.get(name);
		if (hint != null && hint.get("values") instanceof List<?> values) {
			return values.stream()
				.map(Map.class::cast)
				.map((value) -> "`%s=%s` (%s)".formatted(name, value.get("value"), lowerCase(value.get("description"))))
				.collect(Collectors.joining(" or ", "", "."));
		}
		List<String> values = type.equals(Boolean.class.getName()) ? List.of("true", "false") : values(type);
		return values.stream()
			.filter((value) -> !value.equals(String.valueOf(defaultValue)))
			.findFirst()
			.map((value) -> "`%s=%s`.".formatted(name, value))
			.orElseThrow(() -> new AssertionError("The metadata has no hint with a value for " + name));
	}

	private static String lowerCase(Object description) {
		String text = String.valueOf(description);
		return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1, text.length() - 1);
	}

	private static String dashed(String property) {
		return ConfigurationPropertyName.adapt(property.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), '.')
			.toString();
	}

}
