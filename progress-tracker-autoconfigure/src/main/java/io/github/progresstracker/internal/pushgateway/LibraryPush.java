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

package io.github.progresstracker.internal.pushgateway;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Pushes metrics with the client library, which makes the request. Whoever pushes sends
 * it. What does not depend on the metrics is made once. Used by one thread at a time.
 */
final class LibraryPush {

	/** So that no {@code io.prometheus.*} property of the JVM changes where we push. */
	private static final PrometheusProperties NO_OVERRIDES = PrometheusProperties.builder().build();

	/** Address and job are placeholders: the connection leads to our own URL. */
	private final PushGateway library = PushGateway.builder(NO_OVERRIDES)
		.address("pushgateway")
		.job("job")
		.format(Format.PROMETHEUS_TEXT)
		.connectionFactory((placeholder) -> current())
		.build();

	private final RequestBody body = new RequestBody();

	private @Nullable RecordingConnection connection;

	/**
	 * Pushes metrics.
	 * @param url where they are pushed to
	 * @param metrics the metrics
	 * @param sender sends the request
	 * @return the response
	 * @throws IOException if there is none
	 */
	GatewayResponse push(URL url, MetricSnapshots metrics, RecordingConnection.Sender sender) throws IOException {
		this.body.clear();
		RecordingConnection recording = new RecordingConnection(url, this.body, sender);
		this.connection = recording;
		try {
			this.library.pushAdd(() -> metrics);
		}
		catch (IOException ex) {
			if (!recording.isSent()) {
				throw ex;
			}
		}
		finally {
			this.connection = null;
		}
		return recording.response();
	}

	private HttpURLConnection current() {
		if (this.connection == null) {
			throw new IllegalStateException("Nothing is being pushed");
		}
		return this.connection;
	}

}
