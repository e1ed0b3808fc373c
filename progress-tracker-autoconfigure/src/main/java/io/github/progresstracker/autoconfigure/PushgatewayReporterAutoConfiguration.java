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

package io.github.progresstracker.autoconfigure;

import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Pushgateway;
import io.github.progresstracker.report.pushgateway.PushgatewayAddress;
import io.github.progresstracker.report.pushgateway.PushgatewayCredentials;
import io.github.progresstracker.report.pushgateway.PushgatewayReporter;
import io.github.progresstracker.report.pushgateway.PushgatewaySettings;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.util.Assert;

/**
 * Auto-configuration that pushes reports to a Pushgateway.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass(PushGateway.class)
@ConditionalOnSwitch({ "enabled", "reporting.enabled" })
@Conditional(OnGatewayCondition.class)
public final class PushgatewayReporterAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PushgatewayReporter pushgatewayReporter(ProgressTrackerProperties properties, SeedVariables variables,
			ObjectProvider<SslBundles> bundles) {
		Pushgateway pushgateway = properties.getPushgateway();
		PushgatewayAddress address = address(pushgateway.getUrl(), variables);
		return new PushgatewayReporter(new PushgatewaySettings(address, credentials(pushgateway, address),
				pushgateway.getConnectTimeout(), pushgateway.getReadTimeout(), pushgateway.getMinInterval(),
				sslSocketFactory(pushgateway.getSsl().getBundle(), bundles)));
	}

	private static PushgatewayAddress address(@Nullable String url, SeedVariables variables) {
		PushgatewayAddress address = (url != null) ? PushgatewayAddress.parse(url) : variables.gateway();
		Assert.state(address != null, "Without an address there is no reporter");
		return address;
	}

	private static PushgatewayCredentials credentials(Pushgateway pushgateway, PushgatewayAddress address) {
		PushgatewayCredentials credentials = pushgateway.credentials();
		return (credentials != null) ? credentials : address.credentials();
	}

	private static @Nullable SSLSocketFactory sslSocketFactory(@Nullable String bundle,
			ObjectProvider<SslBundles> bundles) {
		if (bundle == null) {
			return null;
		}
		try {
			return bundles.getObject().getBundle(bundle).createSslContext().getSocketFactory();
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidProgressTrackerPropertyException("progress.tracker.pushgateway.ssl.bundle", bundle,
					"there is no SSL bundle of this name",
					"Define one with 'spring.ssl.bundle.pem.%s.*', or use the name of another.".formatted(bundle));
		}
	}

}
