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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets Prometheus evaluate rules and expressions over series that a test makes up.
 */
public final class Promtool {

	/** The alert in the manual of the Perl original, with its original expression. */
	public static final String SEED_ALERT = """
			groups:
			- name: seed
			  rules:
			  - alert: JobCompletionTimeoutExceeded
			    expr: "time() - job_last_success > job_expected_success_interval"
			    for: 0m
			    labels:
			      severity: warning
			""";

	private Promtool() {
	}

	/**
	 * Runs unit tests of rules.
	 * @param rules a file of rules, or an empty text
	 * @param tests a file of tests, without {@code rule_files}
	 * @throws AssertionError if one of them fails
	 */
	public static void test(String rules, String tests) {
		try {
			Path folder = Files.createTempDirectory("promtool");
			try {
				Files.writeString(folder.resolve("rules.yml"), rules.isEmpty() ? "groups: []\n" : rules);
				Files.writeString(folder.resolve("tests.yml"), "rule_files: [rules.yml]\n" + tests);
				run(folder);
			}
			finally {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(Path folder) throws IOException {
		Process process = new ProcessBuilder(RequiredProgram.PROMTOOL.find().toString(), "test", "rules", "tests.yml")
			.directory(folder.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			assertThat(process.waitFor()).as(output).isZero();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
