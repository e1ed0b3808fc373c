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
import io.github.progresstracker.internal.condition.ConditionalOnSwitch;
import io.github.progresstracker.internal.job.EnvironmentVariables;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration for the connection to a Pushgateway that a property or a variable
 * describes. Define your own {@link PushgatewayConnectionDetails} to replace it.
 */
@AutoConfiguration(before = PushgatewayReporterAutoConfiguration.class)
@ConditionalOnSwitch("enabled")
@Conditional(OnGatewayCondition.class)
public final class PushgatewayConnectionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(PushgatewayConnectionDetails.class)
	@Nullable PropertiesPushgatewayConnectionDetails pushgatewayConnectionDetails(ProgressTrackerProperties properties,
			EnvironmentVariables variables, ObjectProvider<SslBundles> bundles) {
		if (properties.getPushgateway().getUrl() == null && variables.gateway() == null) {
			return null;
		}
		return new PropertiesPushgatewayConnectionDetails(properties.getPushgateway(), variables, bundles);
	}

}
