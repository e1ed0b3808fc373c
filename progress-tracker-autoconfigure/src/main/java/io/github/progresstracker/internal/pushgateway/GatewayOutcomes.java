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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

import io.github.progresstracker.JobIdentity;
import io.github.progresstracker.JobOutcomes;
import io.github.progresstracker.internal.metrics.OutcomeParser;

/**
 * Asks a Pushgateway which ends of a job's runs it has, within limits of time and size:
 * it shows the metrics of one group only together with those of all others.
 */
final class GatewayOutcomes {

	private static final int MOST_BYTES = 8 * 1024 * 1024;

	private static final String TEXT_FORMAT = "text/plain";

	private final PushgatewaySettings settings;

	private final ScheduledExecutorService watchdog;

	GatewayOutcomes(PushgatewaySettings settings, ScheduledExecutorService watchdog) {
		this.settings = settings;
		this.watchdog = watchdog;
	}

	/**
	 * Asks the gateway.
	 * @param identity the job
	 * @param patience how long it may take, unless the timeouts are shorter
	 * @return the ends that the gateway has
	 * @throws IOException if it does not tell
	 */
	JobOutcomes of(JobIdentity identity, Duration patience) throws IOException {
		Duration connectTimeout = Push.shorter(this.settings.connectTimeout(), patience);
		Duration readTimeout = Push.shorter(this.settings.readTimeout(), patience);
		try (RequestDeadline limit = RequestDeadline.begin(this.watchdog,
				Push.shorter(connectTimeout.plus(readTimeout), patience))) {
			HttpURLConnection connection = GatewayConnection.open(this.settings,
					URI.create(this.settings.address() + "/metrics").toURL());
			limit.holds(connection);
			connection.setConnectTimeout((int) connectTimeout.toMillis());
			connection.setReadTimeout((int) readTimeout.toMillis());
			connection.setRequestProperty("Accept", TEXT_FORMAT);
			return ask(connection, identity, limit);
		}
	}

	private static JobOutcomes ask(HttpURLConnection connection, JobIdentity identity, RequestDeadline limit)
			throws IOException {
		try {
			JobOutcomes found = read(connection, identity, limit);
			checkTime(limit);
			return found;
		}
		catch (IOException | RuntimeException ex) {
			// A connection that is cut by another thread ends in many ways, also
			// unchecked.
			checkTime(limit);
			throw ex;
		}
	}

	private static void checkTime(RequestDeadline limit) throws SocketTimeoutException {
		if (limit.isReached()) {
			throw new SocketTimeoutException("no complete answer in time");
		}
	}

	private static JobOutcomes read(HttpURLConnection connection, JobIdentity identity, RequestDeadline limit)
			throws IOException {
		int status = connection.getResponseCode();
		if (status != HttpURLConnection.HTTP_OK) {
			connection.disconnect();
			throw new IOException("HTTP status " + status);
		}
		String type = connection.getContentType();
		if (type == null || !type.startsWith(TEXT_FORMAT)) {
			// Such as a login page, which knows of no success.
			connection.disconnect();
			throw new IOException("the answer holds no metrics");
		}
		try (BoundedInput input = new BoundedInput(connection.getInputStream(), limit, MOST_BYTES);
				BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
			JobOutcomes found = OutcomeParser.find(lines.lines(), identity);
			if (input.isExhausted()) {
				throw new IOException("the answer is larger than %d bytes".formatted(MOST_BYTES));
			}
			return found;
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
	}

}
