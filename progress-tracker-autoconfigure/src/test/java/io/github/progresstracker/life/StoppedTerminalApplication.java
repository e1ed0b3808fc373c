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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import io.github.progresstracker.ProgressTracker;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A job that counts until the thread that draws its bar waits for the terminal. It then
 * counts some more and writes a file.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StoppedTerminalApplication {

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(StoppedTerminalApplication.class, args)));
	}

	@Bean
	CommandLineRunner job(ProgressTracker tracker) {
		return (args) -> {
			tracker.startStage("load");
			int waits = 0;
			// A single time, the thread may be about to go on
			while (waits < 25) {
				waits = isTerminalAwaited() ? waits + 1 : 0;
				tracker.inc();
				// No signal announces this, so the program polls
				Thread.sleep(20);
			}
			tracker.startStage("index").inc(1_000_000);
			Files.writeString(Path.of(args[0]), "done");
		};
	}

	private static boolean isTerminalAwaited() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().getName().equals("progress-TerminalProgress"))
			.anyMatch((thread) -> Arrays.stream(thread.getValue())
				.anyMatch((frame) -> frame.getMethodName().equals("writeBytes")));
	}

}
