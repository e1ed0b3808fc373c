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
import java.net.HttpURLConnection;
import java.net.URL;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to a Pushgateway.
 */
final class GatewayConnection {

	private GatewayConnection() {
	}

	/**
	 * Opens a connection that carries what the gateway wants to see.
	 * @param settings how the Pushgateway is reached
	 * @param url the URL, of the Pushgateway or of where it redirected to
	 * @return the connection; nothing is sent yet
	 * @throws IOException if there can be none
	 */
	static HttpURLConnection open(PushgatewaySettings settings, URL url) throws IOException {
		HttpURLConnection opened = (HttpURLConnection) url.openConnection();
		// The JDK would follow a redirect with GET and take its answer for success.
		opened.setInstanceFollowRedirects(false);
		String authorization = settings.credentials().authorization();
		if (authorization != null) {
			opened.setRequestProperty("Authorization", authorization);
		}
		SSLSocketFactory sslSocketFactory = settings.sslSocketFactory();
		if (sslSocketFactory != null && opened instanceof HttpsURLConnection encrypted) {
			encrypted.setSSLSocketFactory(sslSocketFactory);
		}
		return opened;
	}

}
