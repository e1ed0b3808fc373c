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
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples of the documentation: all Java and Kotlin code in it is part of
 * a source file that is compiled and that a test runs.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");

	/**
	 * Build files are marked as {@code kts} or {@code groovy}.
	 */
	private static final Pattern EXAMPLE = Pattern.compile("```(?:java|kotlin)\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern GRADLE_DEPENDENCY = Pattern
		.compile("io\\.github\\.progresstracker:([\\w-]+:[\\w.-]+)");

	private static final Pattern VERSION = Pattern
		.compile("<artifactId>progress-tracker</artifactId>\\s*<version>(.+?)</version>");

	private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern ARTIFACT = Pattern
		.compile("<groupId>(.+?)</groupId>\\s*<artifactId>(.+?)</artifactId>");

	private static final Pattern PLUGIN = Pattern.compile("<plugin>.*</plugin>", Pattern.DOTALL);

	/**
	 * A comment in the documentation, which explains a line or stands for omitted code.
	 */
	private static final Pattern COMMENT = Pattern.compile("//[^\\n]*");

	static List<Path> pages() throws IOException {
		try (Stream<Path> documentation = Files.list(ROOT.resolve("docs"))) {
			return Stream.concat(Stream.of(ROOT.resolve("README.md")), documentation)
				.filter((page) -> page.toString().endsWith(".md"))
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void eachExampleIsPartOfASource(Path page) throws IOException {
		List<String> sources = sources();
		EXAMPLE.matcher(Files.readString(page))
			.results()
			.flatMap((example) -> Stream.of(example.group(1).split("// …")))
			.map(DocumentationTests::code)
			.forEach((code) -> assertThat(sources).anyMatch((source) -> source.contains(code),
					"a source with: " + code));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void eachMentionedTestExists(Path page) throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			Set<String> names = files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.endsWith(".java") || file.endsWith(".kt"))
				.map((file) -> file.substring(0, file.lastIndexOf('.')))
				.collect(Collectors.toSet());
			assertThat(names)
				.containsAll(TEST.matcher(Files.readString(page)).results().map((test) -> test.group(1)).toList());
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void eachDependencyForGradleIsAModuleOfThisVersion(Path page) throws IOException {
		String version = VERSION.matcher(Files.readString(ROOT.resolve("pom.xml")))
			.results()
			.findFirst()
			.map((found) -> found.group(1))
			.orElseThrow();
		assertThat(GRADLE_DEPENDENCY.matcher(Files.readString(page)).results().map((found) -> found.group(1)))
			.allSatisfy((dependency) -> {
				assertThat(dependency).endsWith(":" + version);
				assertThat(ROOT.resolve(dependency.substring(0, dependency.indexOf(':')))).isDirectory();
			});
	}

	@ParameterizedTest
	@MethodSource("pages")
	void eachJavaExampleIsFollowedByTheSameInKotlin(Path page) throws IOException {
		List<String> languages = blocks(page).map(Block::language)
			.filter((language) -> language.equals("java") || language.equals("kotlin"))
			.toList();
		if (languages.contains("java")) {
			assertThat(languages).as(page.toString())
				.isEqualTo(languages.stream()
					.flatMap((language) -> Stream.of("java", "kotlin"))
					.limit(languages.size())
					.toList())
				.endsWith("kotlin");
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void eachExampleForMavenIsThereForGradleInKotlinAndGroovy(Path page) throws IOException {
		List<Block> blocks = blocks(page).filter((block) -> List.of("xml", "kts", "groovy").contains(block.language()))
			.toList();
		for (int i = 0; i < blocks.size(); i += 3) {
			Map<String, String> same = blocks.subList(i, Math.min(i + 3, blocks.size()))
				.stream()
				.collect(Collectors.toMap(Block::language, Block::text));
			assertThat(same).as(page.toString()).containsOnlyKeys("xml", "kts", "groovy");
			assertThat(gradle(same.get("groovy"))).isEqualTo(gradle(same.get("kts")));
			assertThat(ARTIFACT.matcher(PLUGIN.matcher(same.get("xml")).replaceAll("")).results())
				.allSatisfy((artifact) -> assertThat(same.get("kts")).contains(artifact.group(1), artifact.group(2)));
		}
	}

	@Test
	void thereAreExamplesInAllLanguages() throws IOException {
		List<Path> pages = pages();
		assertThat(Stream.of("java", "kotlin", "xml", "kts", "groovy")).allSatisfy((language) -> assertThat(pages)
			.anySatisfy((page) -> assertThat(Files.readString(page)).contains("```" + language + "\n")));
	}

	private static Stream<Block> blocks(Path page) throws IOException {
		return BLOCK.matcher(Files.readString(page))
			.results()
			.map((found) -> new Block(found.group(1), found.group(2)));
	}

	/** The two languages of Gradle differ in quotes, parentheses, and a few words. */
	private static String gradle(String script) {
		return code(script).replace('\'', '"')
			.replaceAll("kotlin\\(\"(\\w[\\w.]*)\"\\)", "id(\"org.jetbrains.kotlin.$1\")")
			.replaceAll("tasks\\.named\\(\"(\\w+)\"\\)", "tasks.$1")
			.replaceAll("(group|module|plugin)(?: =|:)", "$1:")
			.replaceAll("[()]", " ")
			.replaceAll("\\s+", " ")
			.strip();
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files.filter(DocumentationTests::isExample)
				.map(DocumentationTests::read)
				.map(DocumentationTests::code)
				.toList();
		}
	}

	private static boolean isExample(Path file) {
		String name = ROOT.relativize(file).toString().replace('\\', '/');
		return (name.endsWith(".java") && (name.contains("/example/") || name.startsWith("samples/")))
				|| (name.endsWith(".kt") && name.startsWith("compatibility/kotlin/src/"));
	}

	/** The documentation is not laid out as the formatter would. */
	private static String code(String text) {
		return COMMENT.matcher(text).replaceAll("").replaceAll("\\s+", " ").strip();
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private record Block(String language, String text) {

	}

}
