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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An application to run in its own JVMs.
 *
 * @param program the part of the {@code java} command line that selects it
 * @param jvmOptions the options for the JVM
 * @param arguments the arguments for the application
 */
record JavaApplication(List<String> program, List<String> jvmOptions, List<String> arguments) {

	/** The {@code java} command of the current JVM. */
	static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

	static JavaApplication ofClassPath(ClassPath classPath, Class<?> main) {
		return new JavaApplication(List.of("-cp", classPath.toString(), main.getName()), List.of(), List.of());
	}

	static JavaApplication ofJar(Path jar) {
		return new JavaApplication(List.of("-jar", jar.toString()), List.of(), List.of());
	}

	JavaApplication jvm(String... more) {
		return new JavaApplication(this.program, and(this.jvmOptions, more), this.arguments);
	}

	JavaApplication with(Object... more) {
		String[] texts = Stream.of(more).map(Object::toString).toArray(String[]::new);
		return new JavaApplication(this.program, this.jvmOptions, and(this.arguments, texts));
	}

	private static List<String> and(List<String> some, String... more) {
		return Stream.concat(some.stream(), Stream.of(more)).toList();
	}

	/**
	 * Runs it once.
	 * @return what it measured itself
	 */
	Map<String, Double> run() throws IOException, InterruptedException {
		return MeasuredProcess.run(command()).measured();
	}

	/**
	 * Runs it once.
	 * @return what it measured itself, how long the whole process took, and how long its
	 * end after each instant that it printed
	 */
	Map<String, Double> runTimed() throws IOException, InterruptedException {
		MeasuredProcess process = MeasuredProcess.run(command());
		Map<String, Double> all = new LinkedHashMap<>(process.measured());
		all.put("s from start to exit", process.seconds());
		process.secondsSince().forEach((instant, seconds) -> all.put("s from " + instant + " to exit", seconds));
		all.put("s of CPU", process.cpuSeconds());
		return all;
	}

	private List<String> command() {
		List<String> command = new ArrayList<>();
		command.add(JAVA);
		command.addAll(this.jvmOptions);
		command.addAll(this.program);
		command.addAll(this.arguments);
		return command;
	}

}
