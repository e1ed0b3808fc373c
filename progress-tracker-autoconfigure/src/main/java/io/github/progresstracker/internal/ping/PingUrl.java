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

package io.github.progresstracker.internal.ping;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A URL to call, with placeholders for what is known about a run. Whoever knows it can
 * speak for the job, so no message and not even {@link #toString()} shows more of it than
 * the server. Immutable.
 */
public final class PingUrl {

	private static final Pattern PARTS = Pattern.compile("(?i)(https?)://([^/?#]*)(.*)", Pattern.DOTALL);

	/** Not that of {@code java.net.URI}, which finds no host in {@code uptime_kuma}. */
	private static final Pattern HOST_AND_PORT = Pattern
		.compile("(?:[a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");

	private static final int MAX_PORT = 65535;

	private static final Pattern PATH_AND_QUERY = Pattern
		.compile("(?:[/a-zA-Z0-9._~!$&'()*+,;=:@?-]|%[0-9a-fA-F]{2})*");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

	/** Anything else between braces may be a part of the secret. */
	private static final Pattern NAME = Pattern.compile("[a-z]+(?:[-_ ]?[a-z]+){0,3}", Pattern.CASE_INSENSITIVE);

	private final String server;

	private final String pathAndQuery;

	private PingUrl(String server, String pathAndQuery) {
		this.server = server;
		this.pathAndQuery = pathAndQuery;
	}

	/**
	 * Reads a URL.
	 * @param text the URL, {@code off}, or {@code null}
	 * @return the URL, or {@code null} if there is none to call
	 * @throws IllegalArgumentException if it is invalid; the message says why, and does
	 * not repeat it
	 */
	public static @Nullable PingUrl of(@Nullable String text) {
		if (text == null || isOff(text.strip())) {
			return null;
		}
		if (text.contains("${")) {
			throw new IllegalArgumentException("it contains an unresolved placeholder ${…}");
		}
		Matcher url = PARTS.matcher(text.strip());
		if (!url.matches()) {
			throw new IllegalArgumentException("it does not begin with http:// or https://");
		}
		return new PingUrl(url.group(1).toLowerCase(Locale.ROOT) + "://" + checkedServer(url.group(2)),
				checkedRest(url.group(3)));
	}

	/** YAML turns {@code off} into a boolean. */
	private static boolean isOff(String text) {
		return text.equalsIgnoreCase("off") || text.equals("false");
	}

	private static String checkedServer(String server) {
		if (server.indexOf('{') >= 0) {
			throw new IllegalArgumentException("it has a placeholder in the host name");
		}
		if (server.indexOf('@') >= 0) {
			throw new IllegalArgumentException("it has a username or password, which would not be sent");
		}
		if (server.isEmpty()) {
			throw new IllegalArgumentException("it has no host");
		}
		Matcher parts = HOST_AND_PORT.matcher(server);
		if (!parts.matches() || !isPort(parts.group(1))) {
			throw new IllegalArgumentException("its host or port is invalid");
		}
		return server;
	}

	private static boolean isPort(@Nullable String port) {
		return port == null || (Integer.parseInt(port) > 0 && Integer.parseInt(port) <= MAX_PORT);
	}

	private static String checkedRest(String rest) {
		for (MatchResult placeholder : PLACEHOLDER.matcher(rest).results().toList()) {
			String name = placeholder.group(1);
			if (!RunPing.PLACEHOLDERS.contains(name)) {
				throw new IllegalArgumentException(
						NAME.matcher(name).matches() ? "there is no placeholder {%s}".formatted(name)
								: "it has braces around text that is not a placeholder");
			}
		}
		String fixed = PLACEHOLDER.matcher(rest).replaceAll("");
		if (fixed.indexOf('#') >= 0) {
			throw new IllegalArgumentException("it has a fragment, which would not be sent");
		}
		if (!PATH_AND_QUERY.matcher(fixed).matches()) {
			throw new IllegalArgumentException("it has a character that must be percent-encoded");
		}
		return rest;
	}

	/**
	 * The placeholders that a URL may contain, for people to read.
	 * @return the placeholders
	 */
	public static String placeholders() {
		return RunPing.PLACEHOLDERS.stream().map((name) -> "{" + name + "}").collect(Collectors.joining(", "));
	}

	/**
	 * Scheme, host and port, which are no secret.
	 * @return the server
	 */
	String server() {
		return this.server;
	}

	/**
	 * Fills in the placeholders.
	 * @param values the values by name, already encoded
	 * @return the URL to call
	 * @throws MalformedURLException if they do not fit
	 */
	URL with(Map<String, String> values) throws MalformedURLException {
		String rest = PLACEHOLDER.matcher(this.pathAndQuery)
			.replaceAll((name) -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), "")));
		try {
			return URI.create(this.server + rest).toURL();
		}
		catch (IllegalArgumentException | MalformedURLException ex) {
			// Their messages contain the URL.
			throw new MalformedURLException("a value does not fit into the URL");
		}
	}

	@Override
	public String toString() {
		return this.pathAndQuery.isEmpty() ? this.server : this.server + "/***";
	}

}
