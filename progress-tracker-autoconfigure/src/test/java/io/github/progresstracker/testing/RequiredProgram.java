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

package io.github.progresstracker.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test needs. If it is missing, the test is skipped with a message that
 * says what to install. In continuous integration ({@code CI=true}) the test fails, so
 * that no test is skipped unnoticed.
 */
public enum RequiredProgram {

	/** The Pushgateway. */
	PUSHGATEWAY("prometheus-pushgateway", "prometheus-pushgateway"),

	/** The Prometheus server. */
	PROMETHEUS("prometheus", "prometheus"),

	/** Checks rules and the exposition format. */
	PROMTOOL("promtool", "prometheus"),

	/** The server that Prometheus sends its alerts to. */
	ALERTMANAGER("prometheus-alertmanager", "prometheus-alertmanager"),

	/** Checks the configuration of an Alertmanager. */
	AMTOOL("amtool", "prometheus-alertmanager"),

	/** The HTTP client that scripts use. */
	CURL("curl", "curl"),

	/** A terminal whose screen can be read. */
	TMUX("tmux", "tmux"),

	/** Checks compose files; a Docker engine is not needed for that. */
	DOCKER_COMPOSE("docker-compose", "docker-compose");

	private static final Set<RequiredProgram> SERVERS = EnumSet.of(PUSHGATEWAY, PROMETHEUS, PROMTOOL, ALERTMANAGER,
			AMTOOL);

	private final String command;

	private final String debianPackage;

	RequiredProgram(String command, String debianPackage) {
		this.command = command;
		this.debianPackage = debianPackage;
	}

	/**
	 * Finds the program on the {@code PATH}. Call this in a test, a constructor or
	 * {@code @BeforeAll}, but not in the initializer of a static field, which cannot skip
	 * a test. A class that looks for a server or one of its tools is annotated with
	 * {@link UsesServers}.
	 * @return the program
	 */
	public Path find() {
		if (SERVERS.contains(this)) {
			ServersInUse.check();
		}
		return search().orElseGet(this::missing);
	}

	/**
	 * Searches the program on the {@code PATH}.
	 * @return the program, if it is there
	 */
	Optional<Path> search() {
		String path = System.getenv().getOrDefault("PATH", "/usr/bin");
		return Arrays.stream(path.split(File.pathSeparator))
			.map((folder) -> Path.of(folder, this.command))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private Path missing() {
		String message = "%s is not installed: apt-get install %s".formatted(this.command, this.debianPackage);
		if ("true".equalsIgnoreCase(System.getenv("CI"))) {
			return Assertions.fail(message);
		}
		return Assumptions.abort(message);
	}

}
