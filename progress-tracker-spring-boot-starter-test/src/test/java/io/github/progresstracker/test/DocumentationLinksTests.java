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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that each link of the documentation to a file of this project leads to it, and to
 * a heading there.
 */
class DocumentationLinksTests {

	private static final Path ROOT = Path.of("..");

	/** What Git does not keep, or what is for machines. */
	private static final Pattern LEFT_OUT = Pattern.compile("(^|/)(\\.[^/]|target/|node_modules/)");

	private static final Pattern BLOCK = Pattern.compile("^ *```.*?^ *```", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");

	private static final Pattern LINK = Pattern
		.compile("]\\((?!https?:|mailto:)([^)\\s]+)\\)|(?:href|src)=\"(?!https?:)([^\"]+)\"");

	private static final Pattern HEADING = Pattern.compile("^#{1,6} (.+)$", Pattern.MULTILINE);

	private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");

	static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files.filter((file) -> file.toString().endsWith(".md"))
				.filter((file) -> !LEFT_OUT.matcher(ROOT.relativize(file).toString().replace('\\', '/')).find())
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("pages")
	void eachLinkLeadsToAFileAndAHeading(Path page) throws IOException {
		assertThat(links(page)).allSatisfy((link) -> {
			String[] parts = link.split("#", 2);
			Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
			assertThat(file).exists();
			if (parts.length > 1) {
				assertThat(anchors(file)).contains(parts[1]);
			}
		});
	}

	private static List<String> links(Path page) throws IOException {
		String text = BLOCK.matcher(Files.readString(page)).replaceAll("");
		return LINK.matcher(CODE.matcher(text).replaceAll(""))
			.results()
			.map((link) -> (link.group(1) != null) ? link.group(1) : link.group(2))
			.toList();
	}

	/** The anchors of a page, as GitHub makes them of its headings. */
	private static List<String> anchors(Path page) throws IOException {
		String text = BLOCK.matcher(Files.readString(page)).replaceAll("");
		List<String> anchors = new ArrayList<>(
				ANCHOR.matcher(text).results().map((anchor) -> anchor.group(1)).toList());
		HEADING.matcher(text).results().forEach((heading) -> {
			String name = heading.group(1)
				.strip()
				.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N}_ -]", "")
				.replace(' ', '-');
			String anchor = name;
			for (int same = 1; anchors.contains(anchor); same++) {
				anchor = name + "-" + same;
			}
			anchors.add(anchor);
		});
		return anchors;
	}

}
