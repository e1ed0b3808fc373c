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
 * The libraries that a starter brings along, beyond those of the ones above it. Jars
 * without classes do not matter.
 */
enum Libraries {

	/** Of Spring Boot's own starter. */
	BOOT("spring-boot|spring-boot-autoconfigure|spring-(core|beans|context|aop|expression)"
			+ "|micrometer-(commons|observation)|logback-.*|log4j-.*|jul-to-slf4j|slf4j-api|commons-logging|jspecify"
			+ "|snakeyaml|jakarta\\.annotation-api"),

	/** Of the actuator's starter, with a registry for Prometheus. */
	ACTUATOR("spring-boot-(actuator|health|micrometer).*|micrometer-.*|HdrHistogram|LatencyUtils"
			+ "|prometheus-metrics-(?!exporter-pushgateway).*"),

	/** What pushes, for Spring Boot's own export. */
	PUSHGATEWAY("prometheus-metrics-exporter-pushgateway"),

	/** Of this project, beyond all of the above. */
	TRACKER("progress-tracker-autoconfigure|jline-.*"),

	/** Of Spring Batch with a database. */
	BATCH("spring-batch-.*|spring-(tx|jdbc)|spring-boot-(batch|batch-jdbc|jdbc|sql|transaction|persistence)|HikariCP|h2");

	private final Pattern artifacts;

	Libraries(String artifacts) {
		this.artifacts = Pattern.compile(artifacts);
	}

	boolean contains(String artifact) {
		return this.artifacts.matcher(artifact).matches();
	}

	/** Of an application that has the starter. */
	static Libraries[] withStarter() {
		return new Libraries[] { BOOT, ACTUATOR, PUSHGATEWAY, TRACKER };
	}

	/** Of the same application without the starter. */
	static Libraries[] withoutStarter() {
		return new Libraries[] { BOOT, ACTUATOR, PUSHGATEWAY };
	}

}
