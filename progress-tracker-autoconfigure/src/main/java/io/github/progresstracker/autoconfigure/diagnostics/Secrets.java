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

package io.github.progresstracker.autoconfigure.diagnostics;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.NearestName;

/**
 * Recognizes which of our properties and variables contain secrets, by any name that they
 * can be set with.
 */
public final class Secrets {

	private static final String PUSHGATEWAY = "progresstrackerpushgateway";

	/** Whoever knows the URL can speak for the job. */
	private static final Pattern PING = Pattern
		.compile("progresstracker(?:ping|(?:jobs.*)?ping(?:start|success|failure|interruption))$");

	private static final Pattern CONTAINS_PING = Pattern.compile("tracker.*ping[^a-z].*://", Pattern.DOTALL);

	private static final Pattern PATH_OF_URL = Pattern.compile("(://[^/?#\\s]+)[/?#].*", Pattern.DOTALL);

	private static final Pattern SOUNDS_SECRET = Pattern.compile("pass|pwd|token|secret|credential|auth|key");

	private Secrets() {
	}

	/**
	 * Whether the whole value is secret.
	 * @param name the name of a property or variable, in any form
	 * @return whether it contains a secret
	 */
	public static boolean isSecret(String name) {
		String normalized = NearestName.uniform(name);
		return normalized.endsWith(PUSHGATEWAY + "password") || normalized.endsWith(PUSHGATEWAY + "token")
				|| PING.matcher(normalized).find();
	}

	/**
	 * Whether a name that does not exist may be meant for a secret.
	 * @param parts the parts of the name
	 * @return whether the value should not be shown
	 */
	static boolean mayBeSecret(List<String> parts) {
		return SOUNDS_SECRET.matcher(NearestName.uniform(String.join("", parts))).find()
				|| NearestName.isNear(parts.get(parts.size() - 1), "password")
				|| NearestName.isNear(parts.get(parts.size() - 1), "token")
				|| parts.stream().anyMatch((part) -> NearestName.isNear(part, "ping"));
	}

	/**
	 * Hides what follows the host in a URL, in which many services expect a token.
	 * @param value any text
	 * @return the text, with {@code ***} in place of the path and the query of a URL
	 */
	static String withoutPath(String value) {
		return PATH_OF_URL.matcher(value).replaceFirst("$1/***");
	}

	/**
	 * Whether the value is the URL of the gateway, which may contain a user and password.
	 * @param name the name of a property or variable, in any form
	 * @return whether it contains the URL
	 */
	public static boolean isGatewayUrl(String name) {
		String normalized = NearestName.uniform(name);
		return normalized.endsWith(PUSHGATEWAY + "url") || normalized.equals("pushgateway");
	}

	/**
	 * Whether a value sets one of our secrets among other things, as a command line or a
	 * JSON document may do.
	 * @param value the value of any property or variable
	 * @return whether it seems to contain a secret
	 */
	public static boolean containsSecret(String value) {
		String lower = value.toLowerCase(Locale.ROOT);
		return (lower.contains("pushgateway")
				&& (lower.contains("password") || lower.contains("token") || lower.contains("@")))
				|| CONTAINS_PING.matcher(lower).find();
	}

}
