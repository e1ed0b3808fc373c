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

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.testing.CertificateAuthority;
import io.github.progresstracker.testing.IssuedCertificate;
import io.github.progresstracker.testing.RecordingServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Redirect}: which redirects are followed, and how.
 */
class RedirectTests {

	private static final String GROUP = "/metrics/job@base64/bmlnaHRseQ==";

	@AutoClose
	private final RecordingServer server = RecordingServer.start();

	private final Settings settings = Settings.of("http://user:secret@" + this.server.address());

	private final JobProgress progress = Runs.begin("nightly").progress();

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 308 })
	void aRedirectOnTheSameHostIsFollowedWithMethodAndBody(int status) throws Exception {
		this.server.answerOnceWith(status, "", location("/prefix" + GROUP));
		report(this.settings);
		assertThat(this.server.requests()).hasSize(2);
		RecordingServer.Request first = this.server.requests().get(0);
		RecordingServer.Request second = this.server.requests().get(1);
		assertThat(second.path()).isEqualTo("/prefix" + GROUP);
		assertThat(second.method()).isEqualTo("POST");
		assertThat(second.body()).isEqualTo(first.body()).contains("job_records_processed");
		assertThat(second.headers().get("Authorization")).hasSize(1).isEqualTo(first.headers().get("Authorization"));
	}

	@Test
	void aRedirectToAnEncryptedPortOfTheSameHostIsFollowed(@TempDir Path folder) throws Exception {
		IssuedCertificate certificate = new CertificateAuthority(folder).issue("gateway");
		try (RecordingServer encrypted = RecordingServer.startEncrypted(certificate.sslContext())) {
			this.server.answerWith(308, "", location(encrypted.url() + GROUP));
			report(this.settings.withSslSocketFactory(certificate.sslContext().getSocketFactory()));
			assertThat(encrypted.requests()).singleElement().satisfies((request) -> {
				assertThat(request.method()).isEqualTo("POST");
				assertThat(request.body()).contains("job_records_processed");
			});
		}
	}

	@Test
	void aRedirectToAnotherPortOfTheSameHostIsNotFollowed() throws Exception {
		try (RecordingServer other = RecordingServer.start()) {
			this.server.answerWith(308, "", location(other.url() + GROUP));
			assertThatItIsNotFollowed(308, other.url() + GROUP);
			assertThat(other.requests()).isEmpty();
		}
	}

	@Test
	void aRedirectToAnotherHostIsNotFollowed() {
		String other = "http://localhost:" + URI.create(this.server.url()).getPort() + GROUP;
		this.server.answerWith(302, "", location(other));
		assertThatItIsNotFollowed(302, other);
	}

	@Test
	void noCredentialsOfAnAddressAreShown() {
		this.server.answerWith(302, "", location("http://user:secret@other:9091/a@b"));
		assertThatItIsNotFollowed(302, "http://***@other:9091/a@b");
	}

	@Test
	void aLoginPageIsNotTakenForAGateway() {
		this.server.answerOnceWith(302, "", location("/login?token=secret"));
		assertThatItIsNotFollowed(302, "/login");
	}

	@ParameterizedTest
	@ValueSource(ints = { 300, 303, 304 })
	void otherRedirectsAreNotFollowed(int status) {
		this.server.answerWith(status, "", location(GROUP));
		assertThatItIsNotFollowed(status, GROUP);
	}

	@Test
	void aRedirectWithoutATargetIsAnError() {
		this.server.answerWith(302, "", Map.of());
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> report(this.settings))
			.withMessage("HTTP status 302, a redirect without a target");
	}

	@Test
	void circularRedirectsEnd() {
		this.server.answerWith(302, "", location(GROUP));
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> report(this.settings))
			.withMessageStartingWith("HTTP status 302, a redirect that is not followed");
		assertThat(this.server.requests()).hasSize(4);
	}

	@ParameterizedTest
	@CsvSource({ "http://a_b:9091, http://a_b:9091/x, true", "http://a_b:9091, /x, true",
			"http://a:9091, HTTP://A:9091/x, true", "http://a:9091, //a:9091/x, true", "http://a, http://a:80/x, true",
			"http://a:9091, https://a/x, true", "https://a, https://a:443/x, true", "https://a, http://a/x, false",
			"http://a:9091, http://b:9091/x, false", "http://a:9091, https://b/x, false",
			"http://a_b:9091, http://a_c:9091/x, false", "http://a:9091, http://a/x, false",
			"http://a:9091, http://user@a:9091/x, false", "http://a:9091, http://a@b:9091/x, false",
			"http://a:9091, ftp://a:9091/x, false", "http://a:9091, mailto:a, false", "http://a:9091, ' ', false" })
	void onlyTheSameServerOrItsEncryptedPortIsATarget(String gateway, String location, boolean followed)
			throws Exception {
		URL target = Redirect.target(URI.create(gateway + GROUP).toURL(),
				new GatewayResponse(307, "", location + GROUP, null));
		assertThat(target != null).isEqualTo(followed);
	}

	private void assertThatItIsNotFollowed(int status, String target) {
		assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> report(this.settings))
			.withMessage("HTTP status %d, a redirect that is not followed; check the URL, which redirects to %s",
					status, target);
		assertThat(this.server.requests()).hasSize(1);
	}

	private void report(Settings settings) throws Exception {
		settings.reporter().report(this.progress);
	}

	private static Map<String, String> location(String location) {
		return Map.of("Location", location);
	}

}
