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

import io.github.progresstracker.ProgressTracker;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Works in two stages, and ends at once.
 */
@SpringBootApplication
public class ShortJob {

	public static void main(String[] args) {
		SpringApplication.run(ShortJob.class, args);
	}

	@Bean
	CommandLineRunner work(ProgressTracker tracker) {
		return (args) -> {
			tracker.startStage("load", 3);
			tracker.inc(3);
			tracker.startStage("index");
			tracker.inc(2);
			if (args.length > 0 && args[0].equals("fail")) {
				throw new IllegalStateException("The index is full");
			}
		};
	}

}
