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

import java.util.Map;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Environment variables of a context. They replace those of the process that runs the
 * tests.
 */
public record Variables(
		Map<String, Object> values) implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	public static Variables none() {
		return new Variables(Map.of());
	}

	public static Variables of(String name, String value) {
		return new Variables(Map.of(name, value));
	}

	public static Variables of(Map<String, String> values) {
		return new Variables(Map.copyOf(values));
	}

	/**
	 * Creates a runner for contexts without any variables.
	 */
	public static ApplicationContextRunner contextWithout() {
		return new ApplicationContextRunner().withInitializer(none());
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		context.getEnvironment()
			.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name, this.values));
	}

}
