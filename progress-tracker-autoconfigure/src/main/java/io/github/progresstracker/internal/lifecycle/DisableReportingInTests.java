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

package io.github.progresstracker.internal.lifecycle;

import java.util.List;
import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Keeps all progress inside the JVM during a Spring test, unless the test asks for
 * reports: a test must neither overwrite the last success of the real job nor fill the
 * log.
 */
final class DisableReportingInTests implements ContextCustomizerFactory {

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return new NoReportingCustomizer();
	}

	/**
	 * Customizes each test context. This is a record because tests with equal customizers
	 * share a cached context.
	 */
	record NoReportingCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			Map<String, Object> properties = Map.of("progress.tracker.reporting.enabled", "false",
					"progress.tracker.terminal.mode", "off");
			context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("progressTrackerTest", properties));
			context.getBeanFactory().registerSingleton(SpringTestMarker.BEAN_NAME, new SpringTestMarker());
		}

	}

}
