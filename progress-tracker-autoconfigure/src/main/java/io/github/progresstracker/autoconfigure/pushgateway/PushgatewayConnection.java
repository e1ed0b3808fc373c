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

import io.github.progresstracker.internal.pushgateway.PushgatewayAddress;
import io.github.progresstracker.internal.pushgateway.PushgatewayCredentials;

/**
 * A connection that {@link PushgatewayConnectionDetails} describe, parsed and checked.
 *
 * @param address the address of the Pushgateway
 * @param credentials the credentials that are sent to it
 */
record PushgatewayConnection(PushgatewayAddress address, PushgatewayCredentials credentials) {

	/**
	 * Parses and checks details.
	 * @param details the details
	 * @return the connection
	 * @throws IllegalStateException if they make no sense; the message shows no secret
	 */
	static PushgatewayConnection of(PushgatewayConnectionDetails details) {
		try {
			PushgatewayAddress address = PushgatewayAddress.parse(details.getUrl());
			PushgatewayCredentials ofUrl = address.credentials();
			PushgatewayCredentials others = PushgatewayCredentials.of(details.getUsername(), details.getPassword(),
					details.getToken());
			if (ofUrl != PushgatewayCredentials.NONE && others != PushgatewayCredentials.NONE) {
				throw new IllegalArgumentException("the URL contains credentials, and others are also set");
			}
			return new PushgatewayConnection(address, (others != PushgatewayCredentials.NONE) ? others : ofUrl);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("The connection details of %s are wrong: %s"
				.formatted(details.getClass().getName(), ex.getMessage()), ex);
		}
	}

}
