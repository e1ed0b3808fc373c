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

package io.github.progresstracker.benchmarks.process;

/**
 * Spring Boot's own export to a Pushgateway. By default it pushes the whole registry once
 * a minute, and does not push at the end.
 */
final class BootExport {

	private static final String PREFIX = "--management.prometheus.metrics.export.pushgateway.";

	/** Makes the last values arrive. */
	static final String LAST_PUSH = PREFIX + "shutdown-operation=post";

	private BootExport() {
	}

	static Object[] to(String url) {
		return new Object[] { PREFIX + "enabled=true", PREFIX + "address=" + url.substring("http://".length()),
				PREFIX + "job=benchmark" };
	}

	static String pushEach(int seconds) {
		return PREFIX + "push-rate=" + seconds + "s";
	}

}
