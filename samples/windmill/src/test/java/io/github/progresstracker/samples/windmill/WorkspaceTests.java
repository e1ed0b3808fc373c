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

package io.github.progresstracker.samples.windmill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the files of the workspace, which {@code wmill sync push} uploads as they
 * are, are consistent. {@link WindmillCliTests} asks Windmill itself, but needs Node.js.
 */
class WorkspaceTests {

	private static final Path WORKSPACE = Path.of("workspace");

	private static final Path SCRIPT_CONTENT = WORKSPACE.resolve("u/admin/random_number_metric_script.sh");

	private static final Path SCRIPT_METADATA = WORKSPACE.resolve("u/admin/random_number_metric_script.script.yaml");

	@Test
	void eachReferencedVariableExists() throws IOException {
		List<String> wanted;
		try (Stream<Path> files = Files.walk(WORKSPACE)) {
			wanted = files.filter(Files::isRegularFile)
				.flatMap((file) -> find("\\$var:([\\w/]+)", file).stream())
				.distinct()
				.toList();
		}
		assertThat(wanted).hasSize(2)
			.allSatisfy((variable) -> assertThat(WORKSPACE.resolve(variable + ".variable.yaml")).exists());
	}

	@Test
	void theFormOffersTheArgumentsAndDefaultsOfTheScript() throws IOException {
		Map<String, Object> defaults = new LinkedHashMap<>();
		Pattern.compile("(?m)^(\\w+)=\"\\$\\{\\d:-(.*)}\"$")
			.matcher(Files.readString(SCRIPT_CONTENT))
			.results()
			.forEach((argument) -> defaults.put(argument.group(1), argument.group(2)));
		Map<?, ?> schema = (Map<?, ?>) yaml(SCRIPT_METADATA).get("schema");
		assertThat(schema.get("order")).isEqualTo(List.copyOf(defaults.keySet()));
		Map<Object, Object> offered = new HashMap<>();
		((Map<?, ?>) schema.get("properties"))
			.forEach((name, property) -> offered.put(name, ((Map<?, ?>) property).get("default")));
		assertThat(offered).isEqualTo(defaults);
	}

	@Test
	void theLockFileHoldsTheHashOfTheScriptAndItsForm() throws Exception {
		String hashed = "{}" + Files.readString(SCRIPT_CONTENT) + Files.readString(SCRIPT_METADATA);
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
		assertThat(yaml(WORKSPACE.resolve("wmill-lock.yaml")).get("locks"))
			.as("the lock file: run `wmill generate-metadata` in samples/windmill/workspace")
			.isEqualTo(Map.of("u/admin/random_number_metric_script", HexFormat.of().formatHex(hash)));
	}

	@Test
	void theScheduleStartsTheScript() {
		Map<String, Object> schedule = yaml(WORKSPACE.resolve("u/admin/random_number_metric_script.schedule.yaml"));
		assertThat(schedule.get("script_path")).isEqualTo("u/admin/random_number_metric_script");
	}

	private static Map<String, Object> yaml(Path file) {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new FileSystemResource(file));
		return yaml.getObject();
	}

	private static List<String> find(String pattern, Path file) {
		try {
			return Pattern.compile(pattern)
				.matcher(Files.readString(file))
				.results()
				.map((result) -> result.group(1))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
