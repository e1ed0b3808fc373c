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

package io.github.progresstracker.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code docs/testing.md}: all of its code is that of tests which are run.
 */
class DocumentationTests {

	private static final Path EXAMPLES = Path.of("src/test/java/io/github/progresstracker/test/example");

	@Test
	void eachExampleIsRunAsATest() throws IOException {
		String documentation = Files.readString(Path.of("../docs/testing.md"));
		List<String> examples = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
			.matcher(documentation)
			.results()
			.map((example) -> example.group(1))
			.toList();
		assertThat(examples).isNotEmpty();
		assertThat(examples).allSatisfy(
				(example) -> assertThat(sources()).anySatisfy((source) -> assertThat(source).contains(example)));
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Files.list(EXAMPLES)) {
			return files.map(DocumentationTests::read).toList();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
