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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.FileSystemResource;

/**
 * The files for monitoring jobs that the project ships.
 */
final class MonitoringFiles {

	static final Path FOLDER = Path.of("..", "samples", "monitoring");

	static final Path PROMETHEUS = FOLDER.resolve("prometheus");

	static final Path ALERTMANAGER = FOLDER.resolve("alertmanager");

	static final Path DOCS = Path.of("..", "docs");

	private MonitoringFiles() {
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Path> list(Path folder, String glob) {
		try (Stream<Path> files = Files.list(folder)) {
			return files
				.filter((file) -> folder.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName()))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** All rules of a file, in their original form. */
	static List<Map<?, ?>> rules(Path file) {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new FileSystemResource(file));
		return ((List<?>) yaml.getObject().get("groups")).stream()
			.flatMap((group) -> ((List<?>) ((Map<?, ?>) group).get("rules")).stream())
			.<Map<?, ?>>map((rule) -> (Map<?, ?>) rule)
			.toList();
	}

}
