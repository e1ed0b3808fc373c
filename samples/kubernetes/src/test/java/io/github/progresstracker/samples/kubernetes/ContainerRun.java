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

package io.github.progresstracker.samples.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application as a container of a pod would: with the variables of its manifest
 * and no others.
 *
 * @param exitCode the exit code of the application
 * @param output its standard output and standard error
 */
record ContainerRun(int exitCode, String output) {

	static final String NAMESPACE = "batch";

	static final Path JAR = Path.of("target", "checksums.jar").toAbsolutePath();

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	/**
	 * Runs it to its end.
	 * @param podTemplate the template that the pod is made from
	 * @param overridden variables that differ from those in the template, or that
	 * Kubernetes adds
	 * @return the result
	 */
	static ContainerRun of(Object podTemplate, Map<String, String> overridden)
			throws IOException, InterruptedException {
		assertThat(JAR).exists();
		Map<String, String> variables = variables(podTemplate);
		variables.putAll(overridden);
		return of(variables, "-jar", JAR.toString());
	}

	/**
	 * Runs Java to its end.
	 * @param variables all of its environment variables
	 * @param arguments what comes after {@code java}
	 * @return the result
	 */
	static ContainerRun of(Map<String, String> variables, String... arguments)
			throws IOException, InterruptedException {
		Path output = Files.createTempFile("container", ".log");
		try {
			String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
			List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
			command.addAll(List.of(arguments));
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().clear();
			builder.environment().putAll(variables);
			Process process = builder.start();
			boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			process.destroyForcibly().waitFor();
			String text = Files.readString(output);
			assertThat(ended).as(text).isTrue();
			return new ContainerRun(process.exitValue(), text);
		}
		finally {
			Files.delete(output);
		}
	}

	/** What Kubernetes would set. */
	static Map<String, String> variables(Object podTemplate) {
		Map<String, String> variables = new LinkedHashMap<>();
		for (Object variable : (List<?>) Manifest.inside(podTemplate, "spec", "containers", 0, "env")) {
			String name = (String) Manifest.inside(variable, "name");
			if (((Map<?, ?>) variable).containsKey("value")) {
				variables.put(name, (String) Manifest.inside(variable, "value"));
			}
			else {
				assertThat(Manifest.inside(variable, "valueFrom", "fieldRef", "fieldPath")).as(name)
					.isEqualTo("metadata.namespace");
				variables.put(name, NAMESPACE);
			}
		}
		return variables;
	}

}
