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

package io.github.progresstracker.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.progresstracker.benchmarks.process.Comparisons;

/**
 * The single entry point for all measurements. The name of a comparison, such as
 * {@code start}, runs whole processes side by side; all other arguments are passed to
 * JMH.
 */
public final class Benchmarks {

	private Benchmarks() {
	}

	public static void main(String[] args) throws Exception {
		Optional<String> comparison = Arrays.stream(args).findFirst().filter(Comparisons.names()::contains);
		if (comparison.isPresent()) {
			Comparisons.run(comparison.get(), List.of(args).subList(1, args.length));
		}
		else {
			org.openjdk.jmh.Main.main(args);
		}
	}

}
