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

package io.github.progresstracker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * Services that watch jobs from outside, as far as their documentation says what they
 * take and answer. They share one server, as their paths differ.
 *
 * @see <a href="https://healthchecks.io/docs/http_api/">healthchecks.io</a>
 * @see <a href="https://cronitor.io/docs/telemetry-api">Cronitor</a>
 * @see <a href=
 * "https://docs.sentry.io/product/crons/getting-started/http/">Sentry&nbsp;Crons</a>
 * @see <a href=
 * "https://github.com/louislam/uptime-kuma/wiki/Internal-API">Uptime&nbsp;Kuma</a>
 */
public final class WatchServices implements AutoCloseable {

	/** A check of healthchecks.io that exists. */
	public static final String CHECK = "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278";

	/** Another one. */
	public static final String OTHER_CHECK = "0c6e7f0a-6d7b-4b0d-8d8a-1f5b7c9e2d3f";

	/** The key or token that the other services know. */
	public static final String KEY = "0123456789abcdef";

	private static final Pattern HEALTHCHECKS = Pattern.compile("/([0-9a-f-]{36})(?:/(start|fail|log|[0-9]+))?");

	private static final Pattern CRONITOR = Pattern.compile("/p/([^/]+)/([^/]+)");

	private static final Pattern SENTRY = Pattern.compile("/api/([0-9]+)/cron/([^/]+)/([^/]+)/?");

	private static final Pattern UPTIME_KUMA = Pattern.compile("/api/push/([^/]+)");

	private static final int MAX_BODY = 100_000;

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<Call> calls = new CopyOnWriteArrayList<>();

	private volatile int down;

	private volatile int uptimeKumaVersion = 2;

