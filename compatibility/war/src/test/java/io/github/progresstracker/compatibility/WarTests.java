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

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a WAR that is started by itself, and for the same WAR in a Tomcat.
 */
@UsesServers
class WarTests {

	private static final Path WAR = Path.of("target", "shop.war").toAbsolutePath();

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+) ");

	private static final Map<String, String> SETTLEMENT = Map.of("job", "ShopApplication.settle", "app", "shop");

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@AutoClose
	private final RealPushgateway gateway = RealPushgateway.start();

	@Test
	void itIsStartedByItself() throws Exception {
		try (JavaProcess application = start("-jar", WAR.toString(), "--server.port=0")) {
			assertThatJobIsShownAt("http://127.0.0.1:%s/actuator/progress".formatted(port(application)));
			assertThat(application.terminate().exitCode()).isEqualTo(143);
			assertThat(application.output()).doesNotContain("WARN", "ERROR");
		}
		assertThatJobHasArrived();
	}

	@Test
	void itIsDeployedToATomcatAndUndeployed(@TempDir Path folder) throws Exception {
		String classPath = Stream.of(JavaProcess.CLASS_PATH.split(File.pathSeparator))
			.filter((entry) -> entry.endsWith("test-classes")
					|| entry.matches(".*(tomcat-embed-core|jakarta\\.annotation-api)[^/]*"))
			.collect(Collectors.joining(File.pathSeparator));
		try (JavaProcess server = start("-cp", classPath, TomcatServer.class.getName(), folder.toString(),
				WAR.toString())) {
			assertThatJobIsShownAt("http://127.0.0.1:%s/shop/actuator/progress".formatted(port(server)));
			server.send("undeploy").awaitOutput("Undeployed");
			assertThatJobHasArrived();
			assertThat(server.exitCode()).isZero();
			// Tomcat warns of threads that an application leaves behind
			assertThat(server.output()).contains("Tracking").doesNotContain("WARN", "ERROR", "SEVERE");
		}
	}

	private JavaProcess start(String... arguments) {
		return JavaProcess.run(Map.of("PUSHGATEWAY", this.gateway.url()), List.of(arguments));
	}

	private static String port(JavaProcess server) {
		Matcher port = PORT.matcher(server.awaitOutput("Tomcat started on port ").output());
		assertThat(port.find()).isTrue();
		return port.group(1);
	}

	private static void assertThatJobIsShownAt(String url) throws Exception {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(get(url, "application/json").body()).contains("\"ShopApplication.settle\"",
					"\"status\":\"completed\""));
		assertThat(get(url, "text/html").body()).startsWith("<!DOCTYPE html>");
		assertThat(get(url + "?asset=page.js", "*/*").statusCode()).isEqualTo(200);
	}

	private static HttpResponse<String> get(String url, String accept) throws IOException, InterruptedException {
		return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	private void assertThatJobHasArrived() {
		assertThat(this.gateway.value("job_records_processed", SETTLEMENT)).isEqualTo(2);
		assertThat(this.gateway.has("job_last_success", SETTLEMENT)).isTrue();
	}

}
