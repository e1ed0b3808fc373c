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

package io.github.progresstracker.internal.http;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds out where a redirect leads, if that is the same host and port, or {@code https}
 * instead of {@code http} on the same host. So secrets go to no other server.
 */
public final class ServerRedirect {

	/** Not 303, which says that the request is done and its result is elsewhere. */
	private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);

	private ServerRedirect() {
	}

	/**
	 * The URL that a response redirects to.
	 * @param from the URL of the request
	 * @param status the status of the response, which may be a redirect
	 * @param location the header that says where it leads, or {@code null}
	 * @return the URL, or {@code null} if there is none on the same server
	 */
	public static @Nullable URL target(URL from, int status, @Nullable String location) {
		if (!STATUSES.contains(status) || location == null) {
			return null;
		}
		try {
			URL target = from.toURI().resolve(new URI(location)).toURL();
			return isSameServer(from, target) ? target : null;
		}
		catch (URISyntaxException | MalformedURLException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static boolean isSameServer(URL from, URL to) {
		if (!from.getHost().equalsIgnoreCase(to.getHost()) || to.getUserInfo() != null) {
			return false;
		}
		boolean becomesEncrypted = from.getProtocol().equals("http") && to.getProtocol().equals("https");
		return becomesEncrypted || (from.getProtocol().equals(to.getProtocol()) && port(from) == port(to));
	}

	private static int port(URL url) {
		return (url.getPort() != -1) ? url.getPort() : url.getDefaultPort();
	}

}
