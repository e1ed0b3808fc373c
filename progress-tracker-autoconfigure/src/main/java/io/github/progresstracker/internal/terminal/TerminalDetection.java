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

package io.github.progresstracker.internal.terminal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Finds out whether bars can be shown. What costs next to nothing is asked first: JLine
 * is loaded only if there may be a terminal.
 */
final class TerminalDetection {

	private static final Logger logger = LoggerFactory.getLogger(TerminalDetection.class);

	private static final String JLINE = "org.jline.terminal.impl.exec.ExecTerminalProvider";

	/** On Linux a link to what the standard output is; absent elsewhere. */
	private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

	private final boolean evenIfUnsure;

	private final boolean color;

	private final Map<String, String> environment;

	private final Path standardOutput;

	private final @Nullable ClassLoader classLoader;

	TerminalDetection(boolean evenIfUnsure, boolean color, Map<String, String> environment, Path standardOutput,
			@Nullable ClassLoader classLoader) {
		this.evenIfUnsure = evenIfUnsure;
		this.color = color;
		this.environment = environment;
		this.standardOutput = standardOutput;
		this.classLoader = classLoader;
	}

	static TerminalDetection ofSystem(boolean evenIfUnsure, boolean color) {
		return new TerminalDetection(evenIfUnsure, color, System.getenv(), STANDARD_OUTPUT,
				TerminalDetection.class.getClassLoader());
	}

	/**
	 * Whether it is worth while to look.
	 * @return {@code false} if there is no terminal that can show bars
	 */
	boolean mayFind() {
		if (obstacle() != null) {
			return false;
		}
		return this.evenIfUnsure || (StringUtils.hasText(this.environment.get("TERM")) && mayBeTerminal());
	}

	/** Why there are no bars whatever the output is. */
	private @Nullable String obstacle() {
		if ("dumb".equals(this.environment.get("TERM"))) {
			return "the variable TERM is dumb";
		}
		return ClassUtils.isPresent(JLINE, this.classLoader) ? null : "org.jline:jline-terminal is not there";
	}

	private boolean mayBeTerminal() {
		try {
			String output = Files.readSymbolicLink(this.standardOutput).toString();
			return output.startsWith("/dev/") && !output.equals("/dev/null");
		}
		catch (IOException | UnsupportedOperationException | InvalidPathException ex) {
			return true;
		}
	}

	/**
	 * Looks for a terminal.
	 * @return the screen to show bars on, or {@code null} if there is none
	 */
	@Nullable BarScreen find() {
		String obstacle = obstacle();
		if (obstacle != null && this.evenIfUnsure) {
			logger.warn("No bars can be shown, progress is logged: {}", obstacle);
		}
		try {
			return (mayFind() && (this.evenIfUnsure || JLineWindow.isTerminal(false))) ? screen() : null;
		}
		catch (LinkageError ex) {
			logger.atLevel(this.evenIfUnsure ? Level.WARN : Level.DEBUG)
				.log("No bars can be shown, progress is logged: this version of JLine is not known ({})",
						ex.toString());
			return null;
		}
	}

	private BarScreen screen() {
		Charset charset = charset();
		BarStyle style = new BarStyle(BarStyle.canEncode(charset),
				this.color && !StringUtils.hasLength(this.environment.get("NO_COLOR")), JLineWindow::cells);
		return new BarScreen(new StatusArea(new JLineWindow(), charset, JLineWindow.isTerminal(true)), style);
	}

	/** The one of {@code System.out}, which says so itself only from JDK 18 on. */
	private static Charset charset() {
		String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
		return (name != null && Charset.isSupported(name)) ? Charset.forName(name) : Charset.defaultCharset();
	}

}
