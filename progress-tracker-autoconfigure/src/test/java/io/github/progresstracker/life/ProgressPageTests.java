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
package io.github.progresstracker.life;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.ProgressTrackers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the endpoint {@code progress} answers to browsers, and to all others,
 * with Spring MVC and with WebFlux. What a browser makes of it is tested in the sample
 * {@code scheduled-jobs}.
 */
@ParameterizedClass
@ValueSource(strings = { "servlet", "reactive" })
class ProgressPageTests {

	private static final String CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,"
			+ "image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

	private static final String FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

	@Parameter
	private String type;

	private ConfigurableApplicationContext context;

	private Actuator actuator;

	@BeforeEach
	void start() {
		SpringApplication application = new SpringApplication(WebApplication.class);
		application.setDefaultProperties(Map.of("spring.main.web-application-type", this.type, "server.port", "0",
				"progress.tracker.terminal.mode", "off", "progress.tracker.reporting.enabled", "false",
				"management.endpoints.web.exposure.include", "progress,info"));
		this.context = application.run();
		this.context.getBean(ProgressTrackers.class).run("u/admin/import", (tracker) -> tracker.inc(5));
		this.actuator = new Actuator(this.context);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aBrowserGetsThePage() {
		for (String accept : new String[] { CHROMIUM, FIREFOX, "text/html" }) {
			HttpResponse<String> answer = this.actuator.get("/actuator/progress", accept);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(contentType(answer)).isEqualTo("text/html;charset=UTF-8");
			assertThat(answer.body()).startsWith("<!DOCTYPE html>").contains("data-segments=\"0\"");
		}
	}

	@Test
	void thePageOfAJobKnowsHowLongItsNameIs() {
		assertThat(this.actuator.get("/actuator/progress/nightly", FIREFOX).body()).contains("data-segments=\"1\"");
		assertThat(this.actuator.get("/actuator/progress/u/admin/import", FIREFOX).body())
			.contains("data-segments=\"3\"");
	}

	@Test
	void everybodyElseGetsJsonOfTheTypeThatAnyEndpointHas() {
		for (String accept : new String[] { null, "*/*", "application/json", "application/*",
				"application/json, text/plain, */*", "application/vnd.spring-boot.actuator.v3+json",
				"application/vnd.spring-boot.actuator.v2+json", "text/plain, */*;q=0.1",
				"application/json;q=0.5, application/vnd.spring-boot.actuator.v2+json" }) {
			HttpResponse<String> answer = this.actuator.get("/actuator/progress", accept);
			assertThat(answer.statusCode()).as(accept).isEqualTo(200);
			assertThat(contentType(answer)).as(accept)
				.isEqualTo(contentType(this.actuator.get("/actuator/info", accept)))
				.contains("json");
			assertThat(new JsonContent(answer.body())).extractingPath("$.jobs[0].records.processed").isEqualTo(5);
			assertThat(this.actuator.get("/actuator/progress/u/admin/import", accept).body()).contains("\"history\":[");
			assertThat(this.actuator.get("/actuator/progress/unknown", accept).statusCode()).isEqualTo(404);
		}
	}

	@Test
	void whatNobodyProducesIsNotAcceptable() {
		assertThat(this.actuator.get("/actuator/progress", "image/png").statusCode()).isEqualTo(406);
	}

	@Test
	void whatThePageRefersToIsFoundBesideIt() {
		Matcher reference = Pattern.compile("(?:href|src)=\"([^\"]+)\"")
			.matcher(this.actuator.get("/actuator/progress", CHROMIUM).body());
		Map<String, String> types = Map.of("?asset=page.css", "text/css;charset=UTF-8", "?asset=page.js",
				"text/javascript;charset=UTF-8", "?asset=icon.svg", "image/svg+xml;charset=UTF-8");
		assertThat(reference.results().map((result) -> result.group(1))).hasSize(types.size()).allSatisfy((query) -> {
			for (String path : new String[] { "/actuator/progress", "/actuator/progress/u/admin/import" }) {
				HttpResponse<String> answer = this.actuator.get(path + query, "text/css,*/*;q=0.1");
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(contentType(answer)).isEqualTo(types.get(query));
				assertThat(answer.body()).isNotBlank();
			}
		});
	}

	@Test
	void nothingElseCanBeReadThatWay() {
		for (String asset : new String[] { "", "page.html", "page.map", "../ProgressPage.class", "%2e%2e/x",
				"page.css&asset=page.js" }) {
			assertThat(this.actuator.get("/actuator/progress?asset=" + asset, "*/*").statusCode()).as(asset)
				.isEqualTo(404);
		}
	}

	@Test
	void thePageIsSmall() {
		int size = this.actuator.get("/actuator/progress", CHROMIUM).body().length();
		for (String asset : new String[] { "page.css", "page.js", "icon.svg" }) {
			size += this.actuator.get("/actuator/progress?asset=" + asset, "*/*").body().length();
		}
		assertThat(size).isLessThan(60_000);
	}

	private static String contentType(HttpResponse<String> answer) {
		return answer.headers().firstValue("Content-Type").orElse("");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebApplication {

	}

}
