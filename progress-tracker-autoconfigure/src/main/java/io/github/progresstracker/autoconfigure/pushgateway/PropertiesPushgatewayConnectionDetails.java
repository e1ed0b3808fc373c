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

package io.github.progresstracker.autoconfigure.pushgateway;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Pushgateway;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import io.github.progresstracker.internal.job.ValueWithOrigin;
import io.github.progresstracker.internal.lifecycle.SpringTestMarker;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.util.Assert;

/**
 * The connection that our properties describe, otherwise the variable
 * {@code PUSHGATEWAY}.
 */
public final class PropertiesPushgatewayConnectionDetails implements PushgatewayConnectionDetails {

	private static final String SSL_BUNDLE = "progress.tracker.pushgateway.ssl.bundle";

	private final Pushgateway properties;

	private final EnvironmentVariables variables;

	private final ObjectProvider<SslBundles> bundles;

	PropertiesPushgatewayConnectionDetails(Pushgateway properties, EnvironmentVariables variables,
			ObjectProvider<SslBundles> bundles) {
		this.properties = properties;
		this.variables = variables;
		this.bundles = bundles;
	}

	/**
	 * Describes the connection that is configured.
	 * @param properties the properties
	 * @param context the context, whose environment may have variables
	 * @return the details, or {@code null} if no address is configured
	 */
	public static @Nullable PropertiesPushgatewayConnectionDetails of(ProgressTrackerProperties properties,
			ApplicationContext context) {
		EnvironmentVariables variables = EnvironmentVariables.of(context.getEnvironment(),
				SpringTestMarker.isIn(context));
		if (properties.getPushgateway().getUrl() == null && variables.gateway() == null) {
			return null;
		}
		return new PropertiesPushgatewayConnectionDetails(properties.getPushgateway(), variables,
				context.getBeanProvider(SslBundles.class));
	}

	@Override
	public String getUrl() {
		String url = this.properties.getUrl();
		if (url != null) {
			return url;
		}
		PushgatewayAddress address = this.variables.gateway();
		ValueWithOrigin variable = this.variables.first(EnvironmentVariables.GATEWAY);
		Assert.state(address != null && variable != null, "The address of the Pushgateway is not set");
		return hasCredentials() ? address.toString() : variable.value();
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.getUsername();
	}

	@Override
	public @Nullable String getPassword() {
		return this.properties.getPassword();
	}

	@Override
	public @Nullable String getToken() {
		return this.properties.getToken();
	}

	private boolean hasCredentials() {
		return getUsername() != null || getToken() != null;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		ConfiguredSslBundle configured = configuredSslBundle();
		return (configured != null) ? configured.bundle() : null;
	}

	/**
	 * The SSL bundle that is configured.
	 * @return the bundle, or {@code null} if there is none
	 */
	@Nullable ConfiguredSslBundle configuredSslBundle() {
		String name = this.properties.getSsl().getBundle();
		return (name != null) ? new ConfiguredSslBundle(SSL_BUNDLE, name, this.bundles) : null;
	}

	/**
	 * Warns of settings that are possible, but probably a mistake.
	 * @return a sentence, or {@code null} if there is no warning
	 */
	public @Nullable String warning() {
		PushgatewayAddress variable = this.variables.gateway();
		if (this.properties.getUrl() == null && variable != null
				&& variable.credentials() != PushgatewayCredentials.NONE && hasCredentials()) {
			return "The username in the variable %s is ignored: the property progress.tracker.pushgateway.%s is also set"
				.formatted(EnvironmentVariables.GATEWAY, (getToken() != null) ? "token" : "username");
		}
		return null;
	}

}
