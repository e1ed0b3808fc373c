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

import java.util.Collection;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.JobSuccess;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Shows one progress for all that runs where it can be seen while the terminal cannot: in
 * the tab or the task bar. ConEmu has invented the sequence, which is called OSC 9;4.
 * Others take a sequence that begins with OSC 9 for a notification and would pop one up
 * each second, so it is sent only where the terminal is known to understand it, or where
 * somebody asks for it. Immutable.
 */
final class TitleProgress {

	private static final String BEGIN = "\u001b]9;4;";

	/** Not a bell, which not all terminals take for the end. */
	private static final String END = "\u001b\\";

	private static final String NONE = BEGIN + "0;0" + END;

	private static final String INDETERMINATE = BEGIN + "3;0" + END;

	private static final String TMUX = "TMUX";

	/** The terminals that name themselves, and the first version that shows it. */
	private static final Map<String, Version> PROGRAMS = Map.of("ghostty", new Version(1, 2, 0), "iTerm.app",
			new Version(3, 6, 6), "WezTerm", new Version(20250209, 0, 0), "vscode", new Version(1, 97, 0));

	/** GNOME's terminals, which share a library. */
	private static final int VTE = 7900;

	private static final int KONSOLE = 260400;

	private final boolean throughTmux;

	private TitleProgress(boolean throughTmux) {
		this.throughTmux = throughTmux;
	}

	/**
	 * Finds out whether to show it.
	 * @param wanted whether somebody asks for it, or {@code null} if nobody has decided
	 * @param environment the environment variables
	 * @return what shows it, or {@code null} if it is not to be shown
	 */
	static @Nullable TitleProgress find(@Nullable Boolean wanted, Map<String, String> environment) {
		boolean shown = (wanted != null) ? wanted : isKnownToShowIt(environment);
		return shown ? new TitleProgress(StringUtils.hasText(environment.get(TMUX))) : null;
	}

	/**
	 * Within tmux and screen nobody knows what is outside: it may change while the job
	 * runs.
	 */
	private static boolean isKnownToShowIt(Map<String, String> environment) {
		if (StringUtils.hasText(environment.get(TMUX)) || StringUtils.hasText(environment.get("STY"))) {
			return false;
		}
		if (StringUtils.hasText(environment.get("WT_SESSION")) || "ON".equals(environment.get("ConEmuANSI"))) {
			return true;
		}
		String program = environment.get("TERM_PROGRAM");
		if (StringUtils.hasText(program)) {
			Version first = PROGRAMS.get(program);
			return first != null && Version.of(environment.get("TERM_PROGRAM_VERSION")).isAtLeast(first);
		}
		return isKnownByOtherNames(environment);
	}

	/** What ssh passes on, and terminals that have no name. */
	private static boolean isKnownByOtherNames(Map<String, String> environment) {
		String type = environment.getOrDefault("TERM", "");
		if (type.equals("xterm-ghostty")) {
			return true;
		}
		if ("iTerm2".equals(environment.get("LC_TERMINAL"))) {
			return Version.of(environment.get("LC_TERMINAL_VERSION")).isAtLeast(PROGRAMS.get("iTerm.app"));
		}
		// Other terminals inherit these variables if they are started from one of these.
		return type.startsWith("xterm-") && !type.equals("xterm-kitty")
				&& (Version.of(environment.get("VTE_VERSION")).major >= VTE
						|| Version.of(environment.get("KONSOLE_VERSION")).major >= KONSOLE);
	}

	/**
	 * Shows how far the runs are.
	 * @param runs the newest snapshots of the open runs
	 * @return what to write to the terminal
	 */
	String of(Collection<JobProgress> runs) {
		double sum = 0;
		for (JobProgress run : runs) {
			Double fraction = fraction(run);
			if (fraction == null) {
				return toTerminal(INDETERMINATE);
			}
			sum += fraction;
		}
		return toTerminal(runs.isEmpty() ? NONE : BEGIN + "1;" + (int) (sum / runs.size() * 100) + END);
	}

	/**
	 * Of the whole run, even where the last one stands in for its total. A first stage is
	 * taken for the only one, unless there were more last time: many jobs have no other.
	 */
	private static @Nullable Double fraction(JobProgress run) {
		Double ofRun = run.estimate().fraction();
		if (ofRun != null || run.stages().size() != 1) {
			return ofRun;
		}
		JobSuccess last = run.outcomes().lastSuccess();
		boolean oneOfSeveral = last != null && last.stages().size() > 1;
		return oneOfSeveral ? null : run.stages().get(0).records().fraction();
	}

	/**
	 * Shows nothing any more.
	 * @return what to write to the terminal
	 */
	String none() {
		return toTerminal(NONE);
	}

	/** With {@code allow-passthrough}, tmux hands on what is wrapped like this. */
	private String toTerminal(String sequence) {
		return this.throughTmux ? "\u001bPtmux;" + sequence.replace("\u001b", "\u001b\u001b") + END : sequence;
	}

	/**
	 * The version of a terminal.
	 */
	private record Version(int major, int minor, int patch) {

		private static final Version UNKNOWN = new Version(0, 0, 0);

		private static final Pattern NUMBERS = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?.*");

		static Version of(@Nullable String text) {
			return NUMBERS.matcher((text != null) ? text : "")
				.results()
				.findFirst()
				.map((found) -> new Version(part(found, 1), part(found, 2), part(found, 3)))
				.orElse(UNKNOWN);
		}

		private static int part(MatchResult found, int number) {
			String digits = found.group(number);
			return (digits != null) ? Integer.parseInt(digits) : 0;
		}

		boolean isAtLeast(@Nullable Version other) {
			if (other == null || this.major != other.major) {
				return other != null && this.major > other.major;
			}
			return (this.minor != other.minor) ? this.minor > other.minor : this.patch >= other.patch;
		}

	}

}
