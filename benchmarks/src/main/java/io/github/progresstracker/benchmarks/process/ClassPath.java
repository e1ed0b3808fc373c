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

package io.github.progresstracker.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A class path.
 *
 * @param entries the jars and folders
 */
record ClassPath(List<Path> entries) {

	private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^/]*)\\.jar");

	/** The name of the folder with this module's classes. */
	private static final String CLASSES = "classes";

	/** The artifact that contains the applications. */
	private static final String BENCHMARKS = "benchmarks";

	/**
	 * The whole class path of this JVM. If it was started with a single jar, this
	 * includes the entries in the manifest of that jar.
	 */
	static ClassPath ofThisJvm() throws IOException {
		List<Path> entries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> Path.of(entry).toAbsolutePath())
			.toList();
		return (entries.size() == 1) ? namedByManifest(entries.get(0)) : new ClassPath(entries);
	}

	/**
	 * The jar itself is left out because it would add everything that its manifest names.
	 */
	private static ClassPath namedByManifest(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			String names = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
			List<Path> entries = Arrays.stream(names.split(" "))
				.map((name) -> Path.of(jar.toUri().resolve(name)))
				.collect(Collectors.toList());
			entries.add(0, jar.resolveSibling(CLASSES));
			return new ClassPath(entries);
		}
	}

	/** The applications and only the given libraries. */
	ClassPath of(Libraries... libraries) {
		return new ClassPath(this.entries.stream().filter((entry) -> {
			String artifact = artifact(entry);
			return entry.equals(applications())
					|| Arrays.stream(libraries).anyMatch((library) -> library.contains(artifact));
		}).toList());
	}

	/** The folder of the applications, which is not among the {@link #libraries}. */
	Path applications() {
		return this.entries.stream()
			.filter((entry) -> entry.endsWith(CLASSES) && artifact(entry).equals(BENCHMARKS))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No folder with classes in " + this));
	}

	List<Path> libraries() {
		Path applications = applications();
		return this.entries.stream().filter((entry) -> !entry.equals(applications)).toList();
	}

	/** The folder of this module in the project. */
	Path module() {
		return applications().resolve("../..").normalize();
	}

	private static String artifact(Path entry) {
		Matcher jar = JAR.matcher(entry.getFileName().toString());
		if (jar.matches()) {
			return jar.group(1);
		}
		// For example benchmarks/target/classes
		return entry.getName(entry.getNameCount() - 3).toString();
	}

	String version(String artifact) {
		return this.entries.stream()
			.map((entry) -> JAR.matcher(entry.getFileName().toString()))
			.filter((jar) -> jar.matches() && jar.group(1).equals(artifact))
			.map((jar) -> jar.group(2))
			.findFirst()
			.orElse("?");
	}

	boolean exists() {
		return this.entries.stream().allMatch(Files::exists);
	}

	@Override
	public String toString() {
		return this.entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}

}
