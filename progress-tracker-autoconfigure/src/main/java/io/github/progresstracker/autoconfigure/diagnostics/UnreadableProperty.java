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

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.NestedExceptionUtils;

/**
 * Explains what to do about a value of ours that does not even have the right type.
 */
final class UnreadableProperty {

	private static final Pattern LOOKS_LIKE_A_DURATION = Pattern.compile("[+-]?\\d+[a-zA-Z]+|[+-]?[pP].*");

	private static final Pattern WHOLE_NUMBER = Pattern.compile("[+]?\\d+");

	private final ConfigurationPropertyName name;

	private final @Nullable ConfigurationProperty property;

	private UnreadableProperty(ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
		this.name = name;
		this.property = property;
	}

	/**
	 * Explains why a value cannot be read.
	 * @param name the name of the property
	 * @param property the value and where it was set, or {@code null} if that is unknown
	 * @param type the type that the value should have
	 * @param error what kept it from being read
	 * @return the explanation
	 */
	static WrongProperty of(ConfigurationPropertyName name, @Nullable ConfigurationProperty property, Class<?> type,
			Exception error) {
		return new UnreadableProperty(name, property).explain(type, error);
	}

	private WrongProperty explain(Class<?> type, Exception error) {
		String value = (this.property != null) ? shown(String.valueOf(this.property.getValue())) : "";
		boolean group = Map.class.isAssignableFrom(type)
				|| (type.getEnclosingClass() == ProgressTrackerProperties.class && !type.isEnum());
		if (Secrets.isSecret(this.name.toString())) {
			return group ? group(null)
					: wrong(null, "it cannot be read", "Check whether it contains an unresolved placeholder.");
		}
		if (this.name.toString().endsWith(".report-interval")
				&& LOOKS_LIKE_A_DURATION.matcher(value.strip()).matches()) {
			return wrong(value, "the property is a number of records, not a duration",
					"Set it to the number of records after which a report is due, such as 1000."
							+ " For reports at regular intervals, set 'progress.tracker.heartbeat'.");
		}
		if (type == SuccessInterval.class) {
			return wrong(value, "it is neither a positive duration nor 'off'",
					AllowedValues.duration(this.name.toString()));
		}
		if (type == Duration.class) {
			return wrong(value, "it is not a valid duration", AllowedValues.duration(this.name.toString()));
		}
		if (type.isEnum()) {
			return wrong(value, "it is not one of the allowed values", "Set it to one of: " + constants(type) + ".");
		}
		if (type == boolean.class || type == Boolean.class) {
			return wrong(value, "it is neither true nor false", "Set it to true or false.");
		}
		if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
			return wrong(value,
					WHOLE_NUMBER.matcher(value.strip()).matches() ? "it is too large" : "it is not a whole number",
					AllowedValues.number(this.name.toString()));
		}
		return group ? group(value) : wrong(value, reason(error), "Correct it, or remove it.");
	}

	/** A URL that is a secret may have been set for the wrong property. */
	private static String shown(String value) {
		return Secrets.withoutPath(PushgatewayAddress.withoutCredentials(value));
	}

	private WrongProperty group(@Nullable String value) {
		return wrong(value, "it is a group of properties, not a single one",
				"Set the properties '%s.*'.".formatted(this.name));
	}

	private WrongProperty wrong(@Nullable String value, String reason, String action) {
		return new WrongProperty(this.name.toString(), value, reason, action,
				(this.property != null) ? this.property.getOrigin() : null);
	}

	private static String constants(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> constant.toString().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", "));
	}

	private static String reason(Exception error) {
		String message = NestedExceptionUtils.getMostSpecificCause(error).getMessage();
		return (message != null) ? Secrets.withoutPath(PushgatewayAddress.withoutCredentials(message))
				: "it cannot be read";
	}

}
