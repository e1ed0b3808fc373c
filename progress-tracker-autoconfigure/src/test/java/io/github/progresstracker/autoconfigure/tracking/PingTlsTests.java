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

package io.github.progresstracker.autoconfigure.tracking;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.progresstracker.ProgressTracker;
import io.github.progresstracker.ProgressTrackers;
import io.github.progresstracker.autoconfigure.Variables;
import io.github.progresstracker.autoconfigure.diagnostics.StartupFailure;
import io.github.progresstracker.testing.CertificateAuthority;
import io.github.progresstracker.testing.IssuedCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for pings of a service in the own network, whose certificate the JVM does not
 * trust.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class PingTlsTests {

	private static final String BUNDLE = "spring.ssl.bundle.pem.mine.truststore.certificate=file:";

	private final List<String> called = new CopyOnWriteArrayList<>();

	@TempDir
	private Path folder;

	private CertificateAuthority authority;

	private HttpsServer server;

	private String url;

	@BeforeEach
	void startServer() throws IOException {
		this.authority = new CertificateAuthority(this.folder);
		IssuedCertificate certificate = this.authority.issue("service");
		SslBundle bundle = SslBundle
			.of(new PemSslStoreBundle(PemSslStoreDetails.forCertificate("file:" + certificate.certificateFile())
				.withPrivateKey("file:" + certificate.keyFile()), null));
		this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setHttpsConfigurator(new HttpsConfigurator(bundle.createSslContext()));
		this.server.createContext("/", (exchange) -> {
			this.called.add(exchange.getRequestURI().getPath());
			var unused = exchange.getRequestBody().readAllBytes();
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.server.start();
		this.url = "https://127.0.0.1:" + this.server.getAddress().getPort();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	@Test
	void anSslBundleMakesThePrivateAuthorityTrusted(CapturedOutput output) {
		runner().withPropertyValues("progress.tracker.ping.ssl.bundle=mine", BUNDLE + this.authority.file())
			.run((context) -> context.getBean(ProgressTrackers.class).run("nightly", ProgressTracker::inc));
		assertThat(this.called).containsExactly("/geheim");
		assertThat(output).doesNotContain("WARN");
	}

	@Test
	void aJobMayHaveABundleOfItsOwn() {
		runner().withPropertyValues("progress.tracker.jobs[u/x].ping.ssl.bundle=mine", BUNDLE + this.authority.file())
			.run((context) -> {
				context.getBean(ProgressTrackers.class).run("u/x", ProgressTracker::inc);
				context.getBean(ProgressTrackers.class).run("other", ProgressTracker::inc);
			});
		assertThat(this.called).containsExactly("/geheim");
	}

	@Test
	void withoutABundleTheWarningSaysWhatToDo(CapturedOutput output) {
		runner().run((context) -> context.getBean(ProgressTrackers.class).run("nightly", ProgressTracker::inc));
		assertThat(this.called).isEmpty();
		assertThat(output.getAll().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("Progress cannot be reported to " + this.url
					+ " (pings): ping.success: the certificate of the service is not trusted; add its authority to the"
					+ " truststore of progress.tracker.ping.ssl.bundle. The jobs continue;")
			.doesNotContain("geheim");
	}

	@Test
	void aBundleThatDoesNotExistStopsTheStart() {
		for (String prefix : List.of("", "jobs[u/x].")) {
			String property = "progress.tracker." + prefix + "ping.ssl.bundle";
			runner().withPropertyValues(property + "=other")
				.run((context) -> assertThat(StartupFailure.analyze(context).getDescription()).contains(
						"The property '" + property + "' is wrong:", "Value: 'other'",
						"Reason: there is no SSL bundle with this name"));
		}
	}

	private ApplicationContextRunner runner() {
		return Variables.contextWithout()
			.withConfiguration(
					AutoConfigurations.of(ProgressTrackerAutoConfiguration.class, SslAutoConfiguration.class))
			.withPropertyValues("progress.tracker.terminal.mode=off",
					"progress.tracker.ping.success=" + this.url + "/geheim");
	}

}
