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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

/**
 * Explains what to do about a value of ours that does not even have the right type. Comes
 * before Boot's own analyzer, which would show secrets.
 */
@Order(0)
final class ProgressTrackerBindFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("progress.tracker");

	private static final Pattern LOOKS_LIKE_A_DURATION = Pattern.compile("[+-]?\\d+[a-zA-Z]+|[+-]?[pP].*");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		if (!isOurs(cause.getName())) {
			return null;
		}
		if (cause.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
			ConfigurationProperty unknown = unbound.getUnboundProperties().iterator().next();
			return analysis(unknown(unknown.getName()), unknown);
		}
		ConfigurationProperty property = cause.getProperty();
		return analysis(unbindable(cause, property), property);
	}

	/** Boot logs the cause of an analysis, and the original one may contain a secret. */
	private static FailureAnalysis analysis(WrongProperty wrong, @Nullable ConfigurationProperty property) {
		return wrong.analysis((property != null) ? property.getOrigin() : null,
				new InvalidProgressTrackerPropertyException(wrong));
	}

	private static boolean isOurs(ConfigurationPropertyName name) {
		return PREFIX.equals(name) || PREFIX.isAncestorOf(name);
	}

	private static WrongProperty unknown(ConfigurationPropertyName name) {
		boolean ofJob = PREFIX.append("jobs").isAncestorOf(name);
		return new WrongProperty(name.toString(), null, "there is no such property",
				ofJob ? "Correct it. If the name of the job contains a dot, put it in brackets,"
						+ " as in 'progress.tracker.jobs[Nightly.load].success-interval'."
						: "Correct it, or remove it.");
	}

	private static WrongProperty unbindable(BindException cause, @Nullable ConfigurationProperty property) {
		String name = cause.getName().toString();
		String value = (property != null) ? String.valueOf(property.getValue()) : "";
		Class<?> type = cause.getTarget().getType().resolve(Object.class);
		if (Secrets.isSecret(name)) {
			return new WrongProperty(name, null, "it cannot be read",
					"Check whether it contains an unresolved placeholder.");
		}
		if (name.endsWith(".report-interval") && LOOKS_LIKE_A_DURATION.matcher(value.strip()).matches()) {
			return new WrongProperty(name, value, "it is a number of records, not a duration",
					"Set it to the number of records after which a report is due, such as 1000."
							+ " For a report at regular times, set 'progress.tracker.heartbeat'.");
		}
		if (type == SuccessInterval.class) {
			return new WrongProperty(name, value, "it is neither a positive duration nor 'off'",
					"Set it to a duration such as 25h, 90m or 3900 (seconds), or to 'off'.");
		}
		if (type == Duration.class) {
			return new WrongProperty(name, value, "it is not a valid duration",
					"Set it to a duration such as 25h, 90m or 15 (seconds).");
		}
		if (type.isEnum()) {
			return new WrongProperty(name, value, "it is not one of the possible values",
					"Set it to one of: " + constants(type) + ".");
		}
		if (type == boolean.class || type == Boolean.class) {
			return new WrongProperty(name, value, "it is neither true nor false", "Set it to true or false.");
		}
		if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
			return new WrongProperty(name, value, "it is not a whole number, or it is too large",
					"Set it to a whole number.");
		}
		return new WrongProperty(name, PushgatewayAddress.withoutCredentials(value), reason(cause),
				"Correct it, or remove it.");
	}

	private static String constants(Class<?> type) {
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> constant.toString().toLowerCase(Locale.ROOT))
			.collect(Collectors.joining(", "));
	}

	private static String reason(BindException cause) {
		String message = NestedExceptionUtils.getMostSpecificCause(cause).getMessage();
		return (message != null) ? PushgatewayAddress.withoutCredentials(message) : "it cannot be read";
	}

}
