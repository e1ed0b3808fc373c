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

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds out whether beans of the user take trackers: as a parameter of a constructor or
 * bean method, or in a field. Creates no beans.
 */
final class DeclaredTrackers {

	private final ConfigurableListableBeanFactory beans;

	DeclaredTrackers(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/**
	 * Looks for a type.
	 * @param tracker the type
	 * @return whether a bean takes it, or a provider of it
	 */
	boolean include(Class<?> tracker) {
		Pattern name = Pattern.compile("\\b" + Pattern.quote(tracker.getName()) + "\\b");
		for (String bean : this.beans.getBeanDefinitionNames()) {
			if (takes(bean, name)) {
				return true;
			}
		}
		return false;
	}

	private boolean takes(String bean, Pattern tracker) {
		try {
			Class<?> type = this.beans.getType(bean, false);
			if (RunKindResolver.isOurs(this.beans, bean)) {
				return false;
			}
			Method method = RunKindResolver.beanMethod(this.beans, bean);
			return (method != null && mention(method.getGenericParameterTypes(), tracker)) || takes(type, tracker);
		}
		catch (Throwable ex) {
			// A class that cannot be loaded may be why the start failed.
			return false;
		}
	}

	private static boolean takes(@Nullable Class<?> type, Pattern tracker) {
		if (type == null || type.getName().startsWith("java.") || type.getName().startsWith("org.springframework.")) {
			return false;
		}
		for (Constructor<?> constructor : type.getDeclaredConstructors()) {
			if (mention(constructor.getGenericParameterTypes(), tracker)) {
				return true;
			}
		}
		for (Field field : type.getDeclaredFields()) {
			if (mention(new Type[] { field.getGenericType() }, tracker)) {
				return true;
			}
		}
		return takes(type.getSuperclass(), tracker);
	}

	private static boolean mention(Type[] types, Pattern tracker) {
		return Arrays.stream(types).anyMatch((type) -> tracker.matcher(type.getTypeName()).find());
	}

}
