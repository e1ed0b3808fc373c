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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;
import org.springframework.util.FileSystemUtils;

/**
 * Applications as users start them: as a single jar like those of Spring Boot's build
 * plugins, or extracted from one. A folder of classes would distort the results, because
 * the JVM takes much longer to look up a class in a folder.
 */
final class ExecutableJars implements AutoCloseable {

	private final Path folder;

	private int count;

	ExecutableJars() throws IOException {
		this.folder = Files.createTempDirectory("executable-jars");
	}

	/** A jar with this application and its whole class path. */
	Path jar(Class<?> main, ClassPath classPath) throws IOException {
		Path jar = newFolder().resolve("application.jar");
		Path classes = jarOf(classPath.applications(), main.getPackageName());
		Repackager repackager = new Repackager(classes.toFile());
		repackager.setMainClass(main.getName());
		repackager.repackage(jar.toFile(), (libraries) -> {
			for (Path library : classPath.libraries()) {
				libraries.library(new Library(file(library), LibraryScope.RUNTIME));
			}
		});
		return jar;
	}

	/**
	 * The result of letting that jar extract itself: a jar whose manifest names the jars
	 * of its class path.
	 */
	Path extracted(Path jar) throws IOException, InterruptedException {
		Path destination = jar.resolveSibling("extracted");
		MeasuredProcess.run(List.of(JavaApplication.JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract",
				"--destination", destination.toString()));
		return destination.resolve(jar.getFileName());
	}

	private File file(Path library) throws IOException {
		return (Files.isDirectory(library) ? jarOf(library, "") : library).toFile();
	}

	private Path jarOf(Path classes, String packageName) throws IOException {
		Path jar = newFolder().resolve("classes.jar");
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream entries = new JarOutputStream(file);
				Stream<Path> paths = Files.walk(classes.resolve(packageName.replace('.', '/')))) {
			for (Path path : paths.filter(Files::isRegularFile).toList()) {
				entries
					.putNextEntry(new JarEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
				Files.copy(path, entries);
			}
		}
		return jar;
	}

	/** A folder that is deleted together with all jars. */
	Path newFolder() throws IOException {
		return Files.createDirectory(this.folder.resolve(Integer.toString(++this.count)));
	}

	@Override
	public void close() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
