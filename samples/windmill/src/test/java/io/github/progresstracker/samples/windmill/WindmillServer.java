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

package io.github.progresstracker.samples.windmill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * As much of Windmill's API as its command-line interface needs to push files into an
 * empty workspace. Keeps what was created.
 */
final class WindmillServer implements AutoCloseable {

	/** The token that opens the workspace. */
	static final String TOKEN = "a-token-that-opens-the-workspace";

	private static final Pattern CREATE = Pattern.compile("/api/w/admins/(\\w+)/create");

	/**
	 * What ends a ZIP file, here one without entries: the export of an empty workspace.
	 */
	private static final byte[] EMPTY_ZIP = Arrays.copyOf(new byte[] { 'P', 'K', 5, 6 }, 22);

	private final HttpServer server;

	private final Map<String, Map<String, Object>> created = new ConcurrentSkipListMap<>();

	private WindmillServer(HttpServer server) {
		this.server = server;
	}

	static WindmillServer start() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		WindmillServer windmill = new WindmillServer(server);
		server.createContext("/", windmill::handle);
		server.start();
		return windmill;
	}

	String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/**
	 * Returns what was created.
	 * @return the attributes by kind and path, such as {@code variables/u/admin/name}
	 */
	Map<String, Map<String, Object>> created() {
		return this.created;
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			String path = exchange.getRequestURI().getPath();
			Matcher create = CREATE.matcher(path);
			if (path.equals("/api/version")) {
				respond(exchange, 200, "text/plain", bytes("CE v1.814.0"));
			}
			else if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
				respond(exchange, 401, "text/plain", bytes("Unauthorized"));
			}
			else if (create.matches()) {
				Map<String, Object> attributes = JsonPath.parse(new String(body, StandardCharsets.UTF_8)).read("$");
				this.created.put(create.group(1) + "/" + attributes.get("path"), attributes);
				respond(exchange, 201, "text/plain", bytes("created"));
			}
			else {
				switch (path) {
					case "/api/users/whoami" -> json(exchange, "{\"email\": \"admin@windmill.dev\"}");
					case "/api/workspaces/exists" -> json(exchange, "true");
					case "/api/w/admins/scripts/raw_temp/diff" -> json(exchange, "[]");
					case "/api/w/admins/workspaces/tarball" -> respond(exchange, 200, "application/zip", EMPTY_ZIP);
					default -> respond(exchange, 404, "text/plain", bytes("Not found"));
				}
			}
		}
	}

	private static void json(HttpExchange exchange, String json) throws IOException {
		respond(exchange, 200, "application/json", bytes(json));
	}

	private static void respond(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", contentType);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
