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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.actuate.ProgressEndpointWebExtension;
import io.github.progresstracker.testing.JavaProcess;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the page of the endpoint costs an application that nobody looks at.
 */
class PageCostTests {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+) ");

	/** Shows the page, and loads its files. */
	private static final String PAGE = ProgressEndpointWebExtension.class.getPackageName() + ".ProgressPage ";

	@Test
	void nothingOfThePageIsLoadedBeforeABrowserAsksForIt() throws Exception {
		try (JavaProcess application = JavaProcess.start(List.of("-Xlog:class+load"), LifeApplication.class, Map.of(),
				"--life=returns", "--spring.main.web-application-type=servlet", "--server.port=0",
				"--management.endpoints.web.exposure.include=progress")) {
			Matcher port = PORT.matcher(application.awaitOutput("Started LifeApplication in ").output());
			assertThat(port.find()).isTrue();
			URI endpoint = URI.create("http://127.0.0.1:%s/actuator/progress".formatted(port.group(1)));
			assertThat(get(endpoint, "application/json").statusCode()).isEqualTo(200);
			assertThat(application.output()).contains(ProgressEndpointWebExtension.class.getName() + " ")
				.doesNotContain(PAGE);
			assertThat(get(endpoint, "text/html").body()).startsWith("<!DOCTYPE html>");
			application.awaitOutput(PAGE);
		}
	}

	private static HttpResponse<String> get(URI endpoint, String accept) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(endpoint).header("Accept", accept).build(),
					HttpResponse.BodyHandlers.ofString());
	}

}
