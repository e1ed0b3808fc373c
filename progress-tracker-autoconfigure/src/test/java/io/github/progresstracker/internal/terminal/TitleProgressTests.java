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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TitleProgress}.
 */
class TitleProgressTests {

	private static final String UNKNOWN = "\u001b]9;4;3;0\u001b\\";

	private final TestTime time = new TestTime();

	private final TestTrackers trackers = new TestTrackers(this.time);

	private final TitleProgress title = TitleProgress.find(true, Map.of());

	@ParameterizedTest
	@ValueSource(strings = { "TERM=xterm-256color WT_SESSION=8a1f", "TERM=xterm ConEmuANSI=ON",
			"TERM=xterm-ghostty TERM_PROGRAM=ghostty TERM_PROGRAM_VERSION=1.2.0",
			"TERM=xterm-ghostty TERM_PROGRAM=ghostty TERM_PROGRAM_VERSION=1.3.1-arch2", "TERM=xterm-ghostty",
			"TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.6.6",
			"TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.10.0",
			"TERM=xterm-256color LC_TERMINAL=iTerm2 LC_TERMINAL_VERSION=3.6.9",
			"TERM=xterm-256color TERM_PROGRAM=WezTerm TERM_PROGRAM_VERSION=20250301-120000-abcdef12",
			"TERM=xterm-256color TERM_PROGRAM=vscode TERM_PROGRAM_VERSION=1.113.0",
			"TERM=xterm-256color VTE_VERSION=7900", "TERM=xterm-256color KONSOLE_VERSION=260400" })
	void aTerminalThatIsKnownToShowItIsRecognized(String variables) {
		assertThat(TitleProgress.find(null, environment(variables))).isNotNull();
		assertThat(TitleProgress.find(false, environment(variables))).isNull();
	}

	/** Some of these would pop up a notification each second. */
	@ParameterizedTest
	@ValueSource(strings = { "TERM=xterm-256color", "TERM=linux", "TERM=xterm-kitty", "TERM=xterm ConEmuANSI=OFF",
			"TERM=xterm-256color WT_SESSION=", "TERM=xterm-ghostty TERM_PROGRAM=ghostty TERM_PROGRAM_VERSION=1.0.1",
			"TERM=xterm-256color TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.6.5",
			"TERM=xterm-256color TERM_PROGRAM=iTerm.app", "TERM=xterm-256color LC_TERMINAL=iTerm2",
			"TERM=xterm-256color TERM_PROGRAM=WezTerm TERM_PROGRAM_VERSION=20240203-110809-5046fc22",
			"TERM=xterm-256color TERM_PROGRAM=Apple_Terminal TERM_PROGRAM_VERSION=455",
			"TERM=xterm-256color VTE_VERSION=7802", "TERM=xterm-256color KONSOLE_VERSION=251203",
			"TERM=xterm-256color VTE_VERSION=unknown", "TERM=xterm-kitty VTE_VERSION=7900",
			"TERM=alacritty KONSOLE_VERSION=260400", "TERM=xterm-256color TERM_PROGRAM=other VTE_VERSION=7900",
			"TERM=tmux-256color TMUX=/tmp/tmux-0/default,1,0 TERM_PROGRAM=tmux WT_SESSION=8a1f",
			"TERM=screen STY=1.pts-0 WT_SESSION=8a1f" })
	void anyOtherTerminalGetsItOnlyIfThatIsWanted(String variables) {
		assertThat(TitleProgress.find(null, environment(variables))).isNull();
		assertThat(TitleProgress.find(true, environment(variables))).isNotNull();
	}

	@Test
	void tmuxPassesOnWhatIsWrapped() {
		TitleProgress inTmux = TitleProgress.find(true, Map.of("TMUX", "/tmp/tmux-0/default,1,0"));
		assertThat(inTmux.none()).isEqualTo("\u001bPtmux;\u001b\u001b]9;4;0;0\u001b\u001b\\\u001b\\");
	}

	@Test
	void aKnownTotalIsShownInPercent() {
		ProgressTracker run = this.trackers.start("nightly");
		run.expect(300);
		run.startStage("load").inc(100);
		assertThat(shown()).isEqualTo(percent(33));
		run.startStage("index").inc(199);
		assertThat(shown()).isEqualTo(percent(99));
	}

	@Test
	void theLastSuccessStandsInForATotal() {
		this.trackers.run("nightly", (tracker) -> {
			tracker.startStage("load").inc(100);
			this.time.pass(Duration.ofSeconds(10));
		});
		Stage load = this.trackers.start("nightly").startStage("load");
		this.time.pass(Duration.ofSeconds(4));
		load.inc(40);
		assertThat(shown()).isEqualTo(percent(40));
		load.inc(100);
		assertThat(shown()).isEqualTo(UNKNOWN);
	}

	@Test
	void theOnlyStageStandsForTheRunUntilThereIsAnother() {
		ProgressTracker run = this.trackers.start("nightly");
		run.startStage("load", 200).inc(50);
		assertThat(shown()).isEqualTo(percent(25));
		run.startStage("index", 200);
		assertThat(shown()).isEqualTo(UNKNOWN);
	}

	@Test
	void aFirstStageDoesNotStandForTheRunIfThereWereMoreLastTime() {
		this.trackers.run("nightly", (tracker) -> {
			tracker.startStage("load").inc(100);
			this.time.pass(Duration.ofSeconds(10));
			tracker.startStage("index");
			this.time.pass(Duration.ofSeconds(10));
		});
		ProgressTracker run = this.trackers.start("nightly");
		Stage load = run.startStage("load", 200);
		this.time.pass(Duration.ofSeconds(15));
		load.inc(100);
		assertThat(shown()).isEqualTo(UNKNOWN);
	}

	@Test
	void withoutATotalItOnlyShowsThatSomethingIsGoingOn() {
		ProgressTracker run = this.trackers.start("nightly");
		assertThat(shown()).isEqualTo(UNKNOWN);
		run.startStage("load").inc(50);
		assertThat(shown()).isEqualTo(UNKNOWN);
	}

	@Test
	void severalRunsAreShownAsOne() {
		this.trackers.start("nightly").startStage("load", 200).inc(50);
		ProgressTracker other = this.trackers.start("hourly");
		other.startStage("load", 100).inc(75);
		assertThat(shown()).isEqualTo(percent(50));
		other.startStage("send");
		assertThat(shown()).isEqualTo(UNKNOWN);
		assertThat(this.title.of(List.of())).isEqualTo(this.title.none()).isEqualTo("\u001b]9;4;0;0\u001b\\");
	}

	private String shown() {
		return this.title.of(this.trackers.progress());
	}

	private static String percent(int percent) {
		return "\u001b]9;4;1;" + percent + "\u001b\\";
	}

	private static Map<String, String> environment(String variables) {
		Map<String, String> environment = new HashMap<>();
		for (String variable : variables.split(" ", -1)) {
			String[] parts = variable.split("=", 2);
			environment.put(parts[0], parts[1]);
		}
		return environment;
	}

}
