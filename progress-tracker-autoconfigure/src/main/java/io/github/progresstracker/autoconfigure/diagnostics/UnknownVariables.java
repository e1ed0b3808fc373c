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

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.progresstracker.internal.text.NearestName;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds environment variables and system properties with our prefix that set no property,
 * and properties from anywhere that have the name of one of ours but not its prefix.
 * Unlike other unknown properties, Spring Boot does not reject them: they may belong to
 * somebody else.
 */
public final class UnknownVariables {

	private static final String PROPERTY_PREFIX = "progress.tracker.";

	/** What people write who think of the name of the project. */
	private static final List<String> OTHER_PREFIXES = List.of("progress-tracker.", "progresstracker.");

	private static final String VARIABLE_PREFIX = "PROGRESS_TRACKER_";

	/**
	 * A variable of the Perl original that nobody sets by chance with a mistake or two.
	 */
	private static final String SUCCESS_INTERVAL = "JOB_SUCCESS_INTERVAL";

	/** What Kubernetes sets if there is a service named progress-tracker. */
	private static final String OF_SERVICE = "SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?";

	private final ApplicationContext context;

	/** A property may be in several files. */
	private final Set<String> warnings = new LinkedHashSet<>();

	private @Nullable Set<String> bound;

	private @Nullable PropertyNames variables;

	private @Nullable PropertyNames properties;

	private UnknownVariables(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Looks for variables, system properties and other properties that set nothing.
	 * @param context the application, whose properties are bound
	 * @return one sentence for each of them
	 */
	public static List<String> warnings(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		UnknownVariables unknown = new UnknownVariables(context);
		unknown.check(environment, StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, "variable");
		unknown.check(environment, StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, "system property");
		environment.getPropertySources().forEach(unknown::checkPrefixes);
		return List.copyOf(unknown.warnings);
	}

	private void check(ConfigurableEnvironment environment, String source, String kind) {
		PropertySource<?> variables = environment.getPropertySources().get(source);
		if (variables instanceof EnumerablePropertySource<?> enumerable) {
			for (String name : enumerable.getPropertyNames()) {
				check(name, kind);
			}
		}
	}

	private void checkPrefixes(PropertySource<?> source) {
		if (source instanceof EnumerablePropertySource<?> enumerable) {
			for (String name : enumerable.getPropertyNames()) {
				for (String prefix : OTHER_PREFIXES) {
					if (startsWith(name, prefix)) {
						checkPrefix(name, name.substring(prefix.length()));
					}
				}
			}
		}
	}

	private void checkPrefix(String name, String rest) {
		String meant = PROPERTY_PREFIX + rest;
		if (properties().contain(UnknownProperty.parts(ConfigurationPropertyName.adapt(meant, '.')))) {
			warn("property", name, meant);
		}
	}

	private void check(String name, String kind) {
		if (startsWith(name, VARIABLE_PREFIX)) {
			if (!isBound(name)) {
				checkVariable(name, name.substring(VARIABLE_PREFIX.length()), kind);
			}
		}
		else if (startsWith(name, PROPERTY_PREFIX)) {
			if (!isBound(name)) {
				checkProperty(name, kind);
			}
		}
		else if (startsWith(name, "JOB_SUC") && !name.equals(SUCCESS_INTERVAL)
				&& NearestName.distance(name, SUCCESS_INTERVAL) <= 2) {
			warn(kind, name, SUCCESS_INTERVAL);
		}
	}

	/**
	 * Most variables are, and to know that takes much less time than to look for names.
	 */
	private boolean isBound(String name) {
		Set<String> known = (this.bound != null) ? this.bound : bound();
		this.bound = known;
		return known.contains(name);
	}

	private Set<String> bound() {
		Set<String> names = new HashSet<>();
		BoundConfigurationProperties properties = BoundConfigurationProperties.get(this.context);
		if (properties != null) {
			for (ConfigurationProperty property : properties.getAll().values()) {
				if (property.getOrigin() instanceof PropertySourceOrigin origin) {
					names.add(origin.getPropertyName());
				}
			}
		}
		return names;
	}

	private void checkVariable(String name, String rest, String kind) {
		PropertyNames names = (this.variables != null) ? this.variables : PropertyNames.ofVariables();
		this.variables = names;
		List<String> parts = List.of(rest.split("_"));
		if (!names.contain(parts) && !rest.matches(OF_SERVICE)) {
			String nearest = names.nearest(parts);
			warn(kind, name, (nearest != null) ? VARIABLE_PREFIX + nearest : null);
		}
	}

	private void checkProperty(String name, String kind) {
		PropertyNames names = properties();
		List<String> parts = UnknownProperty.parts(ConfigurationPropertyName.adapt(name, '.'));
		if (!names.contain(parts)) {
			String nearest = names.nearest(parts);
			warn(kind, name, (nearest != null) ? PROPERTY_PREFIX + nearest : null);
		}
	}

	private PropertyNames properties() {
		PropertyNames names = (this.properties != null) ? this.properties : PropertyNames.ofProperties();
		this.properties = names;
		return names;
	}

	private void warn(String kind, String name, @Nullable String nearest) {
		this.warnings.add("The %s %s is ignored: %s".formatted(kind, SafeText.of(name),
				(nearest != null) ? "did you mean %s?".formatted(SafeText.of(nearest)) : "it sets no property"));
	}

	private static boolean startsWith(String name, String prefix) {
		return name.regionMatches(true, 0, prefix, 0, prefix.length());
	}

}
