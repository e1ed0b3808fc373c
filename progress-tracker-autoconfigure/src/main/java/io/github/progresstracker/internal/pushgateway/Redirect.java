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

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Decides which redirects are followed: those to the same group on the same host and
 * port, or from {@code http} to {@code https} on the same host. So credentials go to no
 * other server, and no login page, which accepts any request, is taken for a Pushgateway.
 * <p>
 * A push stays a {@code POST} with its body, even where a browser would continue with
 * {@code GET}: getting a page of a Pushgateway stores nothing and looks like success.
 */
final class Redirect {

	/** Not 303, which says that the request is done and its result is elsewhere. */
	private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);

	private static final String GROUP = "/metrics/";

	private Redirect() {
	}

	/**
	 * The URL to continue with.
	 * @param from the URL of the request
	 * @param response the response, which may be a redirect
	 * @return the next URL, or {@code null} if there is none to follow
	 */
	static @Nullable URL target(URL from, GatewayResponse response) {
		if (!STATUSES.contains(response.status()) || response.location() == null) {
			return null;
		}
		try {
			URI base = from.toURI();
			URI target = base.resolve(response.location());
			return (isSameGroup(base, target) && isSameServer(from, target.toURL())) ? target.toURL() : null;
		}
		catch (URISyntaxException | MalformedURLException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static boolean isSameGroup(URI from, URI to) {
		String group = from.getPath().substring(from.getPath().lastIndexOf(GROUP));
		return to.getPath() != null && to.getPath().endsWith(group);
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
