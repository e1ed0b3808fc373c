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

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds {@link RecordedReports} to the context of each Spring test.
 */
final class RecordedReportsContextCustomizerFactory implements ContextCustomizerFactory {

	/** A name that no bean of the user has. The bean is looked up by its type. */
	private static final String BEAN_NAME = RecordedReports.class.getName();

	@Override
	public ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return new RecordedReportsContextCustomizer();
	}

	/**
	 * Applied to each context. A record, because tests with equal customizers share a
	 * cached context.
	 */
	record RecordedReportsContextCustomizer() implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			ApplicationContext parent = context.getParent();
			ConfigurableListableBeanFactory beans = context.getBeanFactory();
			if (parent != null && parent.containsBean(BEAN_NAME)) {
				// The one of the parent records the runs of its children, too.
				return;
			}
			if (beans instanceof BeanDefinitionRegistry registry) {
				// A context that was processed ahead of time has it already
				if (!registry.containsBeanDefinition(BEAN_NAME)) {
					registry.registerBeanDefinition(BEAN_NAME, definition());
				}
				context.addApplicationListener(new ContextStartListener(beans));
				context.addApplicationListener(new MockedTrackersListener(beans));
			}
		}

		private static BeanDefinition definition() {
			RootBeanDefinition definition = new RootBeanDefinition(RecordedReports.class);
			definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
			// If the user defines a bean of this type, inject that one.
			definition.setFallback(true);
			return definition;
		}

	}

}
