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
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real Prometheus on a free port of this machine. It discovers its targets about five
 * seconds after its start.
 */
public final class RealPrometheus implements AutoCloseable {

	/**
	 * Shared by all instances, because the garbage collector can collect an unreferenced
	 * client together with its pending response.
	 */
	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final Path folder;

	private final ServerProcess process;

	private RealPrometheus(Path configuration, Path folder) {
		this.folder = folder;
		this.process = ServerProcess.start(RequiredProgram.PROMETHEUS, folder, "127.0.0.1:0",
				List.of("--config.file=" + configuration.toAbsolutePath(), "--storage.tsdb.path=data",
						"--web.enable-lifecycle"));
	}

	/**
	 * Starts a Prometheus and waits until it accepts requests.
	 * @param configuration its configuration file, which may name rule files in its
	 * folder
	 * @return the Prometheus
	 */
	public static RealPrometheus start(Path configuration) {
		try {
			return new RealPrometheus(configuration, Files.createTempDirectory("prometheus"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Evaluates an expression now.
	 * @param expression an expression whose result is an instant vector
	 * @return its series; the name is empty if the expression has removed it
	 */
	public List<Exposition.Series> query(String expression) {
		return query(expression, Instant.now());
	}

	/**
	 * Evaluates an expression.
	 * @param expression an expression whose result is an instant vector
	 * @param time the time of the evaluation
	 * @return its series; the name is empty if the expression has removed it
	 */
	public List<Exposition.Series> query(String expression, Instant time) {
		Map<?, ?> data = (Map<?, ?>) get("/api/v1/query", Map.of("query", expression, "time", time.toString()));
		return ((List<?>) data.get("result")).stream().map((result) -> asSeries((Map<?, ?>) result)).toList();
	}

	/**
	 * Returns the names of labels.
	 * @param selector the series to look at
	 * @return the names, including {@code __name__}
	 */
	public List<String> labelNames(String selector) {
		return asStrings(get("/api/v1/labels", Map.of("match[]", selector)));
	}

	/**
	 * Returns the values of a label.
	 * @param label the name of the label
	 * @param selector the series to look at
	 * @return the values
	 */
	public List<String> labelValues(String label, String selector) {
		return asStrings(get("/api/v1/label/" + label + "/values", Map.of("match[]", selector)));
	}

	/**
	 * Returns the alerts that are pending or firing.
	 * @return the alerts, with {@code state}, {@code labels} and {@code annotations}
	 */
	public List<Map<?, ?>> alerts() {
		Map<?, ?> data = (Map<?, ?>) get("/api/v1/alerts", Map.of());
		return ((List<?>) data.get("alerts")).stream().<Map<?, ?>>map((alert) -> (Map<?, ?>) alert).toList();
	}

	private static List<String> asStrings(Object data) {
		return ((List<?>) data).stream().map(String.class::cast).toList();
	}

	private Object get(String path, Map<String, String> parameters) {
		String query = parameters.entrySet()
			.stream()
			.map((parameter) -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
			.collect(Collectors.joining("&", "?", ""));
		String answer = send(HttpRequest.newBuilder(uri(path + query)).build());
		return JsonParserFactory.getJsonParser().parseMap(answer).get("data");
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private static Exposition.Series asSeries(Map<?, ?> result) {
		Map<String, String> labels = new HashMap<>();
		((Map<?, ?>) result.get("metric")).forEach((name, value) -> labels.put((String) name, (String) value));
		String name = labels.remove("__name__");
		String value = (String) ((List<?>) result.get("value")).get(1);
		return new Exposition.Series((name != null) ? name : "", labels, Exposition.parseValue(value));
	}

	/**
	 * Reloads the configuration and the rules.
	 */
	public void reload() {
		send(HttpRequest.newBuilder(uri("/-/reload")).POST(HttpRequest.BodyPublishers.noBody()).build());
	}

	private URI uri(String path) {
		return URI.create("http://" + this.process.address() + path);
	}

	private static String send(HttpRequest request) {
		try {
			HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			return response.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns what it has logged since its start.
	 * @return the log
	 */
	public String log() {
		return this.process.log();
	}

	@Override
	public void close() throws IOException {
		this.process.stop();
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
