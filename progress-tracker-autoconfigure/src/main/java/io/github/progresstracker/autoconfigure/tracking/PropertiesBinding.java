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

package io.github.progresstracker.autoconfigure.tracking;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.diagnostics.InvalidProgressTrackerPropertyException;
import io.github.progresstracker.autoconfigure.diagnostics.WrongPropertiesBindHandler;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.BindHandler;

/**
 * Binds our properties, and collects all that is wrong about them. This happens before
 * any other bean is created. Otherwise, the first bean that uses a tracker would bind
 * them, several beans deep, and the warning that Spring logs when a start fails would
 * name all of these beans before what is wrong.
 */
final class PropertiesBinding
		implements ConfigurationPropertiesBindHandlerAdvisor, BeanFactoryInitializer<ListableBeanFactory> {

	@Override
	public BindHandler apply(BindHandler handler) {
		return new WrongPropertiesBindHandler(new IgnoreBlankValuesBindHandler(handler));
	}

	@Override
	public void initialize(ListableBeanFactory beans) {
		try {
			Object unused = beans.getBeanProvider(ProgressTrackerProperties.class).getIfUnique();
		}
		catch (BeanCreationException ex) {
			for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
				if (cause instanceof InvalidProgressTrackerPropertyException wrong) {
					throw wrong;
				}
			}
			throw ex;
		}
	}

}
