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

import java.nio.file.Path;

import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Pushgateway;
import io.github.progresstracker.report.pushgateway.OutcomeSpool;
import io.github.progresstracker.report.pushgateway.PushgatewayReporter;
import io.github.progresstracker.report.pushgateway.PushgatewaySettings;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.util.Assert;

/**
 * Auto-configuration that pushes reports to a Pushgateway.
 */
@AutoConfiguration(before = ProgressTrackerAutoConfiguration.class)
@ConditionalOnClass(PushGateway.class)
@ConditionalOnSwitch({ "enabled", "reporting.enabled" })
@ConditionalOnBean(PushgatewayConnectionDetails.class)
public final class PushgatewayReporterAutoConfiguration {

	// Without a reporter that empties it, a spool would only fill up.
	@Bean
	@ConditionalOnMissingBean({ OutcomeSpool.class, PushgatewayReporter.class })
	@Conditional(OnSpoolDirectory.class)
	OutcomeSpool progressOutcomeSpool(ProgressTrackerProperties properties) {
		String directory = properties.getPushgateway().getSpoolDirectory();
		Assert.state(directory != null, "Without a directory there is no spool");
		return new OutcomeSpool(Path.of(directory));
	}

	@Bean
	@ConditionalOnMissingBean
	PushgatewayReporter pushgatewayReporter(ProgressTrackerProperties properties, PushgatewayConnectionDetails details,
			ObjectProvider<OutcomeSpool> spool) {
		Pushgateway pushgateway = properties.getPushgateway();
		PushgatewayConnection connection = PushgatewayConnection.of(details);
		PushgatewaySettings settings = new PushgatewaySettings(connection.address(), connection.credentials(),
				pushgateway.getConnectTimeout(), pushgateway.getReadTimeout(), pushgateway.getMinInterval(),
				sslSocketFactory(details));
		return new PushgatewayReporter(settings, spool.getIfAvailable());
	}

	private static @Nullable SSLSocketFactory sslSocketFactory(PushgatewayConnectionDetails details) {
		SslBundle bundle = details.getSslBundle();
		if (bundle == null) {
			return null;
		}
		if (!(details instanceof PropertiesPushgatewayConnectionDetails ownDetails)) {
			return new BundleSocketFactory(bundle);
		}
		try {
			BundleSocketFactory sockets = new BundleSocketFactory(bundle);
			ownDetails.onSslBundleUpdate(sockets::use);
			return sockets;
		}
		catch (RuntimeException ex) {
			throw ownDetails.unusableSslBundle(ex);
		}
	}

	/**
	 * Matches if there is a directory to keep in what was not pushed yet.
	 */
	static final class OnSpoolDirectory extends OnSettingCondition {

		OnSpoolDirectory() {
			super("pushgateway.spool-directory");
		}

	}

}
