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
 * Finds out whether bars can be shown. Cheap checks come first, so JLine is loaded only
 * if there may be a terminal.
 */
final class TerminalDetection {

	private static final Logger logger = LoggerFactory.getLogger(TerminalDetection.class);

	private static final String JLINE = "org.jline.terminal.impl.exec.ExecTerminalProvider";

	/** On Linux, a link to the target of standard output; absent elsewhere. */
	private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

	private final boolean forceBars;

	private final boolean color;

	private final @Nullable Boolean inTitle;

	private final Map<String, String> environment;

	private final Path standardOutput;

	private final @Nullable ClassLoader classLoader;

	TerminalDetection(boolean forceBars, boolean color, @Nullable Boolean inTitle, Map<String, String> environment,
			Path standardOutput, @Nullable ClassLoader classLoader) {
		this.forceBars = forceBars;
		this.color = color;
		this.inTitle = inTitle;
		this.environment = environment;
		this.standardOutput = standardOutput;
		this.classLoader = classLoader;
	}

	static TerminalDetection ofSystem(boolean forceBars, boolean color, @Nullable Boolean inTitle) {
		return new TerminalDetection(forceBars, color, inTitle, System.getenv(), STANDARD_OUTPUT,
				TerminalDetection.class.getClassLoader());
	}

	/**
	 * Whether there may be a terminal that can show bars, as far as cheap checks tell.
	 * @return {@code false} if there is certainly none
	 */
	boolean mayFindTerminal() {
		if (obstacle() != null) {
			return false;
		}
		return this.forceBars || (StringUtils.hasText(this.environment.get("TERM")) && mayBeTerminal());
	}

	/** Returns what rules out bars, wherever standard output goes. */
	private @Nullable String obstacle() {
		if ("dumb".equals(this.environment.get("TERM"))) {
			return "TERM is 'dumb'";
		}
		return ClassUtils.isPresent(JLINE, this.classLoader) ? null
				: "org.jline:jline-terminal is not on the class path";
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
	 * @return where to show bars, or {@code null} if they cannot be shown
	 */
	@Nullable BarScreen findTerminal() {
		String obstacle = obstacle();
		if (obstacle != null && this.forceBars) {
			logger.warn("Cannot show progress bars, so progress is logged: {}", obstacle);
		}
		try {
			return (mayFindTerminal() && (this.forceBars || JLineWindow.isTerminal(false))) ? screen() : null;
		}
		catch (LinkageError ex) {
			logger.atLevel(this.forceBars ? Level.WARN : Level.DEBUG)
				.log("Cannot show progress bars, so progress is logged: this version of JLine is not supported ({})",
						ex.toString());
			return null;
		}
	}

	private BarScreen screen() {
		Charset charset = charset();
		BarStyle style = new BarStyle(BarStyle.canEncode(charset),
				this.color && !StringUtils.hasLength(this.environment.get("NO_COLOR")));
		return new BarScreen(new StatusArea(new JLineWindow(), charset, JLineWindow.isTerminal(true)), style, title());
	}

	/**
	 * Bars can be forced upon a file, in which a sequence for the terminal is rubbish.
	 */
	private @Nullable TitleProgress title() {
		TitleProgress title = TitleProgress.find(this.inTitle, this.environment);
		return (title != null && (!this.forceBars || JLineWindow.isTerminal(false))) ? title : null;
	}

	/** The charset of {@code System.out}, which has no getter for it before JDK 18. */
	private static Charset charset() {
		String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
		return (name != null && Charset.isSupported(name)) ? Charset.forName(name) : Charset.defaultCharset();
	}

}
