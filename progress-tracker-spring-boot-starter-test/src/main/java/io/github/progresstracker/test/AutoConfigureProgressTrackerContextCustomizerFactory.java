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

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Turns reporting on in tests with {@link AutoConfigureProgressTracker}.
 */
final class AutoConfigureProgressTrackerContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureProgressTracker.class)
				? new ReportingContextCustomizer() : null;
	}

	/**
	 * Applied to each context. A record, because tests with equal customizers share a
	 * cached context.
	 */
	record ReportingContextCustomizer() implements ContextCustomizer {

		private static final PropertySource<?> REPORTING = new MapPropertySource("progressTrackerReporting",
				Map.of("progress.tracker.reporting.enabled", true));

		/**
		 * Takes precedence over the configuration of the machine and the application, but
		 * not over the properties of the test itself.
		 */
		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			MutablePropertySources sources = context.getEnvironment().getPropertySources();
			String next = StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;
			if (sources.contains(next)) {
				sources.addBefore(next, REPORTING);
			}
			else {
				sources.addFirst(REPORTING);
			}
		}

	}

}
