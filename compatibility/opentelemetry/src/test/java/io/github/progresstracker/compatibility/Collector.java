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

package io.github.progresstracker.compatibility;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import org.jspecify.annotations.Nullable;

/**
 * Receives metrics by OTLP over HTTP, as a collector does, and keeps the newest of each.
 */
final class Collector implements AutoCloseable {

	private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

	private final HttpServer server;

	private Collector(HttpServer server) {
		this.server = server;
	}

	static Collector start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			Collector collector = new Collector(server);
			server.createContext("/v1/metrics", collector::receive);
			server.start();
			return collector;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/metrics";
	}

	@Nullable Metric metric(String name) {
		return this.metrics.get(name);
	}

	/**
	 * Returns the value of a gauge.
	 * @param name the name of the metric
	 * @param attributes all of its attributes
	 */
	double value(String name, Map<String, String> attributes) {
		Metric metric = metric(name);
		if (metric == null) {
			throw new AssertionError("No %s among %s".formatted(name, this.metrics.keySet()));
		}
		return metric.getGauge()
			.getDataPointsList()
			.stream()
			.filter((point) -> attributes(point).equals(attributes))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No %s among %s".formatted(attributes, metric)))
			.getAsDouble();
	}

	private static Map<String, String> attributes(NumberDataPoint point) {
		Map<String, String> attributes = new HashMap<>();
		point.getAttributesList()
			.forEach((attribute) -> attributes.put(attribute.getKey(), attribute.getValue().getStringValue()));
		return attributes;
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange; InputStream body = body(exchange)) {
			ExportMetricsServiceRequest.parseFrom(body)
				.getResourceMetricsList()
				.stream()
				.flatMap((resource) -> resource.getScopeMetricsList().stream())
				.flatMap((scope) -> scope.getMetricsList().stream())
				.forEach((metric) -> this.metrics.put(metric.getName(), metric));
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private static InputStream body(HttpExchange exchange) throws IOException {
		boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		return compressed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
