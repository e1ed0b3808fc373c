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

package io.github.progresstracker.monitoring;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.progresstracker.testing.RecordingServer;

import org.springframework.boot.json.JsonParserFactory;

/**
 * An alert in a notification of Alertmanager.
 *
 * @param status {@code firing} or {@code resolved}
 * @param labels its labels, including its name
 * @param annotations its annotations
 */
record ReceivedAlert(String status, Map<String, String> labels, Map<String, String> annotations) {

	/** All alerts of all notifications, oldest first. */
	static List<ReceivedAlert> of(RecordingServer receiver) {
		return receiver.requests().stream().flatMap((request) -> parse(request.body())).toList();
	}

	private static Stream<ReceivedAlert> parse(String message) {
		List<?> alerts = (List<?>) JsonParserFactory.getJsonParser().parseMap(message).get("alerts");
		return alerts.stream().map((alert) -> parse((Map<?, ?>) alert));
	}

	@SuppressWarnings("unchecked")
	private static ReceivedAlert parse(Map<?, ?> alert) {
		return new ReceivedAlert((String) alert.get("status"), (Map<String, String>) alert.get("labels"),
				(Map<String, String>) alert.get("annotations"));
	}

	/** The alert, its job and its status, for comparisons. */
	String summary() {
		String job = this.labels.getOrDefault("exported_job", this.labels.get("job"));
		return "%s of %s %s".formatted(this.labels.get("alertname"), job, this.status);
	}

}
