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

package io.github.progresstracker.autoconfigure.pushgateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.progresstracker.JobProgress;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.diagnostics.StartupFailure;
import io.github.progresstracker.autoconfigure.tracking.ProgressTrackerAutoConfiguration;
import io.github.progresstracker.internal.lifecycle.Tracking;
import io.github.progresstracker.internal.pushgateway.PushgatewayReporter;
import io.github.progresstracker.report.ProgressReporter;
import io.github.progresstracker.report.RejectedReportException;
import io.github.progresstracker.simple.SimpleProgressTrackers;
import io.github.progresstracker.testing.CertificateAuthority;
import io.github.progresstracker.testing.IssuedCertificate;
import io.github.progresstracker.testing.RealPushgateway;
import io.github.progresstracker.testing.UsesServers;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests encrypted pushes to a real Pushgateway, with certificates of our own authority.
 */
@UsesServers
class PushgatewayTlsTests {

	private static final String BUNDLE = "spring.ssl.bundle.pem.mine.";

	private static final JobProgress NIGHTLY = new SimpleProgressTrackers().start("nightly").progress();

	private static CertificateAuthority authority;

	private static IssuedCertificate certificate;

	@BeforeAll
	static void createAuthority(@TempDir Path folder) {
		authority = new CertificateAuthority(folder);
		certificate = authority.issue("gateway");
	}

