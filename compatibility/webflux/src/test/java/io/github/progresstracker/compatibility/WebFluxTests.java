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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.github.progresstracker.ProgressTrackers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a web application without servlets. What the endpoint answers in detail is
 * tested by {@code ProgressPageTests}, for WebFlux as well, but there in a Tomcat.
 */
class WebFluxTests {

	@AutoClose
	private final ConfigurableApplicationContext application = start();

	@Test
	void theEndpointItsPageAndScrapesShowAJob() throws Exception {
		assertThat(ClassUtils.isPresent("jakarta.servlet.Servlet", null)).isFalse();
		assertThat(this.application).isInstanceOf(ReactiveWebServerApplicationContext.class);
		this.application.getBean(ProgressTrackers.class).run("u/admin/import", (tracker) -> tracker.inc(5));
		for (String path : new String[] { "", "/u/admin/import" }) {
			assertThat(get("progress" + path, "application/json").body()).contains("\"job\":\"u/admin/import\"",
					"\"processed\":5");
			assertThat(get("progress" + path, "text/html").body()).startsWith("<!DOCTYPE html>");
			assertThat(get("progress" + path + "?asset=page.js", "*/*").headers().firstValue("Content-Type"))
				.hasValue("text/javascript;charset=UTF-8");
		}
		assertThat(get("progress/unknown", "application/json").statusCode()).isEqualTo(404);
		assertThat(get("prometheus", "text/plain").body())
			.contains("job_records_processed{app=\"shop\",job=\"u/admin/import\"} 5.0");
	}

	private HttpResponse<String> get(String path, String accept) throws Exception {
		String port = this.application.getEnvironment().getRequiredProperty("local.server.port");
		URI url = URI.create("http://127.0.0.1:%s/actuator/%s".formatted(port, path));
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(url).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext start() {
		SpringApplication starting = new SpringApplication(ShopApplication.class);
		starting.setDefaultProperties(Map.of("server.port", "0", "spring.application.name", "shop",
				"management.endpoints.web.exposure.include", "progress,prometheus", "progress.tracker.terminal.mode",
				"off", "progress.tracker.reporting.enabled", "false"));
		return starting.run();
	}

}
