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
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.net.ssl.SSLException;

import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.testing.CertificateAuthority;
import io.github.progresstracker.testing.IssuedCertificate;
import io.github.progresstracker.testing.JavaProcess;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.RecordingServer;
import io.github.progresstracker.testing.UsesServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for the forms of URLs and credentials with which a Pushgateway is reached.
 */
@UsesServers
class PushgatewayUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "%s", "%s/", "http://%s", "http://%s/", "HTTP://%s//", " http://%s " })
	void aGatewayIsFoundHoweverItsUrlIsWritten(String form) throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			report(form.formatted(gateway.address()));
			assertThatStored(gateway);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s/push/gateway", "http://%s/push/gateway/" })
	void aPathPrefixIsKept(String form) throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start("--web.route-prefix=/push/gateway")) {
			report(form.formatted(gateway.address()));
			assertThatStored(gateway);
		}
	}

	@Test
	void anIpv6AddressIsFound() throws Exception {
		assumeThat(NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
			.as("this machine has IPv6")
			.anyMatch((address) -> address instanceof Inet6Address && address.isLoopbackAddress());
		try (RealPushgateway gateway = RealPushgateway.start("--web.listen-address=[::1]:0")) {
			assertThat(gateway.url()).startsWith("http://[::1]:");
			report(gateway.url());
			assertThatStored(gateway);
		}
	}

	@Test
	void aHostNameMayHaveAnUnderscoreAndNothingIsPrinted(@TempDir Path folder) throws Exception {
		Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 prometheus_gateway\n");
		try (RealPushgateway gateway = RealPushgateway.start()) {
			try (JavaProcess process = JavaProcess.start(PushOnce.class, Map.of(),
					"http://prometheus_gateway:" + gateway.port(), hosts.toString())) {
				assertThat(process.exitCode()).as(process.output()).isZero();
				assertThat(process.output()).isEmpty();
			}
			assertThatStored(gateway);
		}
	}

	@Test
	void userInfoIsUsedAsPassword() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startWithPassword()) {
			report("http://batch:p%%C3%%A4@ss%%3Aw%%2540rd@%s".formatted(gateway.address()));
			assertThatStored(gateway);
		}
	}

	@Test
	void aUserNameAndAPasswordAreSent() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startWithPassword()) {
			report(settings(gateway.address())
				.withCredentials(PushgatewayCredentials.basic(RealPushgateway.USERNAME, RealPushgateway.PASSWORD)));
			assertThatStored(gateway);
		}
	}

	@Test
	void aWrongPasswordIsReportedWithoutShowingIt() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startWithPassword()) {
			Settings settings = settings("http://batch:secret@" + gateway.address());
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> report(settings))
				.withMessage("HTTP status 401, check the username and password, or the token (Unauthorized)");
			assertThat(settings.reporter().destination()).isEqualTo("Pushgateway " + gateway.url());
		}
	}

	@Test
	void aTokenIsSent() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			report(settings(server.url()).withCredentials(PushgatewayCredentials.bearer("abc.def")));
			assertThat(server.requests()).singleElement()
				.satisfies((request) -> assertThat(request.headers().get("Authorization"))
					.containsExactly("Bearer abc.def"));
		}
	}

	@Test
	void withoutCredentialsNoneAreSent() throws Exception {
		try (RecordingServer server = RecordingServer.start()) {
			report(server.url());
			assertThat(server.requests()).singleElement()
				.satisfies((request) -> assertThat(request.headers()).doesNotContainKey("Authorization"));
		}
	}

	@Test
	void anEncryptedGatewayIsReachedIfItIsTrusted(@TempDir Path folder) throws Exception {
		IssuedCertificate certificate = new CertificateAuthority(folder).issue("gateway");
		try (RecordingServer server = RecordingServer.startEncrypted(certificate.sslContext())) {
			Settings settings = settings(server.url());
			assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> report(settings))
				.withCauseInstanceOf(SSLException.class);
			assertThat(server.requests()).isEmpty();
			report(settings.withSslSocketFactory(certificate.sslContext().getSocketFactory()));
			assertThat(server.requests()).singleElement()
				.satisfies((request) -> assertThat(request.method()).isEqualTo("POST"));
		}
	}

	private static Settings settings(String url) {
		return Settings.of(url);
	}

	private static void report(String url) throws Exception {
		report(settings(url));
	}

	private static void report(Settings settings) throws Exception {
		settings.reporter().report(Runs.begin("nightly").progress());
	}

	private static void assertThatStored(RealPushgateway gateway) {
		assertThat(gateway.has("job_records_processed", Map.of("job", "nightly"))).isTrue();
	}

	/**
	 * A JVM with its own hosts file, which is read only once, and with properties of the
	 * client library that must have no effect.
	 */
	static final class PushOnce {

		private PushOnce() {
		}

		public static void main(String[] args) throws Exception {
			System.setProperty("jdk.net.hosts.file", args[1]);
			System.setProperty("io.prometheus.exporter.pushgateway.address", "127.0.0.1:1");
			System.setProperty("io.prometheus.exporter.pushgateway.job", "other");
			System.setProperty("io.prometheus.exporter.pushgateway.escaping_scheme", "dots");
			report(args[0]);
		}

	}

}
