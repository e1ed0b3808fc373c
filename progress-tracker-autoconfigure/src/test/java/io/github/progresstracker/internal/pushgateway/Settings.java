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
 * Settings for tests: those of an application that configures nothing but a URL, unless a
 * test changes some. Immutable.
 */
record Settings(PushgatewayAddress address, PushgatewayCredentials credentials, Duration connectTimeout,
		Duration readTimeout, Duration minInterval, @Nullable SSLSocketFactory sslSocketFactory) {

	static Settings of(String url) {
		PushgatewayAddress address = PushgatewayAddress.parse(url);
		return new Settings(address, address.credentials(), Duration.ofSeconds(2), Duration.ofSeconds(5),
				Duration.ofSeconds(5), null);
	}

	Settings withCredentials(PushgatewayCredentials credentials) {
		return new Settings(this.address, credentials, this.connectTimeout, this.readTimeout, this.minInterval,
				this.sslSocketFactory);
	}

	Settings withConnectTimeout(Duration connectTimeout) {
		return new Settings(this.address, this.credentials, connectTimeout, this.readTimeout, this.minInterval,
				this.sslSocketFactory);
	}

	Settings withReadTimeout(Duration readTimeout) {
		return new Settings(this.address, this.credentials, this.connectTimeout, readTimeout, this.minInterval,
				this.sslSocketFactory);
	}

	Settings withMinInterval(Duration minInterval) {
		return new Settings(this.address, this.credentials, this.connectTimeout, this.readTimeout, minInterval,
				this.sslSocketFactory);
	}

	Settings withSslSocketFactory(@Nullable SSLSocketFactory sslSocketFactory) {
		return new Settings(this.address, this.credentials, this.connectTimeout, this.readTimeout, this.minInterval,
				sslSocketFactory);
	}

	PushgatewaySettings get() {
		return new PushgatewaySettings(this.address, this.credentials, this.connectTimeout, this.readTimeout,
				this.minInterval, this.sslSocketFactory, false, true);
	}

	PushgatewaySettings withFailureMessage() {
		return new PushgatewaySettings(this.address, this.credentials, this.connectTimeout, this.readTimeout,
				this.minInterval, this.sslSocketFactory, true, true);
	}

	PushgatewayReporter reporter() {
		return new PushgatewayReporter(get());
	}

}
