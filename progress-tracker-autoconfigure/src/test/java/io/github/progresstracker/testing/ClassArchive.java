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

package io.github.progresstracker.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.life.LifeApplication;

/**
 * The class path of the tests, with an archive of the classes that a Spring Boot
 * application loads from it. It halves the time that a JVM of the tests takes to start.
 * The first test that starts a JVM creates it, for all that follow in the same build.
 */
final class ClassArchive {

	/** The class path of the tests. */
	static final String CLASS_PATH = System.getProperty("surefire.test.class.path",
			System.getProperty("java.class.path"));

	/** The {@code java} command of this JVM. */
	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	private static final Path FOLDER = Path.of("target", "class-archive").toAbsolutePath();

	private static final int PATIENCE_SECONDS = 90;

	private ClassArchive() {
	}

	/**
	 * Returns the options that give a JVM the class path of the tests.
	 * @return the options; without an archive if it could not be created
	 */
	static List<String> options() {
		return Created.OPTIONS;
	}

	@SuppressWarnings("try")
	private static List<String> findOrCreate() {
		try {
			Files.createDirectories(FOLDER);
			// Other JVMs run tests of the same build
			try (FileChannel lock = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE); FileLock unused = lock.lock()) {
				Path archive = FOLDER.resolve("classes-%08x.jsa".formatted(fingerprint()));
				List<String> classPath = List.of("-cp", jars(!Files.exists(archive)));
				if (!Files.exists(archive)) {
					create(archive, classPath);
				}
				List<String> options = new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off"));
				options.addAll(classPath);
				return List.copyOf(options);
			}
		}
		catch (IOException ex) {
			System.err.println("JVMs of the tests start without an archive of classes: " + ex);
			return List.of("-cp", CLASS_PATH);
		}
	}

	/** Changes with each class, and with the JVM. */
	private static int fingerprint() throws IOException {
		int fingerprint = System.getProperty("java.vm.version").hashCode();
		for (Path folder : folders()) {
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
					fingerprint = 31 * fingerprint + file.hashCode();
					fingerprint = 31 * fingerprint + Files.getLastModifiedTime(file).hashCode();
				}
			}
		}
		return 31 * fingerprint + CLASS_PATH.hashCode();
	}

	private static List<Path> folders() {
		return entries().map(Path::of).filter(Files::isDirectory).toList();
	}

	private static Stream<String> entries() {
		return Stream.of(CLASS_PATH.split(File.pathSeparator)).filter((entry) -> new File(entry).exists());
	}

	/** An archive accepts no folders in the class path. */
	private static String jars(boolean create) throws IOException {
		List<Path> folders = folders();
		if (create) {
			removeOthers();
			for (Path folder : folders) {
				jar(folder, jar(folders, folder));
			}
		}
		return entries().map(Path::of)
			.map((entry) -> folders.contains(entry) ? jar(folders, entry) : entry)
			.map(Path::toString)
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static Path jar(List<Path> folders, Path folder) {
		return FOLDER.resolve("%d-%s.jar".formatted(folders.indexOf(folder), folder.getFileName()));
	}

	private static void jar(Path folder, Path jar) throws IOException {
		int status = ToolProvider.findFirst("jar")
			.orElseThrow()
			.run(System.out, System.err, "--create", "--no-compress", "--file", jar.toString(), "-C", folder.toString(),
					".");
		if (status != 0) {
			throw new IOException("%s could not be created".formatted(jar));
		}
	}

	private static void removeOthers() throws IOException {
		try (Stream<Path> files = Files.walk(FOLDER)) {
			for (Path file : files.sorted(Comparator.reverseOrder())
				.filter((file) -> file.toString().endsWith(".jar") || file.toString().endsWith(".jsa"))
				.toList()) {
				Files.delete(file);
			}
		}
	}

	private static void create(Path archive, List<String> classPath) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(JAVA, "-XX:TieredStopAtLevel=1", "-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off"));
		command.addAll(classPath);
		command
			.addAll(List.of(LifeApplication.class.getName(), "--life=returns", "--spring.docker.compose.enabled=false",
					"--spring.main.web-application-type=none", "--progress.tracker.pushgateway.url=http://127.0.0.1:1",
					"--progress.tracker.pushgateway.final-timeout=1s"));
		Path log = FOLDER.resolve("log");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().clear();
		try {
			if (!builder.start().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || !Files.exists(archive)) {
				throw new IOException(Files.readString(log, StandardCharsets.UTF_8));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new UncheckedIOException(new IOException(ex));
		}
	}

	/** Only tests that start a JVM with this class path need an archive. */
	private static final class Created {

		static final List<String> OPTIONS = findOrCreate();

	}

}
