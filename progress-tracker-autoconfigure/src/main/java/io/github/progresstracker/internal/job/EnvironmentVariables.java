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

package io.github.progresstracker.internal.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.progresstracker.SuccessInterval;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.internal.text.Values;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.env.StandardEnvironment;

/**
 * The environment variables that name and configure a job wherever it runs: those of the
 * Perl original and those of platforms. Any property takes precedence. A wrong value
 * causes a warning and is ignored: monitoring must not stop a job because of somebody
 * else's environment.
 */
public final class EnvironmentVariables {

	/** The variable that contains the address of the Pushgateway. */
	public static final String GATEWAY = "PUSHGATEWAY";

	/** Limited to 31 years, so that it can be counted in nanoseconds. */
	private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

	private final PropertyResolver environment;

	private final Set<String> warnings = new LinkedHashSet<>();

	private final @Nullable SuccessInterval successInterval;

	private final @Nullable PushgatewayAddress gateway;

	/**
	 * Reads the variables of an application. In a Spring test, the variables of the
	 * process are ignored: the {@code JOB_NAME} and the gateway of a build server are not
	 * those of the job under test.
	 * @param environment the environment of the application
	 * @param test whether a Spring test started the application
	 * @return the variables
	 */
	public static EnvironmentVariables of(Environment environment, boolean test) {
		if (!test || !(environment instanceof ConfigurableEnvironment configurable)) {
			return new EnvironmentVariables(environment);
		}
		MutablePropertySources sources = new MutablePropertySources(configurable.getPropertySources());
		sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		return new EnvironmentVariables(new PropertySourcesPropertyResolver(sources));
	}

	EnvironmentVariables(PropertyResolver environment) {
		this.environment = environment;
		this.successInterval = readSuccessInterval("JOB_SUCCESS_INTERVAL");
		this.gateway = readAddress(GATEWAY);
	}

	/**
	 * Finds the first variable that is set.
	 * @param names the names of the variables, in order of precedence
	 * @return its value, or {@code null} if none is set
	 */
	public @Nullable ValueWithOrigin first(String... names) {
		for (String name : names) {
			String value = read(name);
			if (value != null) {
				return ValueWithOrigin.ofVariable(name, value);
			}
		}
		return null;
	}

	/**
	 * Returns the number of this process, if the platform runs the job in several.
	 * @return the number that the platform assigned, or {@code null}
	 */
	@Nullable ValueWithOrigin shard() {
		ValueWithOrigin shard = first("JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX");
		return (shard != null) ? shard : cloudRunTask();
	}

	private @Nullable ValueWithOrigin cloudRunTask() {
		String count = read("CLOUD_RUN_TASK_COUNT");
		return (count != null && !count.strip().equals("1")) ? first("CLOUD_RUN_TASK_INDEX") : null;
	}

	/**
	 * Returns the success interval that the variable of the Perl original sets.
	 * @return the interval, or {@code null} if it is not set
	 */
	@Nullable SuccessInterval successInterval() {
		return this.successInterval;
	}

	/**
	 * Returns the address of the Pushgateway.
	 * @return the address, or {@code null} if it is not set
	 */
	public @Nullable PushgatewayAddress gateway() {
		return this.gateway;
	}

	/**
	 * Returns what is wrong with the variables.
	 * @return one sentence for each wrong variable
	 */
	public List<String> warnings() {
		return List.copyOf(this.warnings);
	}

	private @Nullable SuccessInterval readSuccessInterval(String name) {
		String value = read(name);
		if (value == null) {
			return null;
		}
		if (SECONDS.matcher(value.strip()).matches()) {
			Duration interval = Duration.ofNanos(new BigDecimal(value.strip()).movePointRight(9).longValueExact());
			if (!interval.isZero()) {
				return SuccessInterval.of(interval);
			}
		}
		this.warnings.add("The variable %s is ignored: '%s' is not a number of seconds above 0 and below 1000000000"
			.formatted(name, SafeText.of(value)));
		return null;
	}

	private @Nullable PushgatewayAddress readAddress(String name) {
		String value = read(name);
		try {
			return (value != null) ? PushgatewayAddress.parse(value) : null;
		}
		catch (IllegalArgumentException ex) {
			this.warnings.add("The variable %s is ignored: %s".formatted(name, ex.getMessage()));
			return null;
		}
	}

	private @Nullable String read(String name) {
		try {
			return Values.unlessBlank(this.environment.getProperty(name));
		}
		catch (IllegalArgumentException ex) {
			this.warnings.add("The variable %s is ignored: it contains an unresolved placeholder".formatted(name));
			return null;
		}
	}

}
