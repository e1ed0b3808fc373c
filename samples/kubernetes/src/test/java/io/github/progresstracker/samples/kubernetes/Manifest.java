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

package io.github.progresstracker.samples.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.yaml.snakeyaml.Yaml;

/**
 * An object of Kubernetes that this sample ships.
 *
 * @param file where it is
 * @param content all of it
 */
record Manifest(Path file, Map<String, Object> content) {

	/** The folder of the sample, which is where Maven runs its tests. */
	static final Path FOLDER = Path.of("");

	static final Path GENERATED = Path.of("generated");

	/** Neither an object nor a part of one. */
	private static final List<Path> OTHER_FILES = List.of(Path.of("kustomization.yaml"),
			Path.of("without-kube-job-failed.yaml"));

	static List<Path> files() {
		return Stream.of(FOLDER, GENERATED)
			.flatMap((folder) -> list(folder).stream())
			.filter((file) -> file.toString().endsWith(".yaml") && !OTHER_FILES.contains(file))
			.toList();
	}

	static List<Manifest> all() {
		return files().stream().flatMap((file) -> read(file).stream()).toList();
	}

	/** The only object of this kind in a file. */
	static Manifest find(String kind, Path file) {
		return read(file).stream().filter((manifest) -> manifest.kind().equals(kind)).reduce((first, second) -> {
			throw new IllegalStateException("Several in " + file + ": " + kind);
		}).orElseThrow();
	}

	@SuppressWarnings("unchecked")
	private static List<Manifest> read(Path file) {
		return StreamSupport.stream(new Yaml().loadAll(text(file)).spliterator(), false)
			.map((content) -> new Manifest(file, (Map<String, Object>) content))
			.toList();
	}

	static Object load(Path file) {
		return new Yaml().load(text(file));
	}

	static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<Path> list(Path folder) {
		try (Stream<Path> files = Files.list(folder.toString().isEmpty() ? Path.of(".") : folder)) {
			return files.map(Path::normalize).filter(Files::isRegularFile).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String kind() {
		return (String) get("kind");
	}

	String apiVersion() {
		return (String) get("apiVersion");
	}

	String name() {
		return (String) get("metadata", "name");
	}

	/** A value inside, which is there. */
	Object get(Object... path) {
		return inside(this.content, path);
	}

	static Object inside(Object from, Object... path) {
		Object value = from;
		for (Object step : path) {
			value = (step instanceof Integer index) ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(step);
			Objects.requireNonNull(value, () -> step + " of " + List.of(path));
		}
		return value;
	}

	@Override
	public String toString() {
		return this.file + " " + kind() + " " + name();
	}

}
