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

package io.github.progresstracker.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All comparisons. Each can be run from the command line.
 */
public final class Comparisons {

	private static final String ROUNDS = "--rounds=";

	private static final List<Comparison> ALL = List.of(new StartComparison(), new LoopComparison(),
			new BatchComparison(), new MemoryComparison(), new ReportComparison(), new FleetComparison(),
			new IdleComparison());

	private Comparisons() {
	}

	/**
	 * Returns the names of all comparisons.
	 * @return the names
	 */
	public static Set<String> names() {
		return ALL.stream().map(Comparison::name).collect(Collectors.toSet());
	}

	/**
	 * Runs a comparison, prints its tables and writes them to the results folder.
	 * @param name the name of the comparison
	 * @param arguments the number of rounds, as in {@code --rounds=5}, or nothing
	 * @throws IOException if a process or a file operation fails
	 * @throws InterruptedException if this thread is interrupted
	 */
	public static void run(String name, List<String> arguments) throws IOException, InterruptedException {
		Comparison comparison = ALL.stream().filter((one) -> one.name().equals(name)).findFirst().orElseThrow();
		int rounds = comparison.rounds();
		for (String argument : arguments) {
			if (!argument.startsWith(ROUNDS)) {
				throw new IllegalArgumentException("The only option is %sN, not '%s'".formatted(ROUNDS, argument));
			}
			rounds = Integer.parseInt(argument.substring(ROUNDS.length()));
		}
		ClassPath classPath = ClassPath.ofThisJvm();
		String results = run(comparison, rounds, Setting.ofFullSize(classPath));
		System.out.println(results);
		Path folder = Files.createDirectories(classPath.module().resolve("results"));
		Path file = folder.resolve("%s-jdk%d.md".formatted(name, Runtime.version().feature()));
		System.out.println("Written to " + Files.writeString(file, results));
	}

	static String run(Comparison comparison, int rounds, Setting setting) throws IOException, InterruptedException {
		try (setting) {
			String conditions = Conditions.describe(comparison, rounds, setting.classPath());
			StringBuilder text = new StringBuilder("# %s%n%n%s%n".formatted(comparison.title(), conditions));
			Rounds.run(comparison.groups(setting), rounds).forEach((results) -> text.append(results.toMarkdown()));
			return text.toString();
		}
	}

}
