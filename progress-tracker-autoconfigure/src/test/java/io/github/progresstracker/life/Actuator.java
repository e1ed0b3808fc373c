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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.progresstracker.testing.Exposition;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Asks the actuator of a web application over HTTP, as a browser or Prometheus does.
 *
 * @param application the application
 */
record Actuator(ApplicationContext application) {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	Exposition prometheus() {
		return Exposition.parse(get("/actuator/prometheus").body());
	}

	HttpResponse<String> get(String path) {
		return get(path, null);
	}

	/**
	 * Asks for something.
	 * @param path the path
	 * @param accept what is accepted; {@code null} says nothing about it
	 * @return the answer
	 */
	HttpResponse<String> get(String path, @Nullable String accept) {
		String port = this.application.getEnvironment().getRequiredProperty("local.server.port");
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
		if (accept != null) {
			request.header("Accept", accept);
		}
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
