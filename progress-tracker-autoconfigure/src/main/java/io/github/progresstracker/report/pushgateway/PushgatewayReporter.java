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

package io.github.progresstracker.report.pushgateway;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ScheduledExecutorService;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobProgress;
import io.github.progresstracker.metrics.PrometheusSnapshots;
import io.github.progresstracker.report.ProgressReporter;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;

/**
 * Pushes reports to a Prometheus Pushgateway, with the method POST only: what a report
 * does not contain, such as the last success of an earlier run, stays there.
 * <p>
 * Reports are idempotent, so it does no harm that the JDK sends one again when a server
 * closes the connection without an answer.
 */
public final class PushgatewayReporter implements ProgressReporter {

	private static final Duration UNLIMITED = Duration.ofMillis(Integer.MAX_VALUE);

	/**
	 * So that no {@code io.prometheus.*} property of the JVM changes where to we push.
	 */
	private static final PrometheusProperties NO_OVERRIDES = PrometheusProperties.builder().build();

	private final PushgatewaySettings settings;

	private final ScheduledExecutorService watchdog = PushLimit.watchdog();

	/**
	 * Creates a reporter. Nothing is sent yet.
	 * @param settings how the Pushgateway is reached
	 */
	public PushgatewayReporter(PushgatewaySettings settings) {
		this.settings = settings;
	}

	@Override
	public void report(JobProgress progress) throws IOException {
		report(progress, UNLIMITED);
	}

	@Override
	public void report(JobProgress progress, Duration patience) throws IOException {
		MetricSnapshots metrics = PrometheusSnapshots.of(progress, Collections.emptyMap());
		Duration connectTimeout = limit(this.settings.connectTimeout(), patience);
		Duration readTimeout = limit(this.settings.readTimeout(), patience);
		Duration total = limit(connectTimeout.plus(readTimeout), patience);
		try (PushLimit limit = PushLimit.begin(this.watchdog, total)) {
			// Address and job are placeholders: the connection goes to a URL of our own.
			PushGateway pushGateway = PushGateway.builder(NO_OVERRIDES)
				.address("pushgateway")
				.job("job")
				.format(Format.PROMETHEUS_TEXT)
				.connectionFactory((placeholder) -> open(progress.identity(), limit))
				.connectionTimeout(connectTimeout)
				.readTimeout(readTimeout)
				.build();
			IOException failure = push(pushGateway, () -> metrics);
			// When the connection is cut, the JDK takes the half of an answer for one.
			if (limit.isReached()) {
				throw new SocketTimeoutException("no complete answer within %d ms".formatted(total.toMillis()));
			}
			if (failure != null) {
				throw failure;
			}
		}
	}

	private static @Nullable IOException push(PushGateway pushGateway, MultiCollector metrics) {
		try {
			pushGateway.pushAdd(metrics);
			return null;
		}
		catch (IOException ex) {
			// Only the cause knows the reason; the outer exception names the
			// placeholders.
			IOException reason = (ex.getCause() instanceof IOException cause) ? cause : ex;
			IOException rejected = PushRejectedException.of(reason.getMessage());
			return (rejected != null) ? rejected : reason;
		}
		catch (RuntimeException ex) {
			// The JDK's connection when it is cut by another thread.
			return new IOException(ex);
		}
	}

	private HttpURLConnection open(JobIdentity identity, PushLimit limit) throws IOException {
		URL url = GroupUrl.of(this.settings.address(), identity);
		HttpURLConnection connection = (HttpURLConnection) url.openConnection();
		limit.holds(connection);
		// The JDK would follow a redirect with GET and take its answer for success.
		connection.setInstanceFollowRedirects(false);
		String authorization = this.settings.credentials().authorization();
		if (authorization != null) {
			connection.setRequestProperty("Authorization", authorization);
		}
		SSLSocketFactory sslSocketFactory = this.settings.sslSocketFactory();
		if (sslSocketFactory != null && connection instanceof HttpsURLConnection encrypted) {
			encrypted.setSSLSocketFactory(sslSocketFactory);
		}
		return connection;
	}

	/** For the JDK, 0 is no limit at all, and more than an {@code int} is an error. */
	private static Duration limit(Duration timeout, Duration patience) {
		Duration shorter = shorter(shorter(timeout, patience), UNLIMITED);
		return (shorter.toMillis() > 0) ? shorter : Duration.ofMillis(1);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	@Override
	public Duration minInterval() {
		return this.settings.minInterval();
	}

	@Override
	public String destination() {
		return "Pushgateway " + this.settings.address();
	}

}
