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

import io.github.progresstracker.ProgressTracker;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the slices of Spring Boot, which have trackers as well: the
 * application's own {@link ProgressTracker} gives way to one that a test defines, under
 * any name. It would be ambiguous otherwise, and such a test passed before the slices had
 * trackers.
 */
@AutoConfiguration
final class SliceAutoConfiguration {

	private static final String OWN_TRACKER = "progressTracker";

	@Bean
	static BeanFactoryPostProcessor progressTrackerFallback() {
		return (beans) -> {
			if (beans.containsBeanDefinition(OWN_TRACKER)) {
				beans.getBeanDefinition(OWN_TRACKER).setFallback(true);
			}
		};
	}

}
