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

import java.time.Duration;

import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * How a Pushgateway is reached. Immutable; no secret shows in {@link #toString()}.
 *
 * @param address where it is
 * @param credentials what it wants to see
 * @param connectTimeout longest time to wait for a connection
 * @param readTimeout longest time to wait for an answer
 * @param minInterval shortest time between two pushes of a job
 * @param sslSocketFactory what opens encrypted connections, or {@code null} for the JVM's
 * own
 */
public record PushgatewaySettings(PushgatewayAddress address, PushgatewayCredentials credentials,
		Duration connectTimeout, Duration readTimeout, Duration minInterval,
		@Nullable SSLSocketFactory sslSocketFactory) {

	/** Longest time to wait for a connection, unless configured. */
	public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

	/** Longest time to wait for an answer, unless configured. */
	public static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(5);

	/** Shortest time between two pushes of a job, unless configured. */
	public static final Duration DEFAULT_MIN_INTERVAL = Duration.ofSeconds(5);

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if a timeout is not positive, or the interval is
	 * negative
	 */
	public PushgatewaySettings {
		checkTimeout("connect timeout", connectTimeout);
		checkTimeout("read timeout", readTimeout);
		if (minInterval.isNegative()) {
			throw new IllegalArgumentException("The min interval must not be negative, but was " + minInterval);
		}
	}

	private static void checkTimeout(String what, Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The %s must be positive, but was %s".formatted(what, timeout));
		}
	}

	/**
	 * Default settings, with the credentials that are part of the address.
	 * @param address where the Pushgateway is
	 * @return the settings
	 */
	public static PushgatewaySettings of(PushgatewayAddress address) {
		return new PushgatewaySettings(address, address.credentials(), DEFAULT_CONNECT_TIMEOUT, DEFAULT_READ_TIMEOUT,
				DEFAULT_MIN_INTERVAL, null);
	}

	/**
	 * Replaces the credentials.
	 * @param credentials the new ones
	 * @return new settings
	 */
	public PushgatewaySettings withCredentials(PushgatewayCredentials credentials) {
		return new PushgatewaySettings(this.address, credentials, this.connectTimeout, this.readTimeout,
				this.minInterval, this.sslSocketFactory);
	}

	/**
	 * Replaces the connect timeout.
	 * @param connectTimeout the new one
	 * @return new settings
	 */
	public PushgatewaySettings withConnectTimeout(Duration connectTimeout) {
		return new PushgatewaySettings(this.address, this.credentials, connectTimeout, this.readTimeout,
				this.minInterval, this.sslSocketFactory);
	}

	/**
	 * Replaces the read timeout.
	 * @param readTimeout the new one
	 * @return new settings
	 */
	public PushgatewaySettings withReadTimeout(Duration readTimeout) {
		return new PushgatewaySettings(this.address, this.credentials, this.connectTimeout, readTimeout,
				this.minInterval, this.sslSocketFactory);
	}

	/**
	 * Replaces the shortest time between two pushes of a job.
	 * @param minInterval the new one
	 * @return new settings
	 */
	public PushgatewaySettings withMinInterval(Duration minInterval) {
		return new PushgatewaySettings(this.address, this.credentials, this.connectTimeout, this.readTimeout,
				minInterval, this.sslSocketFactory);
	}

	/**
	 * Replaces what opens encrypted connections.
	 * @param sslSocketFactory the new one, or {@code null} for the JVM's own
	 * @return new settings
	 */
	public PushgatewaySettings withSslSocketFactory(@Nullable SSLSocketFactory sslSocketFactory) {
		return new PushgatewaySettings(this.address, this.credentials, this.connectTimeout, this.readTimeout,
				this.minInterval, sslSocketFactory);
	}

}
