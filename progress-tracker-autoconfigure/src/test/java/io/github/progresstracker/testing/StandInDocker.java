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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A stand-in for the program {@code docker}, because tests cannot have a Docker engine.
 * It answers Spring Boot as if the services of a compose file were running.
 *
 * @param directory the directory of the program and the compose file
 */
public record StandInDocker(Path directory) {

	private static final String PROGRAM = """
			#!/bin/sh
			cd "$(dirname "$0")"
			case "$*" in
				"version "*) echo 27.5.1 ;;
				"compose version "*) echo '{"version":"2.32.4"}' ;;
				"context ls "*) echo '{"Name":"default","Current":true,"DockerEndpoint":"unix:///var/run/docker.sock"}' ;;
				"compose --file "*" config --format=json") cat config.json ;;
				"compose --file "*" ps --orphans=false --format=json") cat ps.json ;;
				"inspect "*) cat inspect.json ;;
				*) echo "not expected: $*" >&2; exit 1 ;;
			esac
			""";

	private static final String INSPECTION = """
			{"Id":"%s","Config":{"Image":"%s","Labels":%s,"ExposedPorts":{"9091/tcp":{}},"Env":[]},\
			"HostConfig":{"NetworkMode":"bridge"},\
			"NetworkSettings":{"Ports":{"9091/tcp":%s}}}""";

	/**
	 * Creates the program in a directory.
	 * @param directory the directory
	 * @param services the running services
	 * @return the program
	 * @throws IOException if it cannot be created
	 */
	public static StandInDocker in(Path directory, Service... services) throws IOException {
		Path program = Files.writeString(directory.resolve("docker"), PROGRAM);
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.writeString(directory.resolve("compose.yaml"), "services:\n");
		List<Service> all = Arrays.asList(services);
		Files.writeString(directory.resolve("config.json"), "{\"name\":\"demo\",\"services\":{%s}}".formatted(
				join(",", all, (service) -> "\"%s\":{\"image\":\"%s\"}".formatted(service.name, service.image))));
		Files.writeString(directory.resolve("ps.json"),
				join("\n", all,
						(service) -> "{\"ID\":\"%s\",\"Image\":\"%s\",\"Name\":\"demo-%s-1\",\"State\":\"running\"}"
							.formatted(service.id(), service.image, service.name)));
		Files.writeString(directory.resolve("inspect.json"), join("\n", all,
				(service) -> INSPECTION.formatted(service.id(), service.image, service.labels(), service.mapping())));
		return new StandInDocker(directory);
	}

	private static String join(String separator, List<Service> services, Function<Service, String> text) {
		return services.stream().map(text).collect(Collectors.joining(separator));
	}

	/**
	 * Returns the environment variables with which a process finds the program.
	 * @return the variables
	 */
	public Map<String, String> variables() {
		return Map.of("PATH", this.directory + ":/usr/bin:/bin");
	}

	/**
	 * Returns the compose file.
	 * @return its path
	 */
	public Path composeFile() {
		return this.directory.resolve("compose.yaml");
	}

	/**
	 * A service of the compose file.
	 *
	 * @param name its name
	 * @param image its image
	 * @param label the name of its label; empty if it has none
	 * @param value the value of the label
	 * @param port the local port that port 9091 of the container is mapped to; 0 if it is
	 * not published
	 */
	public record Service(String name, String image, String label, String value, int port) {

		private String id() {
			return Integer.toHexString(this.name.hashCode());
		}

		private String mapping() {
			return (this.port == 0) ? "null" : "[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"%d\"}]".formatted(this.port);
		}

		private String labels() {
			String own = this.label.isEmpty() ? "" : ",\"%s\":\"%s\"".formatted(this.label, this.value);
			return "{\"com.docker.compose.service\":\"%s\"%s}".formatted(this.name, own);
		}

	}

}
