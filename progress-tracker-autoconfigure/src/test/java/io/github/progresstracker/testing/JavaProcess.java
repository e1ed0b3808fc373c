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

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A separate JVM that runs a main class of the tests like a user's job: with the class
 * path of the tests, an empty environment, and its output in a file. Or one that runs a
 * packaged application.
 */
public final class JavaProcess implements AutoCloseable {

	/** The class path of the tests. */
	public static final String CLASS_PATH = ClassArchive.CLASS_PATH;

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Process process;

	private final Path output;

	private JavaProcess(Process process, Path output) {
		this.process = process;
		this.output = output;
	}

	/**
	 * Starts a JVM.
	 * @param main the class with the main method
	 * @param environment all of its environment variables
	 * @param arguments arguments of the main method
	 * @return the process
	 */
	public static JavaProcess start(Class<?> main, Map<String, String> environment, String... arguments) {
		return start(List.of(), main, environment, arguments);
	}

	/**
	 * Starts a JVM.
	 * @param options more options for the JVM, which take precedence
	 * @param main the class with the main method
	 * @param environment all of its environment variables
	 * @param arguments arguments of the main method
	 * @return the process
	 */
	public static JavaProcess start(List<String> options, Class<?> main, Map<String, String> environment,
			String... arguments) {
		// Docker Compose support is on this class path and requires a compose file
		List<String> all = new ArrayList<>(
				List.of("-Dspring.main.banner-mode=off", "-Dspring.docker.compose.enabled=false"));
		all.addAll(ClassArchive.options());
		all.addAll(options);
		all.add(main.getName());
		all.addAll(List.of(arguments));
		return run(environment, all);
	}

	/**
	 * Starts a JVM as a user does, with {@code -jar} for example.
	 * @param environment all of its environment variables
	 * @param arguments what comes after {@code java}
	 * @return the process
	 */
	public static JavaProcess run(Map<String, String> environment, List<String> arguments) {
		try {
			Path output = Files.createTempFile("java-process", ".log");
			// It does not live long enough to gain from more
			List<String> command = new ArrayList<>(
					List.of(ClassArchive.JAVA, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
			command.addAll(arguments);
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().clear();
			builder.environment().putAll(environment);
			return new JavaProcess(builder.start(), output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for a text in the output.
	 * @param text the text
	 * @return this process
	 */
	public JavaProcess awaitOutput(String text) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.failFast("The process ended",
					() -> assertThat(this.process.isAlive() || output().contains(text)).as(output()).isTrue())
			.until(() -> output().contains(text));
		return this;
	}

	/**
	 * Writes a line to its standard input.
	 * @param line the line
	 * @return this process
	 */
	public JavaProcess send(String line) {
		try {
			OutputStream input = this.process.getOutputStream();
			input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
			input.flush();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(output(), ex);
		}
	}

	/**
	 * Asks the process to end, as an orchestrator would.
	 * @return this process
	 */
	public JavaProcess terminate() {
		this.process.destroy();
		return this;
	}

	/**
	 * Ends the process at once, without letting it shut down.
	 * @return this process
	 */
	public JavaProcess kill() {
		this.process.destroyForcibly();
		return this;
	}

	/**
	 * Waits for the end of the process.
	 * @return its exit code
	 */
	public int exitCode() {
		try {
			assertThat(this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
			return this.process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	/**
	 * Returns its output so far.
	 * @return standard output and standard error
	 */
	public String output() {
		try {
			return Files.readString(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
		try {
			Files.deleteIfExists(this.output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
