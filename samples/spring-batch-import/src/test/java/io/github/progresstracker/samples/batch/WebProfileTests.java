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

package io.github.progresstracker.samples.batch;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.json.JsonContent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the profile with which the application stays, so that you can see its page.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "spring.datasource.url=jdbc:h2:mem:web-profile")
@ActiveProfiles("web")
class WebProfileTests {

	@LocalServerPort
	private int port;

	@Test
	void theApplicationStaysWithItsPage() throws Exception {
		assertThat(get("", "text/html")).startsWith("<!DOCTYPE html>");
	}

	@Test
	void bothRunsOfTheImportAreShown() throws Exception {
		assertThat(new JsonContent(get("/unicode-import", "application/json"))).isLenientlyEqualTo("""
				{"jobs": [{
					"job": "unicode-import",
					"status": "completed",
					"stages": [{"stage": "load", "status": "completed"}, {"stage": "verify", "status": "completed"}],
					"history": [
						{"status": "completed"},
						{"status": "failed", "failure": {"exception": "RocketExplodedException", "stage": "load"}}
					]
				}]}
				""");
	}

	private String get(String path, String accept) throws Exception {
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:%d/actuator/progress%s".formatted(this.port, path)))
			.header("Accept", accept)
			.build();
		return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
	}

}
