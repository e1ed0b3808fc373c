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
import java.net.SocketTimeoutException;
import java.net.URL;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * One push, with the method POST only, within a limited time. It may take several
 * requests.
 */
final class Push implements AutoCloseable {

	private static final int MOST_REDIRECTS = 3;

	private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

	/**
	 * So that no {@code io.prometheus.*} property of the JVM changes where to we push.
	 */
	private static final PrometheusProperties NO_OVERRIDES = PrometheusProperties.builder().build();

	private final PushgatewaySettings settings;

	private final Duration connectTimeout;

	private final Duration readTimeout;

	private final Duration total;

	private final RequestDeadline limit;

	private @Nullable HttpURLConnection connection;

	/**
	 * Begins a push.
	 * @param settings how the Pushgateway is reached
	 * @param patience how long it may take, unless the timeouts are shorter
	 * @param watchdog what ends it after that time
	 */
	Push(PushgatewaySettings settings, Duration patience, ScheduledExecutorService watchdog) {
		this.settings = settings;
		this.connectTimeout = shorter(settings.connectTimeout(), patience);
		this.readTimeout = shorter(settings.readTimeout(), patience);
		this.total = shorter(this.connectTimeout.plus(this.readTimeout), patience);
		this.limit = RequestDeadline.begin(watchdog, this.total);
	}

	/** For the JDK, 0 is no limit at all, and more than an {@code int} is an error. */
	static Duration shorter(Duration timeout, Duration patience) {
		Duration shorter = (timeout.compareTo(patience) < 0) ? timeout : patience;
		if (shorter.compareTo(LONGEST) > 0) {
			return LONGEST;
		}
		return (shorter.toMillis() > 0) ? shorter : Duration.ofMillis(1);
	}

	/**
	 * Sends metrics, also on from where they were redirected.
	 * @param url the group that they belong to
	 * @param metrics the metrics
	 * @return the answer
	 * @throws IOException if there is none in time
	 */
	GatewayResponse send(URL url, MetricSnapshots metrics) throws IOException {
		GatewayResponse answer = request(url, metrics);
		URL target = Redirect.target(url, answer);
		for (int i = 0; i < MOST_REDIRECTS && target != null; i++) {
			answer = request(target, metrics);
			target = Redirect.target(target, answer);
		}
		return answer;
	}

	private GatewayResponse request(URL url, MetricSnapshots metrics) throws IOException {
		// Address and job are placeholders: the connection goes to a URL of our own.
		PushGateway pushGateway = PushGateway.builder(NO_OVERRIDES)
			.address("pushgateway")
			.job("job")
			.format(Format.PROMETHEUS_TEXT)
			.connectionFactory((placeholder) -> open(url))
			.connectionTimeout(this.connectTimeout)
			.readTimeout(this.readTimeout)
			.build();
		try {
			GatewayResponse answer = post(pushGateway, () -> metrics);
			checkTime();
			return answer;
		}
		catch (IOException | RuntimeException ex) {
			// A connection that is cut by another thread ends in many ways, also
			// unchecked.
			checkTime();
			throw ex;
		}
	}

	private GatewayResponse post(PushGateway pushGateway, MultiCollector metrics) throws IOException {
		try {
			pushGateway.pushAdd(metrics);
			return GatewayResponse.ACCEPTED;
		}
		catch (IOException ex) {
			// Only the cause knows the reason; the outer exception names the
			// placeholders.
			IOException reason = (ex.getCause() instanceof IOException cause) ? cause : ex;
			GatewayResponse answer = (this.connection != null)
					? GatewayResponse.of(reason.getMessage(), this.connection) : null;
			if (answer == null) {
				throw reason;
			}
			return answer;
		}
	}

	/**
	 * Whatever came out of a push whose time is over, it may be half of it: when the
	 * connection is cut, the JDK takes a part of an answer for the whole.
	 */
	private void checkTime() throws SocketTimeoutException {
		if (this.limit.isReached()) {
			throw new SocketTimeoutException(Thread.currentThread().isInterrupted()
					? "no complete answer when time was needed for the last reports"
					: "no complete answer within %d ms".formatted(this.total.toMillis()));
		}
	}

	private HttpURLConnection open(URL url) throws IOException {
		HttpURLConnection opened = GatewayConnection.open(this.settings, url);
		this.connection = opened;
		this.limit.holds(opened);
		return new BoundedConnection(opened, this.limit);
	}

	@Override
	public void close() {
		this.limit.close();
	}

}
