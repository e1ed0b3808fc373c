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

package io.github.progresstracker.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no name, message or answer can forge a line of the log or control a
 * terminal.
 */
class LogInjectionTests {

	private static final String SHOWN = "grün\\u000aFORGED\\u000d\\u001b[31m";

	@Test
	void theOutputOfAnApplicationHasNoCharactersThatForge(@TempDir Path folder) throws Exception {
		try (RecordingServer gateway = RecordingServer.start()) {
			gateway.answerWith(400, ForgingApplication.FORGERY, Map.of("Retry-After", "x\u009b31m"));
			Path directory = Files.createFile(folder.resolve("file"));
			try (JavaProcess process = JavaProcess.start(ForgingApplication.class,
					Map.of("SPRING_APPLICATION_JSON", json(gateway.url(), directory)))) {
				process.awaitOutput("1 ended").send("");
				assertThat(process.exitCode()).as(process.output()).isZero();
				assertThatNothingIsForged(process.output());
				assertThatEverythingWasLogged(process.output());
			}
		}
	}

	private static void assertThatNothingIsForged(String output) {
		assertThat(output.lines()).noneMatch((line) -> line.startsWith("FORGED"));
		assertThat(output.codePoints().filter((character) -> character != '\n' && character != '\t'))
			.extracting(Character::getType)
			.doesNotContain((int) Character.CONTROL, (int) Character.FORMAT, (int) Character.LINE_SEPARATOR,
					(int) Character.PARAGRAPH_SEPARATOR, (int) Character.SURROGATE);
	}

	private static void assertThatEverythingWasLogged(String output) {
		assertThat(output).contains("Tracking job '" + SHOWN, "with app '" + SHOWN, "namespace '" + SHOWN,
				"team '" + SHOWN, "reporting to " + SHOWN, "cannot be reported to Pushgateway",
				"HTTP status 400, the gateway asks for a retry after x\\u009b31m (" + SHOWN,
				"cannot be reported to text files in", "IOException: " + SHOWN,
				" failed: java.lang.IllegalStateException: " + SHOWN, ": java.lang.IllegalStateException: " + SHOWN,
				"a negative count", "has too many stages", "started again while it was still running",
				"Ex\\u000aFORGED\\u001b\\u202e", "run had ended as COMPLETED", "was started after the run had",
				"was not delivered to " + SHOWN, "failed after", "interrupted after", "REFUSED",
				"The property 'progress.tracker.labels[" + SHOWN);
	}

	private static String json(String url, Path directory) {
		String forgery = escape(ForgingApplication.FORGERY);
		return """
				{"progress.tracker": {"job": "%1$s", "app": "%1$s", "namespace": "%1$s", "labels": {"team": "%1$s"},
				"jobs": {"[%1$s fails]": {"name": "%1$s named"}}, "max-stages": 2, "application-job": "on",
				"pushgateway": {"url": "%2$s", "final-timeout": "2s"}, "textfile": {"directory": "%3$s/%4$s"}},
				"logging": {"level": {"io.github.progresstracker": "TRACE"}, "charset": {"console": "UTF-8"}},
				"spring.main.web-application-type": "none"}
				""".formatted(forgery, url, directory, escape("x\nFORGED\u001b"));
	}

	/** Escapes everything, as not every locale can pass more than ASCII to a process. */
	private static String escape(String text) {
		StringBuilder escaped = new StringBuilder();
		text.chars().forEach((character) -> escaped.append("\\u%04x".formatted(character)));
		return escaped.toString();
	}

}
