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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.progresstracker.testing.ProgramRun;
import io.github.progresstracker.testing.TmuxTerminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TerminalProgress} on a real terminal.
 */
class TerminalProgressTests {

	private static final Map<String, String> UTF_8 = Map.of("LC_ALL", "C.UTF-8");

	@TempDir
	private Path folder;

	private @Nullable PrintStream commands;

	private TmuxTerminal terminal;

	@AfterEach
	void close() {
		if (this.commands != null) {
			this.commands.close();
		}
		if (this.terminal != null) {
			this.terminal.close();
		}
	}

	@Test
	void eachOpenStageHasABarWithAllThatIsKnown() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "open nightly index", "work 4 load 30000 index 7");
		assertThat(await("load", "120,000")).containsExactly("READY",
				"load       40 %  │████████████                  │  120,000/300,000  30,000/s   4.0 s   6 s left",
				"index            │    ░░░                       │               28       7/s   4.0 s");
	}

	@Test
	void aMarkMovesToAndFroInABarWithoutATotalUnlessTheStageIsStalled() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "open nightly index", "work 2 load 10 index 7");
		assertThat(await("index", "14")).anyMatch((line) -> line.contains("│  ░░░"));
		tell("work 1 load 10 index 7");
		assertThat(await("index", "21")).anyMatch((line) -> line.contains("│   ░░░"));
		tell("work 12 load 10 index 0");
		List<String> stalled = await("index", "stalled 12 s");
		tell("work 5 load 10 index 0");
		assertThat(bar(await("index", "stalled 17 s"))).isEqualTo(bar(stalled)).contains("░░░");
		assertThat(this.terminal.colored()).contains("\u001b[33m░");
	}

	private static String bar(List<String> lines) {
		String last = lines.get(lines.size() - 1);
		return last.substring(last.indexOf('│'), last.lastIndexOf('│') + 1);
	}

	@Test
	void withoutATotalEachStageAndTheRunAreJudgedByTheLastSuccess() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load", "work 4 load 30000", "end load", "open nightly index",
				"work 4 index 7", "complete nightly", "job nightly", "open nightly load", "work 2 load 30000");
		assertThat(await("nightly  ", "≈ 25 %")).endsWith(
				"nightly: load   ≈ 50 %  │███████████████               │  60,000  30,000/s   2.0 s  ≈ 2 s left",
				"nightly         ≈ 25 %  │███████▌                      │  60,000  30,000/s   2.0 s  ≈ 6 s left");
	}

	@Test
	void logLinesStayIntactAboveTheBars() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "open nightly index", "work 1 load 30000 index 7");
		tell("log one", "err two", "println three");
		assertThat(await("index", "three")).startsWith("READY", "INFO one", "two", "three").hasSize(6);
		tell("print fo", "print ur", "work 1 load 30000 index 7");
		assertThat(this.terminal.await("four")).containsExactly("READY", "INFO one", "two", "three", "four");
		tell("println !", "work 2 load 30000 index 7");
		assertThat(await("index", "120,000")).startsWith("READY", "INFO one", "two", "three", "four!").hasSize(7);
		for (int line = 0; line < 40; line++) {
			tell("log a line of the job");
		}
		tell("work 1 load 30000 index 7");
		List<String> lines = await("load", "150,000");
		assertThat(lines).hasSize(47);
		assertThat(lines.subList(5, 45)).containsOnly("INFO a line of the job");
		assertThat(lines.get(45)).startsWith("load ");
		assertThat(lines.get(46)).startsWith("index ");
	}

	@Test
	void aNarrowWindowLeavesOutLessImportantColumns() throws IOException {
		open(60, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000");
		assertThat(await("load", "40 %")).containsExactly("READY",
				"load  40 %  │███▏    │  120,000/300,000  30,000/s  6 s left");
	}

	@Test
	void aNarrowWindowShortensLongNamesToMakeRoomForNumbers() throws IOException {
		open(60, UTF_8, "");
		tell("job nightly", "open nightly reconcile-inventory-of-warehouses 300000",
				"open nightly refresh-materialized-views",
				"work 4 reconcile-inventory-of-warehouses 30000" + " refresh-materialized-views 5000");
		assertThat(await("reconcile", "20,000")).containsExactly("READY",
				"reconcile-inv…  40 %  │███▏    │  120,000/300,000  6 s left",
				"refresh-mater…        │    ░░░ │           20,000");
	}

	@Test
	void aVeryNarrowWindowKeepsTheCountOfAStageWithoutATotal() throws IOException {
		open(40, UTF_8, "");
		tell("job nightly", "open nightly reconcile-inventory-of-warehouses 300000",
				"open nightly refresh-materialized-views",
				"work 4 reconcile-inventory-of-warehouses 30000" + " refresh-materialized-views 5000");
		assertThat(await("reconcile", "20,000")).containsExactly("READY", "reconcile-inv…  40 %  120,000/300,000",
				"refresh-mater…                 20,000");
	}

	@Test
	void aTinyWindowStillShowsSomething() throws IOException {
		open(24, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000");
		assertThat(await("load", "40 %")).containsExactly("READY", "load  40 %  6 s left");
	}

	@Test
	void barsFollowTheSizeOfTheWindow() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "open nightly index 1000");
		for (int line = 0; line < 40; line++) {
			tell("log a line of the job");
		}
		tell("work 4 load 30000 index 100");
		await("index", "400/1,000     100/s   4.0 s");
		this.terminal.resize(60, 30);
		tell("log one", "work 1 load 30000 index 100");
		List<String> narrow = await("index", "500/1,000     100/s  5 s left");
		assertThat(narrow.subList(1, 41)).containsOnly("INFO a line of the job");
		assertThat(narrow.subList(41, narrow.size())).containsExactly("INFO one",
				"load   50 %  │███▌   │  150,000/300,000  30,000/s  5 s left",
				"index  50 %  │███▌   │        500/1,000     100/s  5 s left");
		this.terminal.resize(120, 30);
		tell("log two", "work 1 load 30000 index 100");
		List<String> wide = await("index", "600/1,000     100/s   6.0 s");
		assertThat(wide).hasSize(45);
		assertThat(wide.subList(41, 43)).containsExactly("INFO one", "INFO two");
		assertThat(wide.get(43)).startsWith("load ").contains("6.0 s");
	}

	@Test
	void anEndedStageStaysAsOneLineAndTheRunIsSummedUp() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly scan 2000", "work 2 scan 1000", "end scan", "open nightly load 4000",
				"work 2 load 1000", "log one", "report", "complete nightly", "report", "same");
		assertThat(await("SAME", "true")).containsExactly("READY",
				"scan      100 %  │██████████████████████████████│  2,000/2,000   1,000/s   2.0 s", "INFO one",
				"load       50 %  │███████████████               │  2,000/4,000   1,000/s   2.0 s       done",
				"INFO nightly: completed in 4.0 s, 4,000 records",
				"INFO nightly:   scan            2,000 records   2.0 s   1,000/s   50 % of the time",
				"INFO nightly:   load   2,000 of 4,000 records   2.0 s   1,000/s   50 % of the time", "SAME true");
	}

	@Test
	void theBarsOfAFailedRunSayWhichStageFailedAndWhichWasDone() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly scan 2000", "open nightly audit 2000", "open nightly load 4000",
				"work 2 scan 1000 audit 500 load 1000", "end scan", "fail nightly", "report", "same");
		assertThat(await("SAME", "true"))
			.startsWith("READY", "scan      100 %  │██████████████████████████████│  2,000/2,000   1,000/s   2.0 s")
			.contains("audit      50 %  │███████████████               │  1,000/2,000     500/s   2.0 s  interrupted",
					"load       50 %  │███████████████               │  2,000/4,000   1,000/s   2.0 s       failed");
		assertThat(this.terminal.colored()).contains("\u001b[31m█").contains("\u001b[33m█");
	}

	@Test
	void theBarOfAFailedStageSaysSoInANarrowWindow() throws IOException {
		open(30, UTF_8, "");
		tell("job nightly", "open nightly load 4000", "open nightly index", "work 2 load 1000 index 7", "fail nightly",
				"report", "same");
		assertThat(await("SAME", "true")).contains("load   50 %  interrupted", "index             failed");
	}

	@Test
	void theBarsOfAnInterruptedRunSayWhichStageWasInterrupted() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly scan", "open nightly load 4000", "work 2 scan 1000 load 1000", "end scan",
				"close nightly", "report", "same");
		assertThat(await("SAME", "true")).contains(
				"scan                                                     2,000   1,000/s   2.0 s         done",
				"load       50 %  │███████████████               │  2,000/4,000   1,000/s   2.0 s  interrupted");
	}

	@Test
	void barsNameTheirJobIfThereAreSeveral() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "job hourly", "open nightly load 300000", "open hourly send 100",
				"work 2 load 30000 send 10", "complete hourly", "report");
		List<String> lines = await("load", "hourly: completed");
		assertThat(lines.get(1)).startsWith("hourly: send  ");
		assertThat(lines.get(lines.size() - 1)).startsWith("load  ");
	}

	@Test
	void aStalledStageSaysSo() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000", "work 15 load 0");
		assertThat(await("load", "stalled 15 s")).last()
			.asString()
			.endsWith("120,000/300,000  stalled 15 s  19.0 s")
			.startsWith("load       40 %  │");
		assertThat(this.terminal.colored()).contains("\u001b[33m█");
	}

	@Test
	void stagesBeyondTheMaximumAreOnlyCounted() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly");
		StringBuilder work = new StringBuilder("work 1");
		for (int stage = 0; stage < 40; stage++) {
			tell("open nightly s" + stage);
			work.append(" s").append(stage).append(" 1");
		}
		tell(work.toString());
		assertThat(await("s0", "and 20 more")).hasSize(22);
	}

	@Test
	void wideCharactersDoNotBreakTheLayout() throws IOException {
		open(60, UTF_8, "");
		tell("job nightly", "open nightly 日本語のとても長い名前のステージです 100", "open nightly grün\u0308🚀 100",
				"work 4 日本語のとても長い名前のステージです 10 grün\u0308🚀 10");
		List<String> lines = await("grün", "40 %");
		assertThat(lines).hasSize(3);
		assertThat(lines.get(1)).startsWith("日本語のとても").contains("…");
	}

	@Test
	void theFilledPartOfABarIsGreen() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000");
		await("load", "120,000");
		assertThat(this.terminal.colored()).contains("\u001b[32m█");
	}

	@Test
	void nothingIsColoredWithNoColor() throws IOException {
		open(120, Map.of("LC_ALL", "C.UTF-8", "NO_COLOR", "1"), "");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000");
		await("load", "120,000");
		assertThat(this.terminal.colored()).doesNotContain("\u001b");
	}

	@Test
	void barsAreAsciiOnATerminalThatKnowsNothingElse() throws IOException {
		open(120, Map.of("LC_ALL", "C"), "");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000");
		assertThat(await("load", "120,000")).last()
			.isEqualTo(
					"load       40 %  [===========>                  ]  120,000/300,000  30,000/s   4.0 s   6 s left");
	}

	@Test
	void aDumbTerminalGetsLogLines() throws IOException {
		open(120, Map.of("LC_ALL", "C.UTF-8", "TERM", "dumb"), "");
		tell("job nightly", "open nightly load 300000", "work 1 load 30000", "loaded");
		assertThat(await("JLINE", "false")).containsExactly("READY",
				"INFO nightly: load  10 %,  30,000 of 300,000 records, 30,000/s, 1.0 s so far", "JLINE false");
	}

	@Test
	void outputToAPipeIsLoggedWithoutLoadingJLine() throws IOException {
		open(120, UTF_8, " | cat");
		tell("job nightly", "open nightly load 300000", "work 1 load 30000", "loaded");
		assertThat(await("JLINE", "false")).containsExactly("READY",
				"INFO nightly: load  10 %,  30,000 of 300,000 records, 30,000/s, 1.0 s so far", "JLINE false");
	}

	@Test
	void aJobWhoseInputIsAFileHasBars() throws IOException {
		open(90, UTF_8, " < /dev/null");
		tell("job nightly", "open nightly load 300000", "work 4 load 30000", "loaded");
		assertThat(await("JLINE", "true")).last().asString().startsWith("load       40 %  │").hasSizeBetween(80, 89);
	}

	@Test
	void aRunOfLessThanASecondHasOnlyASummary() throws IOException {
		open(120, UTF_8, "");
		tell("job nightly", "open nightly load 3", "complete nightly", "report", "loaded");
		assertThat(await("JLINE", "false")).containsExactly("READY", "INFO nightly: completed in 0 ms",
				"INFO nightly:   load   0 of 3 records   0 ms", "JLINE false");
	}

	@Test
	void theTabShowsTheProgressOfTheRunWhileThereAreBars() throws IOException {
		open(120, Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm-256color", "VTE_VERSION", "8000"), "");
		Path output = this.terminal.record();
		tell("job nightly", "open nightly load 300000", "work 2 load 30000", "log one", "complete nightly", "report",
				"same");
		assertThat(await("SAME", "true")).contains("INFO one");
		assertThat(titles(output)).containsExactly("1;10", "1;20", "0;0", "0;0");
	}

	@Test
	void theTabShowsNothingAnyMoreWhenARunFailsOrTheBarsAreRemoved() throws IOException {
		open(120, Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm-256color", "VTE_VERSION", "8000"), "");
		Path output = this.terminal.record();
		tell("job nightly", "open nightly load 300000", "work 1 load 30000", "fail nightly", "report", "job nightly",
				"work 1 load 0");
		this.commands.close();
		this.terminal.awaitEnd();
		assertThat(titles(output)).startsWith("1;10", "0;0").contains("3;0").endsWith("0;0");
	}

	@Test
	void aTerminalThatIsNotKnownToShowItGetsNoProgressForItsTab() throws IOException {
		open(120, UTF_8, "");
		Path output = this.terminal.record();
		tell("job nightly", "open nightly load 300000", "work 2 load 30000", "complete nightly", "report", "same");
		await("SAME", "true");
		assertThat(titles(output)).isEmpty();
	}

	@Test
	void aFileGetsNoProgressForATabEvenIfItGetsBars() throws IOException {
		Path file = this.folder.resolve("file");
		open(120, Map.of("LC_ALL", "C.UTF-8", "TERM", "xterm-256color", "VTE_VERSION", "8000"), " force | tee " + file);
		tell("job nightly", "open nightly load 300000", "work 2 load 30000", "complete nightly", "report", "same");
		this.terminal.await("SAME true");
		assertThat(Files.readString(file)).contains("load       20 %").doesNotContain("]9;4");
	}

	private static List<String> titles(Path output) throws IOException {
		return Pattern.compile("\u001b]9;4;(\\d;\\d+)\u001b\\\\")
			.matcher(Files.readString(output))
			.results()
			.map((found) -> found.group(1))
			.toList();
	}

	private void open(int columns, Map<String, String> environment, String redirection) throws IOException {
		Path pipe = this.folder.resolve("commands");
		assertThat(ProgramRun.of(Map.of(), "mkfifo", pipe).exitCode()).isZero();
		String command = TmuxTerminal.java("--add-opens java.base/java.lang=ALL-UNNAMED", ShownJob.class, pipe);
		this.terminal = TmuxTerminal.open(columns, 30, environment, command + redirection);
		this.terminal.await("READY");
		this.commands = new PrintStream(Files.newOutputStream(pipe), true, StandardCharsets.UTF_8);
	}

	private void tell(String... lines) {
		for (String line : lines) {
			this.commands.println(line);
		}
	}

	/** Waits until a line begins with one text and the screen contains another. */
	private List<String> await(String begin, String text) {
		this.terminal.await("\n" + begin);
		return this.terminal.await(text);
	}

}
