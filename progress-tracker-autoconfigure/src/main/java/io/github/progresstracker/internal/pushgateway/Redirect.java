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

import java.net.URI;
import java.net.URL;

import io.github.progresstracker.internal.http.ServerRedirect;
import org.jspecify.annotations.Nullable;

/**
 * Decides which redirects are followed: those to the same group on the same server. So no
 * login page, which accepts any request, is taken for a Pushgateway.
 * <p>
 * A push stays a {@code POST} with its body, even where a browser would continue with
 * {@code GET}: getting a page of a Pushgateway stores nothing and looks like success.
 */
final class Redirect {

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
		URL target = ServerRedirect.target(from, response.status(), response.location());
		return (target != null && isSameGroup(path(from), path(target))) ? target : null;
	}

	private static String path(URL url) {
		String decoded = URI.create(url.toString()).getPath();
		return (decoded != null) ? decoded : "";
	}

	private static boolean isSameGroup(String from, String to) {
		return to.endsWith(from.substring(from.lastIndexOf(GROUP)));
	}

}
