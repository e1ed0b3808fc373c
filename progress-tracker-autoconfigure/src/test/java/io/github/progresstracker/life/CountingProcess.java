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
package io.github.progresstracker.life;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.testing.JavaProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a {@link CountingApplication} in its own JVM. Its job is called {@code nightly}.
 */
final class CountingProcess implements AutoCloseable {

	private static final String FIRST_FAILURE = "Progress cannot be reported to";

	private final JavaProcess process;

	private CountingProcess(JavaProcess process) {
		this.process = process;
	}

	/**
	 * Starts the job.
	 * @param gateway the value of {@code PUSHGATEWAY}
	 * @param arguments further arguments
	 * @return the process
	 */
	static CountingProcess start(String gateway, String... arguments) {
		Map<String, String> environment = new HashMap<>(Map.of("PUSHGATEWAY", gateway, "JOB_NAME", "nightly"));
		List<String> all = new ArrayList<>(
				List.of("--spring.main.web-application-type=none", "--logging.pattern.console=LOG %p %c %m%n"));
		all.addAll(List.of(arguments));
		return new CountingProcess(
				JavaProcess.start(CountingApplication.class, environment, all.toArray(String[]::new)));
	}

	/**
	 * Waits until the log says that reports cannot be delivered.
	 * @return this process
	 */
	CountingProcess awaitFirstFailure() {
		this.process.awaitOutput(FIRST_FAILURE);
		return this;
	}

	/**
	 * Sends the job a command.
	 * @param command the command
	 * @return this process
	 */
	CountingProcess send(String command) {
		this.process.send(command);
		return this;
	}

	/**
	 * Waits until the job has finished counting.
	 * @return this process
	 */
	CountingProcess awaitCounted() {
		this.process.awaitOutput("COUNTED");
		return this;
	}

	/**
	 * Asks the process to end, as an orchestrator would.
	 * @return this process
	 */
	CountingProcess terminate() {
		this.process.terminate();
		return this;
	}

	/**
	 * Lets the job end in the given way and waits for the end of the process.
	 * @param command the last command; {@code hang} to end the process by a signal
	 * @return how it ended
	 */
	Ending end(String command) {
		long begin = System.nanoTime();
		send(command);
		if (command.equals("hang")) {
			awaitCounted().terminate();
		}
		return awaitEnd(begin);
	}

	/**
	 * Waits for the end of the process.
	 * @param begin when it began to end, according to {@link System#nanoTime()}
	 * @return how it ended
	 */
	Ending awaitEnd(long begin) {
		int exitCode = this.process.exitCode();
		Ending ending = new Ending(exitCode, Duration.ofNanos(System.nanoTime() - begin), this.process.output());
		this.process.close();
		return ending;
	}

	@Override
	public void close() {
		this.process.close();
	}

	/**
	 * How a process ended.
	 *
	 * @param exitCode its exit code
	 * @param delay how long it took from the last record to the end of the process
	 * @param output all of its output
	 */
	record Ending(int exitCode, Duration delay, String output) {

		private static final Pattern COUNTED = Pattern.compile("COUNTED (\\d+) at (\\d+) records/s");

		private static final Pattern SUMMARY = Pattern
			.compile("nightly: (?:completed in|failed after|interrupted after) [^,]*, ([0-9,]+) records");

		private static final Pattern LOG = Pattern.compile("LOG (\\w+) (io\\.github\\.progresstracker\\.\\S+) (.*)");

		/**
		 * The number of records that the job itself counted.
		 * @return the number of records
		 */
		long counted() {
			return Long.parseLong(find(COUNTED).group(1));
		}

		/**
		 * The number of records in the summary that the tracker logged.
		 * @return the number of records
		 */
		long tracked() {
			return Long.parseLong(find(SUMMARY).group(1).replace(",", ""));
		}

		private MatchResult find(Pattern pattern) {
			Matcher matcher = pattern.matcher(this.output);
			assertThat(matcher.find()).as(this.output).isTrue();
			return matcher.toMatchResult();
		}

		/**
		 * What the starter logged, except for the progress itself.
		 * @return the lines, each with its level
		 */
		List<String> log() {
			return LOG.matcher(this.output)
				.results()
				.filter((line) -> !line.group(2).contains(".life.") && !line.group(2).endsWith(".progress"))
				.map((line) -> line.group(1) + " " + line.group(3))
				.toList();
		}

		/**
		 * Prints values that vary too much for an assertion.
		 * @param fault the fault that the job faced
		 * @return this ending
		 */
		Ending print(Object fault) {
			System.out.printf("%-22s %,15d records/s, exit code %3d after %,5d ms%n", fault,
					Long.parseLong(find(COUNTED).group(2)), this.exitCode, this.delay.toMillis());
			return this;
		}

	}

}
