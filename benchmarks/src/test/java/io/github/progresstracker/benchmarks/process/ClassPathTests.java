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
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassPath}.
 */
class ClassPathTests {

	private static final String STARTER = "progress-tracker-autoconfigure";

	private static final String CLIENT = "prometheus-metrics-exporter-pushgateway";

	@Test
	void librariesWithoutTheStarterDoNotContainIt() throws IOException {
		ClassPath all = ClassPath.ofThisJvm();
		assertThat(all.of(Libraries.withStarter()).toString()).contains(STARTER, CLIENT, "spring-boot-actuator");
		assertThat(all.of(Libraries.withoutStarter()).toString()).contains(CLIENT, "spring-boot-actuator")
			.doesNotContain(STARTER);
		assertThat(all.of(Libraries.BOOT).toString()).contains("spring-boot-autoconfigure")
			.doesNotContain(STARTER, CLIENT, "actuator", "prometheus", "micrometer-core", "jmh", "spring-batch");
	}

	@Test
	void librariesWithTheStarterContainAllOfItsDependencies() throws IOException {
		String pom = Files.readString(Path.of("../progress-tracker-spring-boot-starter/pom.xml"));
		String dependencies = pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>"));
		assertThat(Pattern.compile("<artifactId>(.+)</artifactId>").matcher(dependencies).results())
			.extracting((artifact) -> artifact.group(1))
			.filteredOn((artifact) -> !artifact.startsWith("spring-boot-starter"))
			.contains(STARTER, CLIENT)
			.allSatisfy((artifact) -> assertThat(Libraries.withStarter())
				.anyMatch((libraries) -> libraries.contains(artifact)));
	}

	@Test
	void knowsTheVersionsOfItsLibraries() throws IOException {
		assertThat(ClassPath.ofThisJvm().version("spring-boot")).startsWith("4.");
	}

}
