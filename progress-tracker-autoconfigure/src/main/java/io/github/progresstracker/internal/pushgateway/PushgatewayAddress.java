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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.SafeText;

/**
 * The address of a Pushgateway as users write it: {@code host:port}, or an {@code http}
 * or {@code https} URL, with or without credentials and a path prefix.
 * {@code java.net.URI} does not help here: it finds no host in
 * {@code prometheus_gateway:9091}. Immutable.
 */
public final class PushgatewayAddress {

	private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^}]*}");

	private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://(.*)", Pattern.DOTALL);

	private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]*|\\[[^\\]]*])(?::([^:]*))?");

	private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9._-]+|\\[[0-9a-fA-F:.]+(%[a-zA-Z0-9._-]+)?]");

	private static final Pattern PATH = Pattern.compile("([/a-zA-Z0-9._~!$&'()*+,;=:-]|%[0-9a-fA-F]{2})*");

	private static final int MAX_PORT = 65535;

	private final String url;

	private final PushgatewayCredentials credentials;

	private PushgatewayAddress(String url, PushgatewayCredentials credentials) {
		this.url = url;
		this.credentials = credentials;
	}

	/**
	 * Parses an address.
	 * @param text the address; whitespace around it and slashes at its end are ignored
	 * @return the address
	 * @throws IllegalArgumentException if it is invalid; the message says why, and does
	 * not contain the credentials
	 */
	public static PushgatewayAddress parse(String text) {
		String stripped = text.strip();
		try {
			return read(stripped);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'%s' is not the address of a Pushgateway: %s"
				.formatted(SafeText.of(withoutCredentials(stripped)), ex.getMessage()));
		}
	}

	private static PushgatewayAddress read(String text) {
		if (UNRESOLVED.matcher(text).find()) {
			throw new IllegalArgumentException("it contains an unresolved placeholder ${…}");
		}
		Matcher scheme = SCHEME.matcher(text);
		boolean hasScheme = scheme.matches();
		String protocol = hasScheme ? scheme.group(1).toLowerCase(Locale.ROOT) : "http";
		if (!protocol.equals("http") && !protocol.equals("https")) {
			throw new IllegalArgumentException("it must begin with http:// or https://");
		}
		String rest = hasScheme ? scheme.group(2) : text;
		int at = rest.lastIndexOf('@');
		PushgatewayCredentials credentials = (at < 0) ? PushgatewayCredentials.NONE
				: PushgatewayCredentials.ofUserInfo(rest.substring(0, at));
		return new PushgatewayAddress(protocol + "://" + readLocation(rest.substring(at + 1)), credentials);
	}

	private static String readLocation(String location) {
		if (location.indexOf('?') >= 0 || location.indexOf('#') >= 0) {
			throw new IllegalArgumentException("it must not have a query or a fragment");
		}
		int slash = location.indexOf('/');
		String path = (slash < 0) ? "" : location.substring(slash).replaceFirst("/+$", "");
		if (!PATH.matcher(path).matches()) {
			throw new IllegalArgumentException("the path contains a character that must be percent-encoded");
		}
		return readHostAndPort((slash < 0) ? location : location.substring(0, slash)) + path;
	}

	private static String readHostAndPort(String hostAndPort) {
		Matcher parts = HOST_AND_PORT.matcher(hostAndPort);
		if (!parts.matches()) {
			throw new IllegalArgumentException("it has too many colons; put an IPv6 address in brackets");
		}
		String host = parts.group(1);
		if (host.isEmpty()) {
			throw new IllegalArgumentException("it has no host");
		}
		if (!HOST.matcher(host).matches()) {
			throw new IllegalArgumentException("the host contains a character that is not allowed in a host name");
		}
		String port = parts.group(2);
		if (port != null && !isPort(port)) {
			throw new IllegalArgumentException("the port must be a number from 1 to " + MAX_PORT);
		}
		return hostAndPort;
	}

	private static boolean isPort(String port) {
		if (!port.matches("[0-9]{1,5}")) {
			return false;
		}
		int number = Integer.parseInt(port);
		return number >= 1 && number <= MAX_PORT;
	}

	/**
	 * Hides the credentials in an address, which may be invalid.
	 * @param text any text
	 * @return the text, with {@code ***} in place of everything that may be part of
	 * credentials
	 */
	public static String withoutCredentials(String text) {
		int at = text.lastIndexOf('@');
		if (at < 0) {
			// A query or fragment is invalid, but may be an attempt to pass a token.
			return text.replaceFirst("(?s)([?#]).*", "$1***");
		}
		Matcher scheme = SCHEME.matcher(text);
		String protocol = scheme.matches() ? scheme.group(1) + "://" : "";
		return protocol + "***@" + withoutCredentials(text.substring(at + 1));
	}

	/**
	 * The username and password that were part of the address.
	 * @return the credentials, or {@link PushgatewayCredentials#NONE}
	 */
	public PushgatewayCredentials credentials() {
		return this.credentials;
	}

	/**
	 * The URL, path prefix included, without credentials and without a slash at the end.
	 */
	@Override
	public String toString() {
		return this.url;
	}

}
