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
package io.github.progresstracker.internal.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.MimeType;

/**
 * The page that browsers show, and its style sheet, script and icon. They are files of
 * their own, so that the page works under a strict {@code Content-Security-Policy}.
 * Nothing is read before a browser asks for it, and nothing is kept.
 * <p>
 * The page has its own policy in a {@code meta} element, because an endpoint cannot set
 * headers.
 */
final class ProgressPage {

	/** Where the page says how many segments of its path are the name of the job. */
	private static final String SEGMENTS = "data-segments=\"%d\"";

	private static final MimeType HTML = utf8("text", "html");

	private static final Map<String, MimeType> ASSETS = Map.of("page.css", utf8("text", "css"), "page.js",
			utf8("text", "javascript"), "icon.svg", utf8("image", "svg+xml"));

	private ProgressPage() {
	}

	/**
	 * Answers with the page. It is the same for all jobs, and loads what it shows as
	 * JSON.
	 * @param segments the number of segments of the path that are the name of the job; 0
	 * for all jobs. The root of the endpoint is as many segments up, whatever proxies and
	 * properties put before it
	 * @return the answer
	 */
	static WebEndpointResponse<byte[]> show(int segments) {
		String page = new String(read("page.html"), StandardCharsets.UTF_8).replace(SEGMENTS.formatted(0),
				SEGMENTS.formatted(segments));
		return new WebEndpointResponse<>(page.getBytes(StandardCharsets.UTF_8), HTML);
	}

	/**
	 * Answers with what the page refers to.
	 * @param name the name that the page uses
	 * @return the answer, which may be 404
	 */
	static WebEndpointResponse<byte[]> asset(String name) {
		MimeType type = ASSETS.get(name);
		return (type != null) ? new WebEndpointResponse<>(read(name), type)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	private static byte[] read(String name) {
		try {
			return new ClassPathResource("page/" + name, ProgressPage.class).getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static MimeType utf8(String type, String subtype) {
		return new MimeType(type, subtype, StandardCharsets.UTF_8);
	}

}
