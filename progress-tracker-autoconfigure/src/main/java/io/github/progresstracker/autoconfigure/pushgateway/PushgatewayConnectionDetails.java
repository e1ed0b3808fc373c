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

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * The address of a Pushgateway and how to log in to it. A bean of this type replaces the
 * properties {@code progress.tracker.pushgateway.url}, {@code username},
 * {@code password}, {@code token} and {@code ssl.bundle}, and the variable
 * {@code PUSHGATEWAY}. It is read when the application starts. If the details make no
 * sense, the application does not start.
 */
public interface PushgatewayConnectionDetails extends ConnectionDetails {

	/**
	 * URL of the Pushgateway.
	 * @return the URL, or {@code host:port} for http; it may contain a path, and a user
	 * and password if no other method returns credentials
	 */
	String getUrl();

	/**
	 * User name for basic authentication.
	 * @return the username, or {@code null} for none
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * Password for basic authentication.
	 * @return the password, or {@code null} for none
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * Bearer token, instead of username and password.
	 * @return the token, or {@code null} for none
	 */
	default @Nullable String getToken() {
		return null;
	}

	/**
	 * SSL bundle to use for https.
	 * @return the SSL bundle, or {@code null} to use the defaults of the JVM
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
