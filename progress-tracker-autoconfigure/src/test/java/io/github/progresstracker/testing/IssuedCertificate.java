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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate and its private key, for a server or a client.
 *
 * @param issuer the authority that issued it
 * @param name its name
 * @param certificate the certificate
 * @param key the key
 */
public record IssuedCertificate(CertificateAuthority issuer, String name, X509Certificate certificate, PrivateKey key) {

	/**
	 * Returns the certificate as a file.
	 * @return a PEM file
	 */
	public Path certificateFile() {
		return this.issuer.writePem(this.name + ".crt", "CERTIFICATE", CertificateAuthority.encoded(this.certificate));
	}

	/**
	 * Returns the private key as a file.
	 * @return a PEM file
	 */
	public Path keyFile() {
		return this.issuer.writePem(this.name + ".key", "PRIVATE KEY", this.key.getEncoded());
	}

	/**
	 * Returns a context that presents this certificate and trusts its issuer.
	 * @return the context
	 */
	public SSLContext sslContext() {
		try {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry("own", this.key, new char[0],
					new Certificate[] { this.certificate, this.issuer.certificate() });
			store.setCertificateEntry("issuer", this.issuer.certificate());
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, new char[0]);
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
