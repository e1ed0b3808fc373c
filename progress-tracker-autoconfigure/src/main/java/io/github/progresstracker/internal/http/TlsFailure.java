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

package io.github.progresstracker.internal.http;

import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import io.github.progresstracker.report.RejectedReportException;
import org.jspecify.annotations.Nullable;

/**
 * Explains why a request could not be encrypted. The messages of the JDK speak of its
 * classes, and never say what to do.
 */
public final class TlsFailure {

	/** Exceptions may cause each other in a circle. */
	private static final int MAX_DEPTH = 20;

	private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

	/** Alerts of a server that does not accept the client's certificate. */
	private static final Pattern ABOUT_CERTIFICATE = Pattern.compile("\\w*certificate\\w*|unknown_ca|access_denied");

	private final String server;

	private final String bundle;

	/**
	 * Creates explanations.
	 * @param server what the other side is called
	 * @param bundle the name of the property that has the SSL bundle
	 */
	public TlsFailure(String server, String bundle) {
		this.server = server;
		this.bundle = bundle;
	}

	/**
	 * Explains why a request failed.
	 * @param failure what the JDK threw
	 * @param encrypted whether the URL is one of https
	 * @return an exception with a helpful message, or the same one if it needs no
	 * explanation
	 */
	public IOException explain(IOException failure, boolean encrypted) {
		String explanation = (failure instanceof SSLException) ? ofHandshake(failure) : null;
		if (explanation != null) {
			return new RejectedReportException(explanation, failure);
		}
		// Since TLS 1.3, a server checks the certificate of the client after the client
		// has begun to send, and its alert is usually lost with the connection.
		if (encrypted && (failure.getClass() == SocketException.class
				|| "Error writing to server".equals(failure.getMessage()))) {
			return new IOException("%s; if this persists, the %s requires a client certificate other than that of %s"
				.formatted(failure.getMessage(), this.server, this.bundle), failure);
		}
		return failure;
	}

	private @Nullable String ofHandshake(IOException failure) {
		String message = String.valueOf(failure.getMessage());
		Matcher alert = ALERT.matcher(message);
		if (alert.find()) {
			return ABOUT_CERTIFICATE.matcher(alert.group(1)).matches()
					? "the %s requires a client certificate other than that of %s (%s)".formatted(this.server,
							this.bundle, alert.group(1))
					: "the %s and this JVM have no TLS version or cipher in common (%s)".formatted(this.server,
							alert.group(1));
		}
		if (message.startsWith("No appropriate protocol")) {
			return "no TLS version is both enabled and allowed in this JVM; check the options of " + this.bundle;
		}
		if (message.startsWith("Unsupported or unrecognized SSL message")) {
			return "the %s does not speak TLS; check the port, or use http:// in its URL".formatted(this.server);
		}
		return ofCertificate(failure);
	}

	private @Nullable String ofCertificate(IOException failure) {
		Throwable reason = causes(failure)
			.filter((cause) -> cause instanceof CertificateExpiredException
					|| cause instanceof CertificateNotYetValidException)
			.findFirst()
			.orElse(null);
		if (reason != null) {
			return ((reason instanceof CertificateExpiredException)
					? "the certificate of the %s has expired (%s); renew it, or check the clock of this machine"
					: "the certificate of the %s is not valid yet (%s); wait, or check the clock of this machine")
				.formatted(this.server, reason.getMessage());
		}
		if (causes(failure).anyMatch(
				(cause) -> cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException)) {
			return "the certificate of the %s is not trusted; add its authority to the truststore of %s"
				.formatted(this.server, this.bundle);
		}
		return causes(failure).filter(CertificateException.class::isInstance)
			.findFirst()
			.map((cause) -> "the certificate of the %s does not match the host of its URL: %s".formatted(this.server,
					cause.getMessage()))
			.orElse(null);
	}

	private static Stream<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause).limit(MAX_DEPTH);
	}

}
