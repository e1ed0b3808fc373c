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

package io.github.progresstracker.compatibility;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import io.github.progresstracker.ProgressTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Counts and logs each line of its standard input, up to an empty one. Fails at a line
 * that says so.
 */
@SpringBootApplication
public class ImportApplication {

	private static final Logger logger = LoggerFactory.getLogger(ImportApplication.class);

	public static void main(String[] args) {
		SpringApplication.run(ImportApplication.class, args);
	}

	@Bean
	CommandLineRunner load(ProgressTracker tracker) {
		return (args) -> {
			BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			tracker.startStage("load", 3);
			for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
				if (line.equals("fail")) {
					throw new IllegalStateException("The disk is full");
				}
				logger.info("Loaded {}", line);
				tracker.inc();
			}
		};
	}

}