	@Test
	void anSslBundleMakesThePrivateAuthorityTrusted() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(certificate)) {
			trusting(gateway, authority).run(PushgatewayTlsTests::report);
			assertThatStored(gateway);
		}
	}

	@Test
	void connectionDetailsBringAnSslBundleOfTheirOwn() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startMutuallyEncrypted(certificate)) {
			IssuedCertificate client = authority.issue("client");
			SslBundle bundle = SslBundle.of(new PemSslStoreBundle(
					PemSslStoreDetails.forCertificate("file:" + client.certificateFile())
						.withPrivateKey("file:" + client.keyFile()),
					PemSslStoreDetails.forCertificate("file:" + authority.file())));
			runner().withBean(PushgatewayConnectionDetails.class, () -> new Details(gateway.url(), bundle))
				.run(PushgatewayTlsTests::report);
			assertThatStored(gateway);
		}
	}

	@Test
	void aGatewayThatRequiresAClientCertificateGetsIt() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startMutuallyEncrypted(certificate)) {
			showing(gateway, authority.issue("client")).run(PushgatewayTlsTests::report);
			assertThatStored(gateway);
		}
	}

	@Test
	void withoutTheRightClientCertificateTheMessageSaysWhatTheGatewayWants(@TempDir Path folder) throws Exception {
		String wanted = "the gateway requires a client certificate other than that of progress.tracker.pushgateway.ssl.bundle";
		try (RealPushgateway gateway = RealPushgateway.startMutuallyEncrypted(certificate)) {
			trusting(gateway, authority).run((context) -> assertThatReport(context).withMessageContaining(wanted));
			showing(gateway, new CertificateAuthority(folder).issue("stranger"))
				.run((context) -> assertThatReport(context).withMessageContaining(wanted));
			assertThat(gateway.pushCount()).isZero();
		}
	}

	@Test
	void anUnknownAuthorityIsRejected(@TempDir Path folder) throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(certificate)) {
			String message = "the certificate of the gateway is not trusted; add its authority to the truststore of"
					+ " progress.tracker.pushgateway.ssl.bundle";
			at(gateway).run((context) -> assertThatRefusal(context).withMessage(message));
			trusting(gateway, new CertificateAuthority(folder))
				.run((context) -> assertThatRefusal(context).withMessage(message));
			assertThat(gateway.pushCount()).isZero();
		}
	}

	@Test
	void anExpiredOrNotYetValidCertificateIsRejected() throws Exception {
		IssuedCertificate expired = authority.issue("expired", Instant.now().minus(Duration.ofDays(3)));
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(expired)) {
			trusting(gateway, authority).run((context) -> assertThatRefusal(context)
				.withMessageMatching("the certificate of the gateway has expired \\(NotAfter: .*\\); renew it, or check"
						+ " the clock of this machine"));
		}
		IssuedCertificate early = authority.issue("early", Instant.now().plus(Duration.ofDays(3)));
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(early)) {
			trusting(gateway, authority).run((context) -> assertThatRefusal(context)
				.withMessageStartingWith("the certificate of the gateway is not valid yet (NotBefore: "));
		}
	}

	@Test
	void aCertificateForAnotherHostIsRejected() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(authority.issueFor("other", "other.example"))) {
			trusting(gateway, authority).run((context) -> assertThatRefusal(context)
				.withMessage("the certificate of the gateway does not match the host of its URL:"
						+ " No subject alternative names matching IP address 127.0.0.1 found"));
			trusting("https://localhost:" + gateway.port(), authority).run((context) -> assertThatRefusal(context)
				.withMessageContaining("No subject alternative DNS name matching localhost found"));
		}
	}

	@Test
	void aGatewayWithoutTlsIsRecognized() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.start()) {
			trusting("https://" + gateway.address(), authority).run((context) -> assertThatRefusal(context)
				.withMessage("the gateway does not speak TLS; check the port, or use http:// in its URL"));
		}
	}

	@Test
	void theOptionsOfTheSslBundleAreUsed() throws Exception {
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(certificate)) {
			trusting(gateway, authority)
				.withPropertyValues(BUNDLE + "options.enabled-protocols=TLSv1.3",
						BUNDLE + "options.ciphers=TLS_AES_256_GCM_SHA384")
				.run((context) -> {
					reporter(context).report(NIGHTLY);
					assertThatStored(gateway);
				});
			trusting(gateway, authority).withPropertyValues(BUNDLE + "options.enabled-protocols=TLSv1.1")
				.run((context) -> assertThatRefusal(context)
					.withMessageStartingWith("no TLS version is both enabled and allowed"));
		}
	}

	@Test
	void anSslBundleThatCannotBeUsedStopsTheStart() {
		trusting("https://gateway", authority)
			.withPropertyValues(BUNDLE + "truststore.certificate=file:/does/not/exist.crt")
			.run((context) -> assertThatPropertyIsWrong(context, "exist.crt"));
		trusting("https://gateway", authority).withPropertyValues(BUNDLE + "options.ciphers=ROT13")
			.run((context) -> assertThatPropertyIsWrong(context, "ROT13"));
	}

	@Test
	void aReplacedTruststoreIsUsedFromThenOn(@TempDir Path folder, @TempDir Path other) throws Exception {
		Path truststore = Files.copy(new CertificateAuthority(other).file(), folder.resolve("trusted.crt"));
		try (RealPushgateway gateway = RealPushgateway.startEncrypted(certificate)) {
			at(gateway)
				.withPropertyValues("progress.tracker.pushgateway.ssl.bundle=mine",
						BUNDLE + "truststore.certificate=file:" + truststore, BUNDLE + "reload-on-update=true",
						"spring.ssl.bundle.watch.file.quiet-period=10ms")
				.run((context) -> {
					assertThatRefusal(context).withMessageContaining("not trusted");
					Files.copy(authority.file(), truststore, StandardCopyOption.REPLACE_EXISTING);
					Awaitility.await()
						.atMost(Duration.ofSeconds(30))
						.ignoreExceptionsInstanceOf(IOException.class)
						.untilAsserted(() -> reporter(context).report(NIGHTLY));
					assertThatStored(gateway);
				});
		}
	}

	private static ApplicationContextRunner runner() {
		return Variables.contextWithout()
			.withConfiguration(
					AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, SslAutoConfiguration.class));
	}

	private static ApplicationContextRunner at(RealPushgateway gateway) {
		return runner().withPropertyValues("progress.tracker.pushgateway.url=" + gateway.url());
	}

	private static ApplicationContextRunner trusting(RealPushgateway gateway, CertificateAuthority trusted) {
		return trusting(gateway.url(), trusted);
	}

	private static ApplicationContextRunner trusting(String url, CertificateAuthority trusted) {
		return runner().withPropertyValues("progress.tracker.pushgateway.url=" + url,
				"progress.tracker.pushgateway.ssl.bundle=mine",
				BUNDLE + "truststore.certificate=file:" + trusted.file());
	}

	private static ApplicationContextRunner showing(RealPushgateway gateway, IssuedCertificate shown) {
		return trusting(gateway, authority).withPropertyValues(
				BUNDLE + "keystore.certificate=file:" + shown.certificateFile(),
				BUNDLE + "keystore.private-key=file:" + shown.keyFile());
	}

	private static void report(ApplicationContext context) throws IOException {
		reporter(context).report(NIGHTLY);
	}

	private static ThrowableAssertAlternative<IOException> assertThatReport(ApplicationContext context) {
		return assertThatExceptionOfType(IOException.class).isThrownBy(() -> report(context));
	}

	private static ThrowableAssertAlternative<RejectedReportException> assertThatRefusal(ApplicationContext context) {
		return assertThatExceptionOfType(RejectedReportException.class).isThrownBy(() -> report(context))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("\n").hasSizeLessThan(175));
	}

	private static void assertThatPropertyIsWrong(AssertableApplicationContext context, String reason) {
		FailureAnalysis analysis = StartupFailure.analyze(context);
		assertThat(analysis.getDescription()).contains(
				"The property 'progress.tracker.pushgateway.ssl.bundle' is wrong:", "Value: 'mine'",
				"Reason: this SSL bundle cannot be used: ", reason);
		assertThat(analysis.getAction()).contains("'spring.ssl.bundle.*.mine.*'");
	}

	private static void assertThatStored(RealPushgateway gateway) {
		assertThat(gateway.has("job_records_processed", Map.of("job", "nightly"))).isTrue();
	}

	private record Details(String getUrl, @Nullable SslBundle getSslBundle) implements PushgatewayConnectionDetails {

	}

	private static List<ProgressReporter> reporters(ApplicationContext context) {
		return context.getBean(Tracking.class).reporters().all();
	}

	private static PushgatewayReporter reporter(ApplicationContext context) {
		return (PushgatewayReporter) reporters(context).get(0);
	}

}
