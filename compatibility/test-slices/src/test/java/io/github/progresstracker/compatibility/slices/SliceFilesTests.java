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

package io.github.progresstracker.compatibility.slices;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the files that add trackers to the slices of Spring Boot.
 */
class SliceFilesTests {

	private static final String IMPORTS = ".imports";

	private final ResourcePatternResolver resources = new PathMatchingResourcePatternResolver();

	@Test
	void eachSliceOfSpringBootHasTrackers() throws IOException {
		SimpleMetadataReaderFactory classes = new SimpleMetadataReaderFactory();
		Resource[] files = this.resources.getResources("classpath*:org/springframework/boot/**/*Test.class");
		List<String> slices = Arrays.stream(files)
			.map((file) -> read(classes, file))
			.filter((type) -> type.getAnnotationMetadata().hasAnnotation(ImportAutoConfiguration.class.getName()))
			.map((type) -> type.getClassMetadata().getClassName())
			.toList();
		assertThat(slices).hasSizeGreaterThanOrEqualTo(20);
		assertThat(Arrays.stream(ourFiles()).map(SliceFilesTests::nameOf)).containsExactlyInAnyOrderElementsOf(slices);
	}

	@Test
	void allSlicesHaveTheTrackersOfOurOwnSlice() throws IOException {
		String own = this.resources
			.getResource("classpath:META-INF/spring/io.github.progresstracker.test.ProgressTrackerTest" + IMPORTS)
			.getContentAsString(StandardCharsets.UTF_8);
		for (Resource file : ourFiles()) {
			assertThat(file.getContentAsString(StandardCharsets.UTF_8))
				.isEqualTo(own + "io.github.progresstracker.test.SliceAutoConfiguration\n");
		}
	}

	private Resource[] ourFiles() throws IOException {
		return this.resources.getResources("classpath*:META-INF/spring/org.springframework.boot.*Test" + IMPORTS);
	}

	private static String nameOf(Resource file) {
		String name = Objects.requireNonNull(file.getFilename());
		return name.substring(0, name.length() - IMPORTS.length());
	}

	private static MetadataReader read(SimpleMetadataReaderFactory classes, Resource file) {
		try {
			return classes.getMetadataReader(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
