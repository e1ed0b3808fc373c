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

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.github.progresstracker.JobIdentity;

/**
 * The URL of a job's group in a Pushgateway. The whole identity is the group, so that no
 * two jobs overwrite each other's series. All values are base64-encoded: in plain text,
 * the Pushgateway splits {@code a/b}, and {@code .} and {@code ..} get lost on the way.
 *
 * @see <a href="https://github.com/prometheus/pushgateway#url">URL of a group</a>
 */
final class GroupUrl {

	private GroupUrl() {
	}

	static URL of(PushgatewayAddress address, JobIdentity identity) throws MalformedURLException {
		StringBuilder url = new StringBuilder(address.toString()).append("/metrics");
		SortedMap<String, String> labels = new TreeMap<>(identity.asLabels());
		labels.remove("job");
		append(url, "job", identity.job());
		for (Map.Entry<String, String> label : labels.entrySet()) {
			append(url, label.getKey(), label.getValue());
		}
		return URI.create(url.toString()).toURL();
	}

	private static void append(StringBuilder url, String name, String value) {
		// A lone surrogate becomes '?' here, as in the labels of the body: a name that is
		// not valid UTF-8 can make a Pushgateway unusable for all jobs.
		byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
		url.append('/').append(name).append("@base64/").append(Base64.getUrlEncoder().encodeToString(utf8));
	}

}
