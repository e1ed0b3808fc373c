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

package io.github.progresstracker.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A new certificate for this machine's loopback address that no JVM trusts by itself.
 *
 * @param keyStore the file with the certificate and its key, type {@code PKCS12}
 */
public record SelfSignedCertificate(Path keyStore) {

	/** Password of the key store. */
	public static final String PASSWORD = "changeit";

	/**
	 * Makes a certificate, with the JDK's own {@code keytool}.
	 * @param folder where to put the key store
	 * @return the certificate
	 * @throws Exception if that fails
	 */
	public static SelfSignedCertificate create(Path folder) throws Exception {
		Path keyStore = folder.resolve("certificate.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "test", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=ip:127.0.0.1,dns:localhost", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore",
				keyStore.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(keytool.waitFor()).as(output).isZero();
		return new SelfSignedCertificate(keyStore);
	}

	/**
	 * A context that shows this certificate and trusts it, and no other.
	 * @return the context
	 * @throws GeneralSecurityException if that fails
	 * @throws IOException if the key store can not be read
	 */
	public SSLContext sslContext() throws GeneralSecurityException, IOException {
		char[] password = PASSWORD.toCharArray();
		KeyStore store = KeyStore.getInstance(this.keyStore.toFile(), password);
		KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keys.init(store, password);
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("test", store.getCertificate("test"));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}

}
