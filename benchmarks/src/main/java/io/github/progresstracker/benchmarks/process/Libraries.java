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

import java.util.regex.Pattern;

/**
 * The libraries that a starter brings in, beyond those of the constants before it. Jars
 * without classes do not matter.
 */
enum Libraries {

	/** Spring Boot's own starter. */
	BOOT("spring-boot|spring-boot-autoconfigure|spring-(core|beans|context|aop|expression)"
			+ "|micrometer-(commons|observation)|logback-.*|log4j-.*|jul-to-slf4j|slf4j-api|commons-logging|jspecify"
			+ "|snakeyaml|jakarta\\.annotation-api"),

	/** The starter for the actuator, with a Prometheus registry. */
	ACTUATOR("spring-boot-(actuator|health|micrometer).*|micrometer-.*|HdrHistogram|LatencyUtils"
			+ "|prometheus-metrics-(?!exporter-pushgateway).*"),

	/** The library that pushes for Spring Boot's own export. */
	PUSHGATEWAY("prometheus-metrics-exporter-pushgateway"),

	/** This project's starter. */
	TRACKER("progress-tracker-autoconfigure|jline-.*"),

	/** Spring Batch with a database. */
	BATCH("spring-batch-.*|spring-(tx|jdbc)|spring-boot-(batch|batch-jdbc|jdbc|sql|transaction|persistence)|HikariCP|h2");

	private final Pattern artifacts;

	Libraries(String artifacts) {
		this.artifacts = Pattern.compile(artifacts);
	}

	boolean contains(String artifact) {
		return this.artifacts.matcher(artifact).matches();
	}

	/** The libraries of an application with the starter. */
	static Libraries[] withStarter() {
		return new Libraries[] { BOOT, ACTUATOR, PUSHGATEWAY, TRACKER };
	}

	/** The libraries of the same application without the starter. */
	static Libraries[] withoutStarter() {
		return new Libraries[] { BOOT, ACTUATOR, PUSHGATEWAY };
	}

}
