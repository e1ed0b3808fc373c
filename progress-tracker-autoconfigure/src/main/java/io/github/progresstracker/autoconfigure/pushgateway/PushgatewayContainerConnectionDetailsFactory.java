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
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connects to a Pushgateway that runs in Testcontainers.
 */
class PushgatewayContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, PushgatewayConnectionDetails> {

	PushgatewayContainerConnectionDetailsFactory() {
		super(PushgatewayContainer.IMAGE);
	}

	@Override
	protected PushgatewayConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<Container<?>> source) {
		return new PushgatewayContainerConnectionDetails(source);
	}

	/**
	 * Describes the connection to a container, once it runs.
	 */
	private static final class PushgatewayContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements PushgatewayConnectionDetails {

		private PushgatewayContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public String getUrl() {
			return PushgatewayContainer.url(getContainer().getHost(),
					getContainer().getMappedPort(PushgatewayContainer.PORT), getSslBundle());
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
