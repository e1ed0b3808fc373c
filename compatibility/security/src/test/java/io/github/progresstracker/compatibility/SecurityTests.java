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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.ProgressTrackers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the endpoint {@code progress} behind Spring Security: it is protected as any
 * other endpoint is, and so are the page for browsers and what that page loads.
 */
class SecurityTests {

	private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	private static final Map<String, String> ASSETS = Map.of("?asset=page.css", "text/css", "?asset=page.js",
			"text/javascript", "?asset=icon.svg", "image/svg+xml");

	private static final List<String> PATHS = List.of("", "/import", "?asset=page.css", "?asset=page.js",
			"?asset=icon.svg");

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private static ConfigurableApplicationContext shop;

	private static ConfigurableApplicationContext shopWithOwnRules;

	@BeforeAll
	static void start() {
		shop = start("--spring.security.user.name=operator", "--spring.security.user.password=secret");
		shopWithOwnRules = start("--spring.profiles.active=own-rules");
	}

	@AfterAll
	static void stop() {
		shop.close();
		shopWithOwnRules.close();
	}

	@Test
	void strangersSeeNothing() throws Exception {
		HttpResponse<String> page = get(shop, "", BROWSER, null);
		assertThat(page.statusCode()).isEqualTo(302);
		assertThat(page.headers().firstValue("Location"))
			.hasValueSatisfying((location) -> assertThat(URI.create(location).getPath()).isEqualTo("/login"));
		for (String path : PATHS) {
			HttpResponse<String> answer = get(shop, path, "application/json", null);
			assertThat(answer.statusCode()).as(path).isEqualTo(401);
			assertThat(answer.body()).isEmpty();
			assertThat(get(shopWithOwnRules, path, BROWSER, null).statusCode()).as(path).isEqualTo(401);
		}
	}

	@Test
	void thePageNoticesThatASessionHasEnded() throws Exception {
		HttpResponse<String> answer = CLIENT.send(request(shop, "").header("Accept", "application/json")
			.header("X-Requested-With", "XMLHttpRequest")
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(401);
		// Otherwise, the browser would ask for a password before the page knows
		assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	@Test
	void aUserWhoHasSignedInSeesThePageAndJson() throws Exception {
		HttpResponse<String> page = get(shop, "", BROWSER, "operator");
		assertThatPageWorks(shop, page);
		assertThat(page.headers().firstValue("Content-Security-Policy")).isEmpty();
	}

	@Test
	void thePageHasItsOwnPolicyBesideThatOfTheSite() throws Exception {
		HttpResponse<String> page = get(shopWithOwnRules, "", BROWSER, "operator");
		assertThatPageWorks(shopWithOwnRules, page);
		assertThat(page.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'self'");
	}

	@Test
	void aUserWhoMayNotSeeEndpointsDoesNotSeeThePage() throws Exception {
		for (String path : PATHS) {
			for (String accept : new String[] { BROWSER, "application/json" }) {
				assertThat(get(shopWithOwnRules, path, accept, "guest").statusCode()).as(path).isEqualTo(403);
			}
		}
	}

	private static void assertThatPageWorks(ConfigurableApplicationContext application, HttpResponse<String> page)
			throws Exception {
		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.body()).startsWith("<!DOCTYPE html>")
			.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
		assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
		assertThat(page.headers().firstValue("Cache-Control"))
			.hasValueSatisfying((cache) -> assertThat(cache).contains("no-store"));
		for (Map.Entry<String, String> asset : ASSETS.entrySet()) {
			HttpResponse<String> answer = get(application, asset.getKey(), "*/*", "operator");
			assertThat(answer.statusCode()).isEqualTo(200);
			// With "nosniff", browsers ignore a script or style sheet of another type
			assertThat(answer.headers().firstValue("Content-Type"))
				.hasValueSatisfying((type) -> assertThat(type).startsWith(asset.getValue()));
		}
		assertThat(get(application, "", "application/json", "operator").body()).contains("\"job\":\"import\"");
		assertThat(get(application, "/import", "application/json", "operator").body()).contains("\"history\":[");
	}

	private static ConfigurableApplicationContext start(String... arguments) {
		SpringApplication starting = new SpringApplication(ShopApplication.class);
		starting.setDefaultProperties(Map.of("server.port", "0", "management.endpoints.web.exposure.include",
				"progress", "progress.tracker.terminal.mode", "off", "progress.tracker.reporting.enabled", "false"));
		ConfigurableApplicationContext application = starting.run(arguments);
		application.getBean(ProgressTrackers.class).run("import", (tracker) -> tracker.inc(5));
		return application;
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext application, String path, String accept,
			@Nullable String user) throws Exception {
		HttpRequest.Builder request = request(application, path).header("Accept", accept);
		if (user != null) {
			String credentials = user + ":secret";
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext application, String path) {
		String port = application.getEnvironment().getRequiredProperty("local.server.port");
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/progress" + path));
	}

}
