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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real terminal: a pane of tmux, with its own server, in which a command runs with
 * nothing but the given environment.
 */
public final class TmuxTerminal implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final Path folder;

	private final List<String> tmux;

	private TmuxTerminal(Path folder) {
		this.folder = folder;
		this.tmux = List.of(RequiredProgram.TMUX.find().toString(), "-u", "-S", folder.resolve("socket").toString(),
				"-f", "/dev/null");
	}

	/**
	 * Opens a terminal.
	 * @param columns the number of columns
	 * @param rows the number of rows
	 * @param environment all environment variables of the command, except for
	 * {@code TERM}
	 * @param command a shell command
	 * @return the terminal
	 */
	public static TmuxTerminal open(int columns, int rows, Map<String, String> environment, String command) {
		try {
			TmuxTerminal terminal = new TmuxTerminal(Files.createTempDirectory("tmux"));
			StringBuilder script = new StringBuilder("exec env -i TERM=screen-256color PATH=/usr/bin:/bin");
			environment
				.forEach((name, value) -> script.append(" '").append(name).append('=').append(value).append('\''));
			script.append(" sh -c '").append(command.replace("'", "'\\''")).append('\'');
			Path file = Files.writeString(terminal.folder.resolve("command"), script + "\n");
			// Keep the pane, because the server ends with its last one and the screen has
			// to be read after the command has ended
			terminal.tmux("start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";", "new-session", "-d",
					"-x", columns + "", "-y", rows + "", "sh " + file);
			return terminal;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the command that starts a JVM with the class path of the tests.
	 * @param options options of the JVM
	 * @param main the class with the main method
	 * @param arguments arguments of the main method
	 * @return the command
	 */
	public static String java(String options, Class<?> main, Object... arguments) {
		StringBuilder command = new StringBuilder(ClassArchive.JAVA)
			.append(" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC ")
			.append(String.join(" ", ClassArchive.options()))
			.append(' ')
			.append(options)
			.append(' ')
			.append(main.getName());
		List.of(arguments).forEach((argument) -> command.append(' ').append(argument));
		return command.toString();
	}

	/**
	 * Returns the lines on the screen and above it.
	 * @return all lines, without trailing spaces and blank lines at the end
	 */
	public List<String> lines() {
		return Arrays.stream(tmux("capture-pane", "-p", "-S", "-").stripTrailing().split("\n"))
			.map(String::stripTrailing)
			.toList();
	}

	/**
	 * Returns the screen with its color codes.
	 * @return the content of the screen
	 */
	public String colored() {
		return tmux("capture-pane", "-p", "-e");
	}

	/**
	 * Records all that the command writes from now on, what is not shown included.
	 * @return the file
	 */
	public Path record() {
		Path file = this.folder.resolve("output");
		tmux("pipe-pane", "cat > " + file);
		return file;
	}

	/**
	 * Waits for a text on the screen.
	 * @param text the text
	 * @return the lines of the screen
	 */
	public List<String> await(String text) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(30))
			.untilAsserted(() -> assertThat(String.join("\n", lines())).contains(text));
		return lines();
	}

	/**
	 * Waits until the command has ended.
	 * @return the lines of the screen, without blank ones
	 */
	public List<String> awaitEnd() {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(30))
			.untilAsserted(
					() -> assertThat(tmux("list-panes", "-F", "#{pane_dead}").strip()).as(colored()).isEqualTo("1"));
		return lines().stream().filter((line) -> !line.isBlank() && !line.startsWith("Pane is dead")).toList();
	}

	/**
	 * Resizes the window.
	 * @param columns the number of columns
	 * @param rows the number of rows
	 */
	public void resize(int columns, int rows) {
		tmux("resize-window", "-x", columns + "", "-y", rows + "");
	}

	/**
	 * Presses keys.
	 * @param keys their names, such as {@code C-s}
	 */
	public void press(String... keys) {
		List<String> arguments = new ArrayList<>(List.of("send-keys"));
		arguments.addAll(List.of(keys));
		tmux(arguments.toArray(String[]::new));
	}

	private String tmux(String... arguments) {
		List<String> command = new ArrayList<>(this.tmux);
		command.addAll(List.of(arguments));
		ProgramRun run = ProgramRun.of(Map.of("LC_ALL", "C.UTF-8"), command.toArray());
		assertThat(run.exitCode()).as("%s: %s", List.of(arguments), run.output()).isZero();
		return run.output();
	}

	@Override
	public void close() {
		tmux("kill-server");
		try {
			Files.deleteIfExists(this.folder.resolve("output"));
			Files.deleteIfExists(this.folder.resolve("socket"));
			Files.deleteIfExists(this.folder.resolve("command"));
			Files.deleteIfExists(this.folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
