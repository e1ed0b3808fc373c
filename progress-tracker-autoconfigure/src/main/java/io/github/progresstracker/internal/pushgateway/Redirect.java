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
 * Where to a redirect leads that is followed: to the same group on the same host and
 * port, or from {@code http} to {@code https} on the same host. So no credentials get to
 * somebody else, and no login page, which any request pleases, is taken for a
 * Pushgateway.
 * <p>
 * A push stays a {@code POST} with its body, also where a browser would go on with
 * {@code GET}: to get a page of a Pushgateway stores nothing and looks like success.
 */
final class Redirect {

	/** Not 303, which says that the request is done, and its result elsewhere. */
	private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);

	private static final String GROUP = "/metrics/";

	private Redirect() {
	}

	/**
	 * Where to go on.
	 * @param from the URL that was answered with a redirect
	 * @param answer the answer
	 * @return the next URL, or {@code null} if it is not to be followed
	 */
	static @Nullable URL target(URL from, GatewayResponse answer) {
		if (!STATUSES.contains(answer.status()) || answer.location() == null) {
			return null;
		}
		try {
			URI base = from.toURI();
			URI target = base.resolve(answer.location());
			return (isSameGroup(base, target) && isSamePlace(from, target.toURL())) ? target.toURL() : null;
		}
		catch (URISyntaxException | MalformedURLException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static boolean isSameGroup(URI from, URI to) {
		String group = from.getPath().substring(from.getPath().lastIndexOf(GROUP));
		return to.getPath() != null && to.getPath().endsWith(group);
	}

	private static boolean isSamePlace(URL from, URL to) {
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
