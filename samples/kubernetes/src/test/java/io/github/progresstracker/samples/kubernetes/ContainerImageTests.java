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
import java.util.List;
import java.util.Map;

import io.github.progresstracker.testing.Exposition;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Builds the folder that a container image would have, as the Dockerfile in Spring Boot's
 * documentation does: the layers of the jar, and an archive of the classes that a start
 * loads. Then starts the application from it.
 */
@UsesServers
class ContainerImageTests {

	private static final boolean AOT_CACHE = Runtime.version().feature() >= 25;

	private static final Map<String, String> JOB = Map.of("job", "checksums");

	@TempDir
	private Path folder;

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void theApplicationStartsFromItsLayersAndAnArchiveOfItsClasses() throws Exception {
		Map<String, String> variables = Map.of("PUSHGATEWAY", this.gateway.url(), "JOB_NAME", "checksums",
				"CHECKSUMS_RECORDS", "1000");
		Path image = copyLayers();
		String jar = image.resolve(ContainerRun.JAR.getFileName()).toString();
		String archive = image.resolve("application.archive").toString();

		// While the image is built, the application is not started any further than to
		// load its classes
		ContainerRun training = ContainerRun.of(variables,
				(AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive,
				"-Dspring.context.exit=onRefresh", "-jar", jar);
		assertThat(training.exitCode()).as(training.output()).isZero();
		assertThat(training.output()).doesNotContain("WARN", "ERROR");
		assertThat(this.gateway.exposition().series("push_time_seconds")).isEmpty();

		ContainerRun container = ContainerRun.of(variables,
				(AOT_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive,
				// It would not start if the archive could not be used
				AOT_CACHE ? "-XX:AOTMode=on" : "-Xshare:on", "-jar", jar);
		assertThat(container.exitCode()).as(container.output()).isZero();
		assertThat(container.output()).contains("Tracking job 'checksums'", "checksums: completed in")
			.doesNotContain("WARN", "ERROR");
		Exposition metrics = this.gateway.exposition();
		assertThat(metrics.value("job_records_processed", JOB)).isEqualTo(1000);
		assertThat(metrics.has("job_last_success", JOB)).isTrue();
	}

	private Path copyLayers() throws Exception {
		Path image = Files.createDirectory(this.folder.resolve("image"));
		Path layers = this.folder.resolve("layers");
		assertThat(java("-Djarmode=tools", "-jar", ContainerRun.JAR.toString(), "extract", "--layers", "--destination",
				layers.toString())
			.exitCode()).isZero();
		List<String> names = java("-Djarmode=tools", "-jar", ContainerRun.JAR.toString(), "list-layers").output()
			.lines()
			.toList();
		assertThat(names).contains("dependencies", "application");
		for (String name : names) {
			FileSystemUtils.copyRecursively(layers.resolve(name), image);
		}
		return image;
	}

	private static ContainerRun java(String... arguments) throws IOException, InterruptedException {
		return ContainerRun.of(Map.of(), arguments);
	}

}
