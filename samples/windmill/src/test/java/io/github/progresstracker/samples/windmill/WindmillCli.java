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

package io.github.progresstracker.samples.windmill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Windmill's command-line interface from npm, in the version that the documentation
 * installs. Where it cannot be had, a test is skipped, on a build server too: it needs a
 * newer Node.js than Debian 12 offers, and npm's registry. {@link WorkspaceTests} checks
 * what can be checked without it.
 */
final class WindmillCli {

	private static final Path DOCUMENTATION = Path.of("..", "..", "docs", "windmill.md");

	private static final Pattern INSTALL = Pattern.compile("npm install --global (windmill-cli@\\S+)");

	private static final Path FOLDER = Path.of("target", "windmill-cli").toAbsolutePath();

	private static final int OLDEST_NODE = 20;

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Path configuration;

	private WindmillCli(Path configuration) {
		this.configuration = configuration;
	}

	/**
	 * Installs the interface.
	 * @param configuration the folder for its configuration
	 * @return the interface
	 */
	static WindmillCli install(Path configuration) throws IOException, InterruptedException {
		Matcher command = INSTALL.matcher(Files.readString(DOCUMENTATION));
		assertThat(command.find()).as("installed in %s", DOCUMENTATION).isTrue();
		Assumptions.assumeTrue(nodeVersion() >= OLDEST_NODE,
				"The Windmill CLI is not tested: install Node.js " + OLDEST_NODE + " or later, with npm");
		Files.createDirectories(FOLDER);
		// None of the dependencies needs its install script to push a bash script
		Result result = run(FOLDER, Map.of(), "npm", "install", "--prefix", FOLDER.toString(), "--ignore-scripts",
				"--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1", "--fetch-timeout=30000",
				command.group(1));
		assertThat(result.output()).as("version in %s", DOCUMENTATION).doesNotContain("ETARGET");
		Assumptions.assumeTrue(result.exitCode() == 0,
				"The Windmill CLI is not tested: npm cannot install it: " + result.output());
		return new WindmillCli(configuration);
	}

	private static int nodeVersion() throws IOException, InterruptedException {
		try {
			run(Path.of("."), Map.of(), "npm", "--version");
			Matcher version = Pattern.compile("v(\\d+)\\.")
				.matcher(run(Path.of("."), Map.of(), "node", "--version").output());
			return version.lookingAt() ? Integer.parseInt(version.group(1)) : 0;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	/**
	 * Runs a command, which has to succeed.
	 * @param folder the working directory
	 * @param arguments the command and its options
	 * @return the output without colors
	 */
	String run(Path folder, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(FOLDER.resolve("node_modules/.bin/wmill").toString()));
		command.addAll(List.of(arguments));
		Result result = run(folder, Map.of("WMILL_CONFIG_DIR", this.configuration.toString()),
				command.toArray(String[]::new));
		String output = result.output().replaceAll("\u001B\\[[\\d;]*m", "");
		assertThat(result.exitCode()).as(output).isZero();
		return output;
	}

	private static Result run(Path folder, Map<String, String> variables, String... command)
			throws IOException, InterruptedException {
		Path output = Files.createTempFile("windmill-cli", ".log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
				.redirectErrorStream(true)
				.redirectOutput(output.toFile());
			builder.environment().putAll(variables);
			Process process = builder.start();
			process.getOutputStream().close();
			boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			if (!ended) {
				process.descendants().forEach(ProcessHandle::destroyForcibly);
				process.destroyForcibly().waitFor();
			}
			String text = Files.readString(output, StandardCharsets.UTF_8);
			return new Result(process.exitValue(), ended ? text : text + "\nstopped after " + PATIENCE);
		}
		finally {
			Files.delete(output);
		}
	}

	private record Result(int exitCode, String output) {
	}

}
