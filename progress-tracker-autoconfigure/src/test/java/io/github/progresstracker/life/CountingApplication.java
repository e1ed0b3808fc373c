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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A job that counts in bursts, as fast as it can, until a line on its standard input
 * tells it what to do next. Between two bursts it waits a moment for that line, so that
 * it does not take a processor from the tests that run beside it.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CountingApplication {

	/** Number of records in a burst. */
	private static final int BATCH = 100_000;

	private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();

	private long counted;

	private long nanos;

	private int exitCode;

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(CountingApplication.class, args)));
	}

	@Bean
	ExitCodeGenerator exitCodeGenerator() {
		return () -> this.exitCode;
	}

	@Bean
	CommandLineRunner job(ProgressTracker tracker, ProgressTrackers trackers) {
		return (args) -> {
			Thread reader = new Thread(this::readCommands, "commands");
			reader.setDaemon(true);
			reader.start();
			tracker.startStage("load");
			String command = count(tracker);
			while (command.startsWith("hourly")) {
				runAnotherJob(command, trackers);
				command = count(tracker);
			}
			System.out.printf("COUNTED %d at %d records/s%n", this.counted,
					Math.round(this.counted / (this.nanos / 1e9)));
			end(command);
		};
	}

	private void readCommands() {
		try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			input.lines().forEach(this.commands::add);
		}
		catch (IOException ex) {
			System.out.println(ex);
		}
	}

	private String count(ProgressTracker tracker) throws InterruptedException {
		String command = null;
		while (command == null) {
			long begin = System.nanoTime();
			for (int i = 0; i < BATCH; i++) {
				tracker.inc();
			}
			this.nanos += System.nanoTime() - begin;
			this.counted += BATCH;
			command = this.commands.poll(5, TimeUnit.MILLISECONDS);
		}
		return command;
	}

	private void runAnotherJob(String command, ProgressTrackers trackers) {
		if (command.equals("hourly")) {
			trackers.run("hourly", (hourly) -> hourly.inc(5));
		}
		else {
			trackers.start("hourly").inc(2);
		}
	}

	private void end(String command) throws InterruptedException {
		switch (command) {
			case "return" -> this.exitCode = 0;
			case "exit 3" -> this.exitCode = 3;
			case "throw" -> throw new IllegalStateException("as told");
			case "hang" -> new CountDownLatch(1).await();
			default -> throw new IllegalArgumentException(command);
		}
	}

}
