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
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.github.progresstracker.internal.execution.DelayedTasks;
import io.github.progresstracker.spi.TimeSource;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link RecordingConnection}: the response is known whatever the client
 * library says about it.
 */
class RecordingConnectionTests {

	@AutoClose
	private final RecordingServer server = RecordingServer.start();

	@AutoClose
	private final RequestDeadline deadline = RequestDeadline.begin(Duration.ofMinutes(1), TimeSource.SYSTEM,
			new DelayedTasks("test-push-deadline"));

	private final RecordingConnection connection = new RecordingConnection(
			(HttpURLConnection) URI.create(this.server.url()).toURL().openConnection(), this.deadline);

	RecordingConnectionTests() throws IOException {
	}

	@Test
	void statusHeadersAndBodyAreRecordedEvenIfNobodyReadsThem() throws Exception {
		this.server.answerWith(403, "blocked", Map.of("Location", "/login", "Retry-After", "120"));
		write();
		assertThat(this.connection.isSent()).isFalse();
		assertThat(this.connection.getResponseCode()).isEqualTo(403);
		this.connection.disconnect();
		assertThat(this.connection.isSent()).isTrue();
		assertThat(this.connection.response()).isEqualTo(new GatewayResponse(403, "blocked", "/login", "120"));
	}

	@Test
	void aRequestIsSentOnce() throws Exception {
		write();
		assertThat(this.connection.getResponseCode()).isEqualTo(200);
		assertThat(this.connection.getResponseCode()).isEqualTo(200);
		assertThat(this.connection.response()).isEqualTo(new GatewayResponse(200, "", null, null));
		assertThat(this.server.requests()).singleElement().satisfies((request) -> {
			assertThat(request.method()).isEqualTo("POST");
			assertThat(request.body()).isEqualTo("job_running 1\n");
		});
	}

	@Test
	void aFailureIsRecordedAsItWasThrown() throws Exception {
		this.server.close();
		write();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this.connection::getResponseCode)
			.satisfies((thrown) -> assertThatIOException().isThrownBy(this.connection::response).isSameAs(thrown));
		assertThat(this.connection.isSent()).isTrue();
	}

	@Test
	void withoutARequestThereIsNoResponse() {
		assertThatIOException().isThrownBy(this.connection::response);
		assertThat(this.server.requests()).isEmpty();
	}

	private void write() throws IOException {
		this.connection.setDoOutput(true);
		this.connection.setRequestMethod("POST");
		this.connection.connect();
		this.connection.getOutputStream().write("job_running 1\n".getBytes(StandardCharsets.UTF_8));
	}

}
