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
 * What to tell of a push that could not be encrypted. The JDK says what is wrong in the
 * words of its classes, and never what to do.
 */
final class TlsFailure {

	private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

	/** Alerts of a server that does not take the client's certificate. */
	private static final Pattern ABOUT_CERTIFICATE = Pattern.compile("\\w*certificate\\w*|unknown_ca|access_denied");

	private static final String BUNDLE = "progress.tracker.pushgateway.ssl.bundle";

	private TlsFailure() {
	}

	/**
	 * Explains why a push failed.
	 * @param failure what the JDK says
	 * @param encrypted whether the push was to be encrypted
	 * @return an exception with a message for people, or the same one if it says all
	 */
	static IOException explain(IOException failure, boolean encrypted) {
		String trouble = (failure instanceof SSLException) ? ofHandshake(failure) : null;
		if (trouble != null) {
			return new RejectedReportException(trouble, failure);
		}
		// Since TLS 1.3 a server looks at the certificate of the client when that has
		// begun to send, and its reason mostly gets lost with the connection.
		if (encrypted && (failure.getClass() == SocketException.class
				|| "Error writing to server".equals(failure.getMessage()))) {
			return new IOException("%s; if it lasts, the gateway wants another client certificate than %s has"
				.formatted(failure.getMessage(), BUNDLE), failure);
		}
		return failure;
	}

	private static @Nullable String ofHandshake(IOException failure) {
		String message = String.valueOf(failure.getMessage());
		Matcher alert = ALERT.matcher(message);
		if (alert.find()) {
			return ABOUT_CERTIFICATE.matcher(alert.group(1)).matches()
					? "the gateway wants another client certificate than %s has (%s)".formatted(BUNDLE, alert.group(1))
					: "the gateway and this JVM share no version or cipher of TLS (%s)".formatted(alert.group(1));
		}
		if (message.startsWith("No appropriate protocol")) {
			return "no version of TLS is both enabled and allowed in this JVM; check the options of " + BUNDLE;
		}
		if (message.startsWith("Unsupported or unrecognized SSL message")) {
			return "the gateway does not talk TLS; check whether its URL begins with http:// and its port";
		}
		return ofCertificate(failure);
	}

	private static @Nullable String ofCertificate(IOException failure) {
		Throwable reason = causes(failure)
			.filter((cause) -> cause instanceof CertificateExpiredException
					|| cause instanceof CertificateNotYetValidException)
			.findFirst()
			.orElse(null);
		if (reason != null) {
			return "the certificate of the gateway %s (%s); renew it, or check the clock".formatted(
					(reason instanceof CertificateExpiredException) ? "has expired" : "is not valid yet",
					reason.getMessage());
		}
		if (causes(failure).anyMatch(
				(cause) -> cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException)) {
			return "the certificate of the gateway is not trusted; have its authority in the truststore of " + BUNDLE;
		}
		return causes(failure).filter(CertificateException.class::isInstance)
			.findFirst()
			.map((cause) -> "the certificate of the gateway is not for the host of its URL: " + cause.getMessage())
			.orElse(null);
	}

	private static Stream<Throwable> causes(Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause);
	}

}
