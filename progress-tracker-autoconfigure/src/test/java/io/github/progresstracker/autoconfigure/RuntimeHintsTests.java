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

import java.util.List;

import io.github.progresstracker.Throughput;
import io.github.progresstracker.autoconfigure.actuate.ProgressEndpointAutoConfiguration;
import io.github.progresstracker.autoconfigure.actuate.ProgressHealthAutoConfiguration;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.actuate.ProgressEndpoint;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the hints that a native image needs.
 */
class RuntimeHintsTests {

	@Test
	void propertiesCanBeBound() throws Exception {
		RuntimeHints hints = hints();
		for (Class<?> properties : ProgressTrackerProperties.class.getClasses()) {
			if (!properties.isEnum()) {
				assertThat(RuntimeHintsPredicates.reflection().onType(properties)).accepts(hints);
			}
		}
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(ProgressTrackerProperties.Push.class.getMethod("setInclude", List.class)))
			.accepts(hints);
	}

	@Test
	void theAnswersOfTheEndpointCanBeWritten() {
		assertThat(RuntimeHintsPredicates.reflection().onType(descriptor("JobDescriptor"))).accepts(hints());
		assertThat(RuntimeHintsPredicates.reflection().onType(descriptor("RunDescriptor"))).accepts(hints());
		assertThat(RuntimeHintsPredicates.reflection().onType(ProgressEndpoint.JobsDescriptor.class)).accepts(hints());
		assertThat(RuntimeHintsPredicates.reflection().onType(Throughput.class)).accepts(hints());
	}

	@Test
	void thePageIsPartOfAnImage() {
		for (String file : List.of("page.html", "page.css", "page.js", "icon.svg")) {
			assertThat(RuntimeHintsPredicates.resource()
				.forResource("io/github/progresstracker/internal/actuate/page/" + file)).accepts(hints());
		}
	}

	@Test
	void theHealthCanBeSerializedWithoutTheEndpoint() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(descriptor("ReporterDescriptor"))
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
			.accepts(hints("management.endpoints.web.exposure.include=health"));
	}

	private static TypeReference descriptor(String name) {
		return TypeReference.of(ProgressEndpoint.class.getPackageName() + "." + name);
	}

	private static RuntimeHints hints(String... properties) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			TestPropertyValues
				.of("management.endpoints.web.exposure.include=progress", "spring.main.web-application-type=none")
				.and(properties)
				.applyTo(context);
			context.register(All.class);
			DefaultGenerationContext generation = new DefaultGenerationContext(
					new ClassNameGenerator(ClassName.get("io.github.progresstracker", "Hints")),
					new InMemoryGeneratedFiles());
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			return generation.getRuntimeHints();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ EndpointAutoConfiguration.class, ProgressTrackerAutoConfiguration.class,
			ProgressEndpointAutoConfiguration.class, ProgressHealthAutoConfiguration.class })
	static class All {

	}

}
