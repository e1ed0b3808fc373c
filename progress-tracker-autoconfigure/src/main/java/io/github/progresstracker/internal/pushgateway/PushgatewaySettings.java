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

import java.time.Duration;

import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * How a Pushgateway is reached. Immutable; {@link #toString()} contains no secret.
 *
 * @param address the address
 * @param credentials the credentials
 * @param connectTimeout maximum time to wait for a connection
 * @param readTimeout maximum time to wait for a response
 * @param minInterval minimum time between two pushes of a job
 * @param sslSocketFactory opens encrypted connections, or {@code null} for the default of
 * the JVM
 * @param failureMessage whether the message of a failure becomes a label
 * @param readLastSuccess whether the gateway may be asked for the last success of a job
 */
public record PushgatewaySettings(PushgatewayAddress address, PushgatewayCredentials credentials,
		Duration connectTimeout, Duration readTimeout, Duration minInterval,
		@Nullable SSLSocketFactory sslSocketFactory, boolean failureMessage, boolean readLastSuccess) {

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if a timeout is not positive, or the interval is
	 * negative
	 */
	public PushgatewaySettings {
		checkTimeout("connect timeout", connectTimeout);
		checkTimeout("read timeout", readTimeout);
		if (minInterval.isNegative()) {
			throw new IllegalArgumentException("The minimum interval must not be negative, but was " + minInterval);
		}
	}

	private static void checkTimeout(String what, Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The %s must be positive, but was %s".formatted(what, timeout));
		}
	}

}
