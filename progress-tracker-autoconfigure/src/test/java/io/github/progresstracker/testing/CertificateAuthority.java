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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

import javax.security.auth.x500.X500Principal;

/**
 * Issues certificates like the authority of a company. No JVM trusts it by default.
 */
public final class CertificateAuthority {

	private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(oid("2a8648ce3d040302"));

	private static final byte[] IS_AUTHORITY = extension("551d13", Der.sequence(Der.element(0x01, new byte[] { -1 })));

	private static final byte[] FOR_THIS_MACHINE = extension("551d11",
			Der.sequence(dnsName("localhost"), Der.element(0x87, new byte[] { 127, 0, 0, 1 })));

	private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private final Path folder;

	private final KeyPair keys = newKeys();

	private final X509Certificate certificate;

	/**
	 * Creates an authority.
	 * @param folder the folder for its files
	 */
	public CertificateAuthority(Path folder) {
		this.folder = folder;
		this.certificate = sign("authority", this.keys, Instant.now(), IS_AUTHORITY);
	}

	/**
	 * Issues a certificate for this machine's loopback address, valid now.
	 * @param name the name of the certificate and its files
	 * @return the certificate
	 */
	public IssuedCertificate issue(String name) {
		return issue(name, Instant.now(), FOR_THIS_MACHINE);
	}

	/**
	 * Issues a certificate for this machine's loopback address.
	 * @param name the name of the certificate and its files
	 * @param validFrom the middle of the two days for which it is valid
	 * @return the certificate
	 */
	public IssuedCertificate issue(String name, Instant validFrom) {
		return issue(name, validFrom, FOR_THIS_MACHINE);
	}

	/**
	 * Issues a certificate for another host, valid now.
	 * @param name the name of the certificate and its files
	 * @param host the name of the host
	 * @return the certificate
	 */
	public IssuedCertificate issueFor(String name, String host) {
		return issue(name, Instant.now(), extension("551d11", Der.sequence(dnsName(host))));
	}

	private IssuedCertificate issue(String name, Instant validFrom, byte[] extension) {
		KeyPair keysOfIssued = newKeys();
		return new IssuedCertificate(this, name, sign(name, keysOfIssued, validFrom, extension),
				keysOfIssued.getPrivate());
	}

	/**
	 * Returns the authority's own certificate.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.certificate;
	}

	/**
	 * Returns the authority's own certificate as a file, for use as a trusted
	 * certificate.
	 * @return a PEM file
	 */
	public Path file() {
		return writePem("authority.crt", "CERTIFICATE", encoded(this.certificate));
	}

	Path writePem(String name, String type, byte[] encoded) {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded);
		try {
			return Files.writeString(this.folder.resolve(name),
					"-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private X509Certificate sign(String name, KeyPair keysOfSubject, Instant validFrom, byte[] extension) {
		try {
			byte[] content = Der.sequence(Der.explicit(0, Der.integer(2)), Der.integer(1), ECDSA_WITH_SHA256,
					commonName("authority"),
					Der.sequence(time(validFrom.minus(Duration.ofDays(1))), time(validFrom.plus(Duration.ofDays(1)))),
					commonName(name), keysOfSubject.getPublic().getEncoded(), Der.explicit(3, Der.sequence(extension)));
			Signature signature = Signature.getInstance("SHA256withECDSA");
			signature.initSign(this.keys.getPrivate());
			signature.update(content);
			byte[] signed = Der.sequence(content, ECDSA_WITH_SHA256, Der.bitString(signature.sign()));
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(signed));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static byte[] encoded(X509Certificate certificate) {
		try {
			return certificate.getEncoded();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeyPair newKeys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(256);
			return generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] commonName(String name) {
		return new X500Principal("CN=" + name).getEncoded();
	}

	private static byte[] time(Instant time) {
		return Der.element(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] dnsName(String host) {
		return Der.element(0x82, host.getBytes(StandardCharsets.US_ASCII));
	}

	private static byte[] extension(String oid, byte[] value) {
		return Der.sequence(oid(oid), Der.octetString(value));
	}

	private static byte[] oid(String hex) {
		return Der.element(0x06, HexFormat.of().parseHex(hex));
	}

}
