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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.Stage;
import io.github.progresstracker.testing.TestTime;
import io.github.progresstracker.testing.TestTrackers;
import org.slf4j.LoggerFactory;

/**
 * A job on a terminal that executes the commands it reads from a pipe, one per line. Its
 * clock moves only on command.
 */
final class ShownJob {

	private static final Logger logger = (Logger) LoggerFactory.getLogger("job");

	private final TestTime time = new TestTime();

	private final TestTrackers trackers = new TestTrackers(this.time);

	private final Map<String, ProgressTracker> jobs = new HashMap<>();

	private final Map<String, Stage> stages = new HashMap<>();

	private final PrintStream out = System.out;

	private final TerminalProgress terminal;

	private ShownJob(TerminalProgress terminal) {
		this.terminal = terminal;
	}

	public static void main(String[] args) throws IOException {
		logToConsole();
		System.out.println("READY");
		try (TerminalProgress terminal = new TerminalProgress(args.length > 1, true, null);
				BufferedReader commands = Files.newBufferedReader(Path.of(args[0]), StandardCharsets.UTF_8)) {
			ShownJob job = new ShownJob(terminal);
			for (String line = commands.readLine(); line != null; line = commands.readLine()) {
				String[] words = line.split(" ", 2);
				job.execute(words[0], (words.length > 1) ? words[1] : "");
			}
		}
	}

	private static void logToConsole() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		context.reset();
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(context);
		encoder.setPattern("%level %msg%n");
		encoder.start();
		ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
		console.setContext(context);
		console.setEncoder(encoder);
		console.start();
		context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(console);
	}

	private void execute(String command, String argument) {
		String[] words = argument.split(" ");
		switch (command) {
			case "job" -> this.jobs.put(argument, this.trackers.start(argument));
			case "open" -> open(words);
			case "end" -> this.stages.get(argument).end();
			// work <seconds> <stage> <records per second> …
			case "work" -> work(words);
			case "report" -> report();
			case "complete" -> this.jobs.get(argument).complete();
			case "fail" -> this.jobs.get(argument).fail(new IllegalStateException());
			case "close" -> this.jobs.get(argument).close();
			case "log" -> logger.info(argument);
			case "print" -> System.out.print(argument);
			case "println" -> System.out.println(argument);
			case "err" -> System.err.println(argument);
			case "loaded" -> System.out.println("JLINE " + isJLineLoaded());
			case "same" -> System.out.println("SAME " + (this.out == System.out));
			default -> throw new IllegalArgumentException(command);
		}
	}

	private void open(String[] words) {
		ProgressTracker tracker = this.jobs.get(words[0]);
		this.stages.put(words[1], (words.length > 2) ? tracker.openStage(words[1], Long.parseLong(words[2]))
				: tracker.openStage(words[1]));
	}

	private void work(String[] words) {
		for (int second = 0; second < Integer.parseInt(words[0]); second++) {
			this.time.pass(Duration.ofSeconds(1));
			for (int i = 1; i < words.length; i += 2) {
				this.stages.get(words[i]).inc(Long.parseLong(words[i + 1]));
			}
			report();
		}
	}

	private void report() {
		this.trackers.sample();
		this.trackers.progress().forEach(this.terminal::report);
	}

	private static boolean isJLineLoaded() {
		try {
			return new Lookup().isLoaded("org.jline.terminal.spi.SystemStream");
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Requires the option {@code --add-opens java.base/java.lang=ALL-UNNAMED}. */
	private static final class Lookup {

		boolean isLoaded(String name) throws ReflectiveOperationException {
			var method = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
			method.setAccessible(true);
			return method.invoke(ShownJob.class.getClassLoader(), name) != null;
		}

	}

}
