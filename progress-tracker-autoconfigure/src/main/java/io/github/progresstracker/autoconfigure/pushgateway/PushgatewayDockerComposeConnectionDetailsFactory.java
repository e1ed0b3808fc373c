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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.docker.compose.core.DockerComposeFile;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connects to a Pushgateway that is a service of Docker Compose.
 */
class PushgatewayDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<PushgatewayConnectionDetails> {

	private static final Logger logger = LoggerFactory
		.getLogger(PushgatewayDockerComposeConnectionDetailsFactory.class);

	/** Docker Compose puts it on each container, whose own name is another one. */
	private static final String SERVICE_LABEL = "com.docker.compose.service";

	PushgatewayDockerComposeConnectionDetailsFactory() {
		super(PushgatewayContainer.IMAGE);
	}

	@Override
	protected @Nullable PushgatewayConnectionDetails getDockerComposeConnectionDetails(
			DockerComposeConnectionSource source) {
		RunningService service = source.getRunningService();
		Integer port = port(service);
		return (port != null) ? new PushgatewayDockerComposeConnectionDetails(service, port) : null;
	}

	private static String name(RunningService service) {
		String name = service.labels().get(SERVICE_LABEL);
		return (name != null) ? name : service.name();
	}

	/** A gateway that cannot be reached must not keep the application from starting. */
	private static @Nullable Integer port(RunningService service) {
		try {
			return service.ports().get(PushgatewayContainer.PORT);
		}
		catch (IllegalStateException ex) {
			DockerComposeFile file = service.composeFile();
			logger
				.warn("The service '{}'{} is ignored: it is a Pushgateway, but its port {} is not published. To use it,"
						+ " add to the service: ports: [\"{}\"]. If it is not meant for this application, add the label"
						+ " org.springframework.boot.ignore: true", name(service), (file != null) ? " of " + file : "",
						PushgatewayContainer.PORT, PushgatewayContainer.PORT);
			return null;
		}
	}

	/**
	 * Describes the connection to the service.
	 */
	private static final class PushgatewayDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements PushgatewayConnectionDetails {

		private final @Nullable SslBundle sslBundle;

		private final String url;

		private PushgatewayDockerComposeConnectionDetails(RunningService service, int port) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.url = PushgatewayContainer.url(service.host(), port, this.sslBundle);
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
