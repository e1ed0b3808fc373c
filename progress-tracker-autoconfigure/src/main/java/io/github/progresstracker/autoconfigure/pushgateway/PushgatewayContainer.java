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

import org.springframework.boot.ssl.SslBundle;

/**
 * Properties of a Pushgateway in a container.
 */
final class PushgatewayContainer {

	/** The name of its image, and of a service connection to it. */
	static final String IMAGE = "prom/pushgateway";

	/** The port that it listens on inside the container. */
	static final int PORT = 9091;

	private PushgatewayContainer() {
	}

	static String url(String host, int port, @Nullable SslBundle sslBundle) {
		return "%s://%s:%d".formatted((sslBundle != null) ? "https" : "http", host, port);
	}

}
