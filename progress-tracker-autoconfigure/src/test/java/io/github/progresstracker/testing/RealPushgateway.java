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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A real Pushgateway on a free port of this machine, which forgets everything when it is
 * stopped. It starts in about 20 ms, so each test can have its own:
 *
 * <pre class="code">
 * &#64;AutoClose
 * private final RealPushgateway gateway = RealPushgateway.start();
 * </pre>
 */
public final class RealPushgateway implements AutoCloseable {

	/** The user name for {@link #startWithPassword}. */
	public static final String USERNAME = "batch";

	/** The password for {@link #startWithPassword}, with special characters of URLs. */
	public static final String PASSWORD = "pä@ss:w%40rd";

	private static final String BCRYPTED_PASSWORD = "$2b$04$gFZn4T4CYqHp71dpAM6xp.Giyj4zm3iF/m7FMW0Cz5RBJ23xlFmTW";

	private static final String ROUTE_PREFIX = "--web.route-prefix=";

	private final Path folder;

	private final List<String> flags;

	/** What this class presents and trusts itself; {@code null} without encryption. */
	private final @Nullable SSLContext sslContext;

	private ServerProcess process;

	private RealPushgateway(Path folder, List<String> flags, @Nullable SSLContext sslContext) {
		this.folder = folder;
		this.flags = flags;
		this.sslContext = sslContext;
		this.process = launch(option(ServerProcess.LISTEN_ADDRESS, "127.0.0.1:0"));
	}

