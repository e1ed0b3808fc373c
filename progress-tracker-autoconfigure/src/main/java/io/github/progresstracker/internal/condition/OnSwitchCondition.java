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

package io.github.progresstracker.internal.condition;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition of {@link ConditionalOnSwitch}. Reads properties before all of them are
 * bound. A value that cannot be read counts as none here: it keeps the application from
 * starting when all properties are bound, with a message that names all that is wrong.
 */
final class OnSwitchCondition extends SpringBootCondition {

	private static final String PREFIX = "progress.tracker.";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnSwitch> annotation = metadata.getAnnotations().get(ConditionalOnSwitch.class);
		List<String> all = new ArrayList<>();
		List<String> off = new ArrayList<>();
		sort(annotation.getStringArray("value"), true, context.getEnvironment(), all, off);
		sort(annotation.getStringArray("optIn"), false, context.getEnvironment(), all, off);
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnSwitch.class)
			.because(off.isEmpty() ? String.join(", ", all) + " is on" : String.join(", ", off) + " is off");
		return new ConditionOutcome(off.isEmpty() == annotation.getBoolean("on"), message);
	}

	private static void sort(String[] switches, boolean defaultValue, Environment environment, List<String> all,
			List<String> off) {
		for (String name : switches) {
			String property = PREFIX + name;
			all.add(property);
			if (!isOn(property, defaultValue, environment)) {
				off.add(property);
			}
		}
	}

	private static boolean isOn(String property, boolean defaultValue, Environment environment) {
		// Binding takes much longer than finding out that there is nothing to bind
		if (isRelaxed(environment) && !environment.containsProperty(property)) {
			return defaultValue;
		}
		try {
			return Binder.get(environment).bind(property, Boolean.class).orElse(defaultValue);
		}
		catch (BindException ex) {
			return defaultValue;
		}
	}

	/** Whether the environment itself finds all forms of a name. */
	private static boolean isRelaxed(Environment environment) {
		if (environment instanceof ConfigurableEnvironment configurable) {
			for (PropertySource<?> source : configurable.getPropertySources()) {
				if (ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
					return true;
				}
			}
		}
		return false;
	}

}
