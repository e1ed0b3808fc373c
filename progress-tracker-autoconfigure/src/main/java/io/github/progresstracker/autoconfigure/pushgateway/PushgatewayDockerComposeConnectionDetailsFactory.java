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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connects to a Pushgateway that is a service of Docker Compose.
 */
class PushgatewayDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<PushgatewayConnectionDetails> {

	PushgatewayDockerComposeConnectionDetailsFactory() {
		super(PushgatewayContainer.IMAGE);
	}

	@Override
	protected PushgatewayConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new PushgatewayDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * Describes the connection to the service.
	 */
	private static final class PushgatewayDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements PushgatewayConnectionDetails {

		private final @Nullable SslBundle sslBundle;

		private final String url;

		private PushgatewayDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.url = PushgatewayContainer.url(service.host(), service.ports().get(PushgatewayContainer.PORT),
					this.sslBundle);
		}

		@Override
		public String getUrl() {
			return this.url;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
