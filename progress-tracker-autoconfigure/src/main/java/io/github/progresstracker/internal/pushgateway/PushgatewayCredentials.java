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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a Pushgateway, or a proxy in front of it, requires before it accepts a push.
 * Immutable; neither {@link #toString()} nor the message of an exception contains a
 * secret.
 */
public final class PushgatewayCredentials {

	/** No credentials. */
	public static final PushgatewayCredentials NONE = new PushgatewayCredentials("none", null, List.of());

	private final String kind;

	private final @Nullable String authorization;

	private final List<String> secrets;

	private PushgatewayCredentials(String kind, @Nullable String authorization, List<String> secrets) {
		this.kind = kind;
		this.authorization = authorization;
		this.secrets = secrets;
	}

	/**
	 * Creates credentials from what is configured besides the URL.
	 * @param username the username
	 * @param password the password
	 * @param token the bearer token
	 * @return the credentials
	 * @throws IllegalArgumentException if they are incomplete or contradictory, or cannot
	 * be sent; the message contains no secret
	 */
	public static PushgatewayCredentials of(@Nullable String username, @Nullable String password,
			@Nullable String token) {
		if (token != null) {
			if (username != null || password != null) {
				throw new IllegalArgumentException("there is both a token and a username or password");
			}
			return bearer(token);
		}
		if (username == null && password == null) {
			return NONE;
		}
		if (username == null || password == null) {
			throw new IllegalArgumentException("username and password must be set together");
		}
		return basic(username, password);
	}

	/**
	 * A username and a password, for HTTP basic authentication in UTF-8.
	 * @param username the username
	 * @param password the password; may be empty
	 * @return the credentials
	 * @throws IllegalArgumentException if the username is empty or contains a colon
	 */
	static PushgatewayCredentials basic(String username, String password) {
		if (username.isEmpty()) {
			throw new IllegalArgumentException("the username is empty");
		}
		if (username.indexOf(':') >= 0) {
			throw new IllegalArgumentException("the username contains a colon, which HTTP does not allow");
		}
		byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
		String encoded = Base64.getEncoder().encodeToString(both);
		return new PushgatewayCredentials("basic", "Basic " + encoded,
				password.isEmpty() ? List.of(encoded) : List.of(encoded, password));
	}

	/**
	 * A bearer token.
	 * @param token the token; whitespace around it is ignored
	 * @return the credentials
	 * @throws IllegalArgumentException if the token is blank, or contains a character
	 * that is not allowed in an HTTP header
	 */
	static PushgatewayCredentials bearer(String token) {
		String stripped = token.strip();
		if (stripped.isEmpty()) {
			throw new IllegalArgumentException("the token is blank");
		}
		if (!stripped.chars().allMatch((character) -> character > ' ' && character < 0x7f)) {
			throw new IllegalArgumentException("the token contains a character that is not allowed in an HTTP header");
		}
		return new PushgatewayCredentials("bearer", "Bearer " + stripped, List.of(stripped));
	}

	/**
	 * Parses the part of a URL before the {@code @}.
	 * @param userInfo username and password, percent-encoded
	 * @return the credentials
	 * @throws IllegalArgumentException if they are invalid
	 */
	static PushgatewayCredentials ofUserInfo(String userInfo) {
		if (userInfo.chars().anyMatch((character) -> "/?#".indexOf(character) >= 0)) {
			throw new IllegalArgumentException("in a username or password, write / as %2F, ? as %3F and # as %23");
		}
		int colon = userInfo.indexOf(':');
		return (colon < 0) ? basic(decode(userInfo), "")
				: basic(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
	}

	private static String decode(String encoded) {
		try {
			// A plus stands for a blank in forms only, not in the rest of a URL.
			return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			// Its message contains a part of the password.
			throw new IllegalArgumentException("in a username or password, write % as %25");
		}
	}

	/**
	 * The value of the header {@code Authorization}.
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable String authorization() {
		return this.authorization;
	}

	/**
	 * Hides the secrets in a text from elsewhere.
	 * @param text any text
	 * @return the text with {@code ***} in place of each secret
	 */
	String hideIn(String text) {
		String hidden = text;
		for (String secret : this.secrets) {
			hidden = hidden.replace(secret, "***");
		}
		return hidden;
	}

	@Override
	public String toString() {
		return this.kind;
	}

}
