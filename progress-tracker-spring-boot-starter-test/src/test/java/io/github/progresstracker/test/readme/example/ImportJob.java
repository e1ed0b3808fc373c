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

package io.github.progresstracker.test.readme.example;

import java.nio.file.Path;
import java.util.List;

import io.github.progresstracker.ProgressTracker;

import org.springframework.boot.CommandLineRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ImportJob {

	@Bean
	CommandLineRunner importOrders(ProgressTracker tracker) {
		return (args) -> {
			tracker.startStage("load", files().size());
			for (Path file : tracker.track(files())) {
				load(file);
			}
			tracker.startStage("index");
			tracker.inc(index());
		};
	}

	private static List<Path> files() {
		return List.of(Path.of("a.csv"), Path.of("b.csv"), Path.of("c.csv"));
	}

	private static void load(Path file) {
		assert file.toString().endsWith(".csv");
	}

	private static long index() {
		return 70;
	}

}
