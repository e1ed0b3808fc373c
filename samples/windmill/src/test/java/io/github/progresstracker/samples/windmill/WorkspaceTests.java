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
import java.nio.file.Files;
import java.nio.file.Path;
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
 * are, are consistent.
 */
class WorkspaceTests {

	private static final Path WORKSPACE = Path.of("workspace");

	private static final Path SCRIPT = WORKSPACE.resolve("u/admin/random_number_metric_script");

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
	void theArgumentsOfTheScriptMatchItsForm() {
		Map<?, ?> schema = (Map<?, ?>) yaml(".script.yaml").get("schema");
		assertThat(find("(?m)^(\\w+)=\"\\$(?:\\{)?\\d", SCRIPT.resolveSibling(SCRIPT.getFileName() + ".sh")))
			.isEqualTo(schema.get("order"))
			.hasSameElementsAs(
					((Map<?, ?>) schema.get("properties")).keySet().stream().map(String.class::cast).toList());
	}

	@Test
	void theScheduleStartsTheScript() {
		assertThat(yaml(".schedule.yaml").get("script_path"))
			.isEqualTo(WORKSPACE.relativize(SCRIPT).toString().replace('\\', '/'));
	}

	private static Map<String, Object> yaml(String ending) {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new FileSystemResource(SCRIPT.resolveSibling(SCRIPT.getFileName() + ending)));
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
