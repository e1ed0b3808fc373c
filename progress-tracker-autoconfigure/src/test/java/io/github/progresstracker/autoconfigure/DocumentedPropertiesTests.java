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

package io.github.progresstracker.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application starts with each example of properties in the documentation.
 */
class DocumentedPropertiesTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern EXAMPLE = Pattern.compile("```(yaml|properties)\\n(.*?)```", Pattern.DOTALL);

	private static final Pattern OURS = Pattern.compile("(?m)^(progress\\.tracker\\b|progress:$)");

	private static final Pattern BUNDLE = Pattern.compile("\\bssl\\.bundle(?:=|: )(\\w+)");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

	static Stream<Arguments> examples() {
		return Stream.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("samples"))
			.flatMap(DocumentedPropertiesTests::pages)
			.flatMap((page) -> EXAMPLE.matcher(read(page))
				.results()
				.filter((example) -> OURS.matcher(example.group(2)).find())
				.map((example) -> Arguments.of(page.getFileName().toString(), example.group(1), example.group(2))));
	}

	@ParameterizedTest
	@MethodSource("examples")
	void anApplicationStartsWithEachExample(String page, String language, String example) throws IOException {
		PropertySourceLoader loader = language.equals("yaml") ? new YamlPropertySourceLoader()
				: new PropertiesPropertySourceLoader();
		List<PropertySource<?>> sources = loader.load(page, new ByteArrayResource(example.getBytes(UTF_8)));
		Variables.contextWithout()
			.withConfiguration(AutoConfigurations.of(ProgressTrackerAutoConfiguration.class))
			.withBean(SslBundles.class, () -> bundles(example))
			.withInitializer(placeholders(example))
			.withInitializer((context) -> sources.forEach(context.getEnvironment().getPropertySources()::addFirst))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void theReadmeHasAnExampleInEachLanguage() {
		assertThat(examples()).extracting((example) -> example.get()[0] + " " + example.get()[1])
			.contains("README.md yaml", "README.md properties");
	}

	/** The files of certificates are the reader's. */
	private static SslBundles bundles(String example) {
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
		BUNDLE.matcher(example)
			.results()
			.forEach((bundle) -> bundles.registerBundle(bundle.group(1), SslBundle.of(SslStoreBundle.NONE)));
		return bundles;
	}

	/** Secrets come from variables of the reader's. */
	private static ApplicationContextInitializer<ConfigurableApplicationContext> placeholders(String example) {
		MapPropertySource values = new MapPropertySource("placeholders",
				PLACEHOLDER.matcher(example)
					.results()
					.map((placeholder) -> placeholder.group(1))
					.distinct()
					.collect(Collectors.toMap((name) -> name, (name) -> "secret")));
		return (context) -> context.getEnvironment().getPropertySources().addLast(values);
	}

	private static Stream<Path> pages(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".md")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
