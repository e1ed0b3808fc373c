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

package io.github.progresstracker.internal.pushgateway;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link RecordingConnection}: the response is known whatever the client
 * library says about it.
 */
class RecordingConnectionTests {

	private static final GatewayResponse BLOCKED = new GatewayResponse(403, "blocked", "/login", "120");

	private final List<String> sent = new ArrayList<>();

	@Test
	void theResponseIsRecordedEvenIfNobodyReadsIt() throws Exception {
		RecordingConnection connection = connection(this::send);
		write(connection);
		assertThat(connection.isSent()).isFalse();
		assertThat(connection.getResponseCode()).isEqualTo(403);
		connection.disconnect();
		assertThat(connection.isSent()).isTrue();
		assertThat(connection.response()).isEqualTo(BLOCKED);
	}

	@Test
	void aRequestIsSentOnce() throws Exception {
		RecordingConnection connection = connection(this::send);
		write(connection);
		assertThat(connection.getResponseCode()).isEqualTo(403);
		assertThat(connection.getResponseCode()).isEqualTo(403);
		assertThat(this.sent).containsExactly("job_running 1\n");
		assertThat(connection.headers()).isEqualTo(Map.of("Content-Type", "text/plain"));
	}

	@Test
	void aFailureIsRecordedAsItWasThrown() throws Exception {
		RecordingConnection connection = connection((request) -> {
			throw new ConnectException("refused");
		});
		write(connection);
		assertThatExceptionOfType(ConnectException.class).isThrownBy(connection::getResponseCode)
			.satisfies((thrown) -> assertThatIOException().isThrownBy(connection::response).isSameAs(thrown));
		assertThat(connection.isSent()).isTrue();
	}

	@Test
	void withoutARequestThereIsNoResponse() throws Exception {
		RecordingConnection connection = connection(this::send);
		assertThatIOException().isThrownBy(connection::response);
		assertThat(this.sent).isEmpty();
	}

	private static RecordingConnection connection(RecordingConnection.Sender sender) throws IOException {
		return new RecordingConnection(URI.create("http://gateway").toURL(), new RequestBody(), sender);
	}

	private GatewayResponse send(RecordingConnection request) {
		this.sent.add(request.body().toString(StandardCharsets.UTF_8));
		return BLOCKED;
	}

	private static void write(RecordingConnection connection) throws IOException {
		connection.setRequestProperty("Content-Type", "text/plain");
		connection.setDoOutput(true);
		connection.setRequestMethod("POST");
		connection.connect();
		connection.getOutputStream().write("job_running 1\n".getBytes(StandardCharsets.UTF_8));
	}

}