	private WatchServices(HttpServer server) {
		this.server = server;
		this.server.setExecutor(this.threads);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	/**
	 * Starts the services on a free port of this machine.
	 * @return the services
	 */
	public static WatchServices start() {
		try {
			return new WatchServices(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * From now on, answers with this status and takes nothing.
	 * @param status the HTTP status, or 0 to work again
	 */
	public void down(int status) {
		this.down = status;
	}

	/**
	 * Chooses what Uptime Kuma takes.
	 * @param version the major version
	 */
	public void uptimeKuma(int version) {
		this.uptimeKumaVersion = version;
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
		String path = exchange.getRequestURI().getRawPath();
		String rawQuery = exchange.getRequestURI().getRawQuery();
		Map<String, String> query = query(rawQuery);
		Answer answer = (this.down != 0) ? new Answer(this.down, "down", "down", null)
				: answer(exchange, path, query, body);
		this.calls.add(new Call(exchange.getRequestMethod(), path + ((rawQuery != null) ? "?" + rawQuery : ""), query,
				body, answer.status, answer.state, answer.run));
		byte[] text = answer.text.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(answer.status, (text.length > 0) ? text.length : -1);
		try (exchange) {
			exchange.getResponseBody().write(text);
		}
	}

	private static Map<String, String> query(@Nullable String raw) {
		Map<String, String> query = new LinkedHashMap<>();
		if (raw != null) {
			for (String parameter : raw.split("&", -1)) {
				int separator = parameter.indexOf('=');
				query.put(decode(parameter.substring(0, separator)), decode(parameter.substring(separator + 1)));
			}
		}
		return query;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	private Answer answer(HttpExchange exchange, String path, Map<String, String> query, String body) {
		String method = exchange.getRequestMethod();
		Matcher check = HEALTHCHECKS.matcher(path);
		if (check.matches()) {
			return healthchecks(check.group(1), check.group(2), method, query);
		}
		Matcher monitor = CRONITOR.matcher(path);
		if (monitor.matches()) {
			return cronitor(monitor.group(1), method, query);
		}
		Matcher cron = SENTRY.matcher(path);
		if (cron.matches()) {
			String type = exchange.getRequestHeaders().getFirst("Content-Type");
			return sentry(cron.group(3), method, (type != null) ? type : "", query);
		}
		Matcher push = UPTIME_KUMA.matcher(path);
		return push.matches() ? uptimeKuma(push.group(1), method, path, query)
				: Answer.refused(404, "Cannot " + method + " " + path + body.length());
	}

	/** Takes HEAD, GET and POST; the exit status is from 0 to 255; {@code rid} a UUID. */
	private static Answer healthchecks(String uuid, @Nullable String what, String method, Map<String, String> query) {
		String run = query.get("rid");
		if (!Set.of("HEAD", "GET", "POST").contains(method)) {
			return Answer.refused(405, "");
		}
		if (!Set.of(CHECK, OTHER_CHECK).contains(uuid)) {
			return Answer.refused(404, "not found");
		}
		if (run != null && !isCanonicalUuid(run)) {
			return Answer.refused(400, "invalid uuid format");
		}
		if (what == null) {
			return new Answer(200, "OK", "success", run);
		}
		if (!what.matches("[0-9]+")) {
			return new Answer(200, "OK", what, run);
		}
		int exitStatus = Integer.parseInt(what);
		return (exitStatus > 255) ? Answer.refused(400, "invalid url format")
				: new Answer(200, "OK", (exitStatus == 0) ? "success" : "fail", run);
	}

	private static boolean isCanonicalUuid(String text) {
		try {
			return UUID.fromString(text).toString().equalsIgnoreCase(text);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Answers all requests with 200, even if it does not know the key. */
	private static Answer cronitor(String key, String method, Map<String, String> query) {
		boolean valid = key.equals(KEY) && Set.of("HEAD", "GET", "POST").contains(method)
				&& Set.of("run", "complete", "fail", "ok").contains(query.getOrDefault("state", ""))
				&& query.getOrDefault("message", "").length() <= 2000
				&& query.getOrDefault("metric", "count:0").matches("(count|duration|error_count):[0-9]+(\\.[0-9]+)?");
		return new Answer(200, "", valid ? query.getOrDefault("state", "") : "invalid", query.get("series"));
	}

	/** Takes GET and POST, and reads a body only if it is JSON. */
	private static Answer sentry(String key, String method, String type, Map<String, String> query) {
		if (!Set.of("GET", "POST").contains(method)) {
			return Answer.refused(405, "");
		}
		String run = query.get("check_in_id");
		boolean valid = !type.startsWith("application/json")
				&& Set.of("in_progress", "ok", "error").contains(query.getOrDefault("status", ""))
				&& (run == null || isCanonicalUuid(run))
				&& query.getOrDefault("duration", "0").matches("[0-9]+(\\.[0-9]+)?");
		if (!valid) {
			return Answer.refused(400, "{\"detail\":\"invalid query\"}");
		}
		return key.equals(KEY) ? new Answer(202, "", query.getOrDefault("status", ""), run) : Answer.refused(403, "");
	}

	/**
	 * Version 1 takes GET only. Everything but {@code up} is down; {@code ping} is a
	 * number of milliseconds.
	 */
	private Answer uptimeKuma(String token, String method, String path, Map<String, String> query) {
		if (this.uptimeKumaVersion < 2 && !method.equals("GET")) {
			return Answer.refused(404, "<pre>Cannot %s %s</pre>".formatted(method, path));
		}
		if (!query.getOrDefault("ping", "").matches("(|[0-9]{1,7}(\\.[0-9]+)?)")) {
			return Answer.refused(400, "{\"ok\":false,\"msg\":\"Invalid ping value\"}");
		}
		if (!token.equals(KEY)) {
			return Answer.refused((this.uptimeKumaVersion < 2) ? 404 : 500,
					"{\"ok\":false,\"msg\":\"Monitor not found or not active.\"}");
		}
		boolean up = query.getOrDefault("status", "up").equals("up");
		return new Answer(200, "{\"ok\":true}", up ? "up" : "down", null);
	}

	/**
	 * The URL of the server, without a trailing slash.
	 * @return the URL
	 */
	public String url() {
		return "http://" + address();
	}

	/**
	 * The host and port of the server.
	 * @return the address without a scheme
	 */
	public String address() {
		return this.server.getAddress().getAddress().getHostAddress() + ":" + this.server.getAddress().getPort();
	}

	/**
	 * All calls since the start.
	 * @return the calls, oldest first
	 */
	public List<Call> calls() {
		return this.calls;
	}

	/**
	 * What the services were told, in their own words.
	 * @return the state of each call, oldest first; {@code invalid} if a service did not
	 * take it
	 */
	public List<String> states() {
		return this.calls.stream().map(Call::state).toList();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private record Answer(int status, String text, String state, @Nullable String run) {

		static Answer refused(int status, String text) {
			return new Answer(status, text, "invalid", null);
		}

	}

	/**
	 * A call.
	 *
	 * @param method the HTTP method
	 * @param target path and query, still percent-encoded
	 * @param query the decoded parameters
	 * @param body the body
	 * @param status the status of the answer
	 * @param state what the service was told, in its own words
	 * @param run the run that it is about, or {@code null}
	 */
	public record Call(String method, String target, Map<String, String> query, String body, int status, String state,
			@Nullable String run) {

	}

}