	/**
	 * Starts a gateway and waits until it accepts requests.
	 * @param flags more command-line flags, such as {@code --web.enable-admin-api}
	 * @return the gateway
	 */
	public static RealPushgateway start(String... flags) {
		try {
			return new RealPushgateway(Files.createTempDirectory("pushgateway"), List.of(flags), null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts a gateway that requires {@link #USERNAME} and {@link #PASSWORD}.
	 * @return the gateway
	 */
	public static RealPushgateway startWithPassword() {
		return startWithConfig("basic_auth_users:\n  %s: %s\n".formatted(USERNAME, BCRYPTED_PASSWORD), null);
	}

	/**
	 * Starts a gateway that accepts only HTTPS.
	 * @param certificate its certificate
	 * @return the gateway
	 */
	public static RealPushgateway startEncrypted(IssuedCertificate certificate) {
		return startWithConfig(tlsConfig(certificate), certificate.sslContext());
	}

	/**
	 * Starts a gateway that accepts only HTTPS, and only from clients with a certificate
	 * of the authority that issued its own.
	 * @param certificate its certificate
	 * @return the gateway
	 */
	public static RealPushgateway startMutuallyEncrypted(IssuedCertificate certificate) {
		return startWithConfig(
				tlsConfig(certificate) + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: %s\n"
					.formatted(certificate.issuer().file()),
				certificate.sslContext());
	}

	private static String tlsConfig(IssuedCertificate certificate) {
		return "tls_server_config:\n  cert_file: %s\n  key_file: %s\n".formatted(certificate.certificateFile(),
				certificate.keyFile());
	}

	private static RealPushgateway startWithConfig(String config, @Nullable SSLContext sslContext) {
		try {
			Path folder = Files.createTempDirectory("pushgateway");
			Path file = Files.writeString(folder.resolve("web.yml"), config);
			return new RealPushgateway(folder, List.of("--web.config.file=" + file), sslContext);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ServerProcess launch(String listenAddress) {
		List<String> all = new ArrayList<>(List.of("--persistence.file="));
		this.flags.stream().filter((flag) -> !flag.startsWith(ServerProcess.LISTEN_ADDRESS)).forEach(all::add);
		return ServerProcess.start(RequiredProgram.PUSHGATEWAY, this.folder, listenAddress, all);
	}

	private String option(String flag, String otherwise) {
		return this.flags.stream()
			.filter((candidate) -> candidate.startsWith(flag))
			.map((candidate) -> candidate.substring(flag.length()))
			.findFirst()
			.orElse(otherwise);
	}

	/**
	 * Returns the host and port, such as {@code 127.0.0.1:41234}.
	 * @return the address without a scheme
	 */
	public String address() {
		return this.process.address();
	}

	/**
	 * Returns its port.
	 * @return the port
	 */
	public int port() {
		return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
	}

	/**
	 * Returns its URL, including the route prefix, without a trailing slash.
	 * @return the URL
	 */
	public String url() {
		return ((this.sslContext != null) ? "https://" : "http://") + address() + option(ROUTE_PREFIX, "");
	}

	/**
	 * Returns all of its metrics as text.
	 * @return the body of {@code /metrics}
	 */
	public String metrics() {
		return send(request("/metrics").GET().build()).body();
	}

	/**
	 * Returns all of its metrics at this moment, for several checks of the same state.
	 * @return the metrics
	 */
	public Exposition exposition() {
		return Exposition.parse(metrics());
	}

	/**
	 * Returns the series of a metric with their labels as they are stored; an unset
	 * {@code instance} is stored as an empty one.
	 * @param name the name of the metric
	 * @return the series; none if there is no such metric
	 */
	public List<Exposition.Series> series(String name) {
		return exposition().series(name);
	}

	/**
	 * Returns the value of a series, see {@link Exposition#value}.
	 * @param name the name of the metric
	 * @param labels exactly the labels of the series; an empty {@code instance} may be
	 * left out
	 * @return the value
	 * @throws AssertionError if there is no such series
	 */
	public double value(String name, Map<String, String> labels) {
		return exposition().value(name, labels);
	}

	/**
	 * Whether a series exists, see {@link Exposition#has}.
	 * @param name the name of the metric
	 * @param labels exactly the labels of the series
	 * @return whether it exists
	 */
	public boolean has(String name, Map<String, String> labels) {
		return exposition().has(name, labels);
	}

	/**
	 * Returns the number of pushes that it has accepted or refused.
	 * @return the number of pushes
	 */
	public int pushCount() {
		return (int) requests().stream().mapToDouble(Exposition.Series::value).sum();
	}

	/**
	 * Returns the requests that were not scrapes, as counted by the gateway.
	 * @return a series for each {@code handler}, {@code method} (in lower case) and
	 * {@code code}
	 */
	public List<Exposition.Series> requests() {
		return series("pushgateway_http_requests_total").stream()
			.filter((requests) -> "push".equals(requests.labels().get("handler")))
			.toList();
	}

	/**
	 * Pushes metrics like another client, with {@code POST}.
	 * @param group the group, as in {@code job/nightly/instance/eu}
	 * @param body metrics in the text format
	 * @throws AssertionError if the push is not accepted
	 */
	public void push(String group, String body) {
		HttpResponse<String> response = send(
				request("/metrics/" + group).POST(HttpRequest.BodyPublishers.ofString(body)).build());
		if (response.statusCode() / 100 != 2) {
			throw new AssertionError("%d: %s".formatted(response.statusCode(), response.body()));
		}
	}

	private HttpRequest.Builder request(String path) {
		byte[] credentials = (USERNAME + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
		return HttpRequest.newBuilder(URI.create(url() + path))
			.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
	}

	private HttpResponse<String> send(HttpRequest request) {
		try {
			HttpClient.Builder client = HttpClient.newBuilder();
			if (this.sslContext != null) {
				client.sslContext(this.sslContext);
			}
			return client.build().send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns what the gateway has logged since its start.
	 * @return the log
	 */
	public String log() {
		return this.process.log();
	}

	/**
	 * Stops the gateway, so that connections are refused.
	 */
	public void stop() {
		this.process.stop();
	}

	/**
	 * Stops the gateway if necessary and starts it again at the same address, without
	 * metrics.
	 */
	public void restart() {
		stop();
		this.process = launch(address());
	}

	@Override
	public void close() throws IOException {
		stop();
		FileSystemUtils.deleteRecursively(this.folder);
	}

	@Override
	public String toString() {
		return "Pushgateway at " + url() + " " + this.flags;
	}

}
