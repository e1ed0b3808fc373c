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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * Opens encrypted connections with an SSL bundle and its options. When the bundle is
 * reloaded, new connections use the new one.
 */
final class BundleSocketFactory extends SSLSocketFactory {

	private volatile Source source;

	BundleSocketFactory(SslBundle bundle) {
		this.source = Source.of(bundle);
	}

	/**
	 * Creates a factory for connections to a Pushgateway, which follows updates of the
	 * bundle.
	 * @param details the details of the connection
	 * @return a factory, or {@code null} if there is no bundle
	 */
	static @Nullable SSLSocketFactory of(PushgatewayConnectionDetails details) {
		if (details instanceof PropertiesPushgatewayConnectionDetails ownDetails) {
			ConfiguredSslBundle configured = ownDetails.configuredSslBundle();
			return (configured != null) ? configured.sockets() : null;
		}
		SslBundle bundle = details.getSslBundle();
		return (bundle != null) ? new BundleSocketFactory(bundle) : null;
	}

	/**
	 * Uses another bundle for the connections that are opened from now on.
	 * @param bundle the bundle
	 */
	void use(SslBundle bundle) {
		this.source = Source.of(bundle);
	}

	@Override
	public String[] getDefaultCipherSuites() {
		String[] ciphers = this.source.options.getCiphers();
		return (ciphers != null) ? ciphers.clone() : this.source.sockets.getDefaultCipherSuites();
	}

	@Override
	public String[] getSupportedCipherSuites() {
		return this.source.sockets.getSupportedCipherSuites();
	}

	@Override
	public Socket createSocket() throws IOException {
		return this.source.open(SSLSocketFactory::createSocket);
	}

	@Override
	public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
		return this.source.open((sockets) -> sockets.createSocket(socket, host, port, autoClose));
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return this.source.open((sockets) -> sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
		return this.source.open((sockets) -> sockets.createSocket(host, port, localHost, localPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return this.source.open((sockets) -> sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
		return this.source.open((sockets) -> sockets.createSocket(host, port, localHost, localPort));
	}

	private record Source(SSLSocketFactory sockets, SslOptions options) {

		static Source of(SslBundle bundle) {
			Source source = new Source(bundle.createSslContext().getSocketFactory(), bundle.getOptions());
			source.checkOptions();
			return source;
		}

		/** Finds options that the JVM does not support now, not with each push. */
		private void checkOptions() {
			try {
				open(SSLSocketFactory::createSocket).close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		Socket open(Opening opening) throws IOException {
			Socket socket = opening.open(this.sockets);
			if (socket instanceof SSLSocket encrypted) {
				if (this.options.getCiphers() != null) {
					encrypted.setEnabledCipherSuites(this.options.getCiphers());
				}
				if (this.options.getEnabledProtocols() != null) {
					encrypted.setEnabledProtocols(this.options.getEnabledProtocols());
				}
			}
			return socket;
		}

	}

	@FunctionalInterface
	private interface Opening {

		Socket open(SSLSocketFactory sockets) throws IOException;

	}

}
