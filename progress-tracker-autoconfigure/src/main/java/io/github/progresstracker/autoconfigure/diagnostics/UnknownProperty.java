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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.text.NearestName;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Explains what to do about a property below our prefix that does not exist.
 */
final class UnknownProperty {

	private static final ConfigurationPropertyName PREFIX = WrongPropertiesBindHandler.PREFIX;

	/** Numbers, durations and switches. */
	private static final Pattern HARMLESS = Pattern.compile("[+-]?\\d{0,9}[a-z]{0,2}|true|false|on|off|yes|no");

	private UnknownProperty() {
	}

	/**
	 * Explains which property was probably meant.
	 * @param property the unknown property
	 * @param names the names that there are
	 * @return the explanation
	 */
	static WrongProperty of(ConfigurationProperty property, PropertyNames names) {
		List<String> parts = parts(property.getName());
		String nearest = names.nearest(parts);
		return new WrongProperty(property.getName().toString(),
				value(String.valueOf(property.getValue()), parts, nearest), "there is no such property",
				(nearest != null) ? "Did you mean '%s.%s'?".formatted(PREFIX, nearest)
						: "Correct it, or remove it. " + available(parts, names),
				property.getOrigin());
	}

	private static String available(List<String> parts, PropertyNames names) {
		Collection<String> others = names.inGroupOf(parts);
		return others.isEmpty() ? "The page docs/configuration.md lists all properties."
				: "The properties in this group are: %s.".formatted(String.join(", ", others));
	}

	/**
	 * Returns the parts of a name after our prefix.
	 * @param name the name of a property below our prefix
	 * @return its parts, as they were written
	 */
	static List<String> parts(ConfigurationPropertyName name) {
		List<String> parts = new ArrayList<>();
		for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
			parts.add(name.getElement(i, Form.ORIGINAL));
		}
		return parts;
	}

	/** What is unknown may be meant to be secret. */
	private static @Nullable String value(String value, List<String> parts, @Nullable String nearest) {
		boolean secret = Secrets.mayBeSecret(parts)
				|| (nearest != null
						&& (Secrets.mayBeSecret(List.of(nearest)) || Secrets.isSecret(PREFIX + "." + nearest)))
				|| (nearest == null && NearestName.isNear("pushgateway", parts.get(0))
						&& !HARMLESS.matcher(value).matches());
		if (secret) {
			return null;
		}
		return (value.contains("@") || value.contains("://"))
				? Secrets.withoutPath(PushgatewayAddress.withoutCredentials(value)) : value;
	}

}
