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

package io.github.progresstracker.autoconfigure.actuate;

import io.github.progresstracker.autoconfigure.diagnostics.Secrets;
import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration that keeps our secrets out of Actuator, whatever it is configured to
 * show. Active even if tracking is off, because the secrets are still there.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public final class SecretsAutoConfiguration {

	@Bean
	SanitizingFunction progressTrackerSanitizingFunction() {
		return SecretsAutoConfiguration::sanitize;
	}

	private static SanitizableData sanitize(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		if (Secrets.isGatewayUrl(data.getKey())) {
			return data.withValue(PushgatewayAddress.withoutCredentials(value.toString()));
		}
		boolean secret = Secrets.isSecret(data.getKey())
				|| (value instanceof CharSequence text && Secrets.containsSecret(text.toString()));
		return secret ? data.withSanitizedValue() : data;
	}

}
