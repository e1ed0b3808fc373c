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

package io.github.progresstracker.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.life.LifeApplication;
import io.github.progresstracker.testing.CertificateAuthority;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no secret appears in the output, however much is logged and whatever goes
 * wrong.
 */
@UsesServers
class SecretsInOutputTests {

	private static final String NEXT = "--next";

	private static final String GATEWAY = "--progress.tracker.pushgateway.";

	/** A gateway that cannot be reached is retried until then. */
	private static final String SHORT_TIMEOUT = GATEWAY + "final-timeout=2s";

	/** A gateway that refuses reports is not retried. */
	private static final String LONG_TIMEOUT = GATEWAY + "final-timeout=60s";

	private final List<String> arguments = new ArrayList<>();

	private final List<String> secrets = new ArrayList<>();

	@Test
	void whateverGoesWrongNoSecretIsPrinted(@TempDir Path folder) throws Exception {
		try (RealPushgateway closed = RealPushgateway.startWithPassword();
				RealPushgateway encrypted = RealPushgateway
					.startEncrypted(new CertificateAuthority(folder).issue("gateway"));
				RecordingServer echo = RecordingServer.start()) {
			application(GATEWAY + "url=" + closed.url(), LONG_TIMEOUT, GATEWAY + "username=batch",
					GATEWAY + "password=" + secret());
			String token = secret();
			echo.answerWith(401, "You sent: Bearer " + token, Map.of());
			application(GATEWAY + "url=" + echo.url(), GATEWAY + "token=" + token, LONG_TIMEOUT);
			application(GATEWAY + "url=http://batch:" + secret() + "@gateway.invalid:9091", SHORT_TIMEOUT);
			application("--PUSHGATEWAY=batch:" + secret() + "@127.0.0.1:1", SHORT_TIMEOUT);
			application(GATEWAY + "url=" + encrypted.url().replace("//", "//batch:" + secret() + "@"), LONG_TIMEOUT);
			application(GATEWAY + "url=http://batch:" + secret() + "@gateway:port");
			application(GATEWAY + "url=http://batch:" + secret() + "@gateway", GATEWAY + "token=" + secret());
			application(GATEWAY + "url=http://gateway", GATEWAY + "username=batch",
					GATEWAY + "password=" + secret() + "${progress.tracker.pushgateway.password}");
			application(GATEWAY + "url=https://batch:" + secret() + "@gateway", GATEWAY + "ssl.bundle=none");
			try (JavaProcess process = JavaProcess.start(OneAfterAnother.class, Map.of(),
					this.arguments.toArray(String[]::new))) {
				assertThat(process.exitCode()).as(process.output()).isZero();
				assertThat(process.output()).contains("DEBUG", "HTTP status 401", "You sent: Bearer ***",
						"UnknownHostException", "Connection refused", "certificate of the gateway is not trusted",
						"the port must be a number", "it contains a username, and a token is also set",
						"progress.tracker.pushgateway.password' is wrong", "there is no SSL bundle with this name");
				assertThat(this.secrets).hasSize(10)
					.allSatisfy((secret) -> assertThat(process.output()).doesNotContain(secret, encoded(secret)));
			}
		}
	}

	private String secret() {
		String secret = "confidential" + (1000 + this.secrets.size());
		this.secrets.add(secret);
		return secret;
	}

	private static String encoded(String secret) {
		return Base64.getEncoder().encodeToString(("batch:" + secret).getBytes(StandardCharsets.UTF_8));
	}

	private void application(String... properties) {
		this.arguments.addAll(List.of(NEXT, "--life=returns", "--spring.main.web-application-type=none",
				"--logging.level.io.github.progresstracker=TRACE"));
		this.arguments.addAll(List.of(properties));
	}

	/**
	 * Runs one application after the other, even if some cannot start.
	 */
	static final class OneAfterAnother {

		private OneAfterAnother() {
		}

		public static void main(String[] args) {
			for (String application : String.join("\n", args).split(NEXT, -1)) {
				if (!application.isBlank()) {
					run(application.strip().split("\n", -1));
				}
			}
		}

		private static void run(String[] arguments) {
			try {
				SpringApplication.run(LifeApplication.class, arguments).close();
			}
			catch (RuntimeException ex) {
				System.out.println("It did not start");
			}
		}

	}

}
