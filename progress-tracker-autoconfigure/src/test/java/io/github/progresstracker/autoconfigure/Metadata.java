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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.io.ClassPathResource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The metadata of the properties, as IDEs read it.
 */
final class Metadata {

	private Metadata() {
	}

	/**
	 * Reads all elements of one kind.
	 * @param kind {@code properties} or {@code hints}
	 * @return the elements, with their attributes
	 */
	@SuppressWarnings("unchecked")
	static List<Map<String, Object>> elements(String kind) {
		try (InputStream metadata = new ClassPathResource("META-INF/spring-configuration-metadata.json",
				ProgressTrackerProperties.class.getClassLoader())
			.getInputStream()) {
			Object elements = JsonParserFactory.getJsonParser()
				.parseMap(new String(metadata.readAllBytes(), UTF_8))
				.get(kind);
			assertThat(elements).isNotNull();
			return (List<Map<String, Object>>) elements;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
