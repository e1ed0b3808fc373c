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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Explains which of our properties are wrong, where they were set, and what to do. Comes
 * before Boot's own analyzers, which know less and would show secrets.
 */
@Order(0)
final class InvalidProgressTrackerPropertyFailureAnalyzer
		extends AbstractFailureAnalyzer<InvalidProgressTrackerPropertyException> {

	private final @Nullable Environment environment;

	InvalidProgressTrackerPropertyFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidProgressTrackerPropertyException cause) {
		List<WrongProperty> wrong = cause.properties();
		if (wrong.size() == 1) {
			return new FailureAnalysis(description(wrong.get(0)), wrong.get(0).safeAction(), cause);
		}
		StringBuilder description = new StringBuilder("%d properties are wrong.".formatted(wrong.size()));
		for (WrongProperty property : wrong) {
			description.append("%n%n%s%n    Action: %s".formatted(description(property), property.safeAction()));
		}
		return new FailureAnalysis(description.toString(), "Correct each of these properties.", cause);
	}

	private String description(WrongProperty property) {
		Origin known = property.origin();
		return property.description((known != null) ? known : origin(property.name()));
	}

	private @Nullable Origin origin(String property) {
		if (this.environment != null && ConfigurationPropertyName.isValid(property)) {
			ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
				ConfigurationProperty found = source.getConfigurationProperty(name);
				if (found != null) {
					return found.getOrigin();
				}
			}
		}
		return null;
	}

}
