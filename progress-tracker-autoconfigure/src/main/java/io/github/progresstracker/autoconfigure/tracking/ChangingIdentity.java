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

package io.github.progresstracker.autoconfigure.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.progresstracker.autoconfigure.ProgressTrackerProperties;
import io.github.progresstracker.autoconfigure.ProgressTrackerProperties.Job;
import io.github.progresstracker.internal.job.ValueWithOrigin;
import io.github.progresstracker.internal.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Finds parts of identities that seem to change with each run, such as the name of a pod.
 * Nothing removes the metrics of an old identity from a Pushgateway, and its last success
 * grows old.
 */
final class ChangingIdentity {

	private static final Set<String> OWN_LABELS = Set.of("job", "app", "namespace", "shard");

	private final ProgressTrackerProperties properties;

	ChangingIdentity(ProgressTrackerProperties properties) {
		this.properties = properties;
	}

	/**
	 * Warns of parts that seem to change.
	 * @param own the identity of the application's own job
	 * @return a sentence, or {@code null} if there are none
	 */
	@Nullable String warning(Map<String, ValueWithOrigin> own) {
		List<String> changing = new ArrayList<>();
		for (Map.Entry<String, ValueWithOrigin> part : own.entrySet()) {
			if (changes(part.getKey(), part.getValue().value())) {
				changing.add(part.getKey() + " " + part.getValue());
			}
		}
		for (Map.Entry<String, Job> job : this.properties.getJobs().entrySet()) {
			addChanging(changing, "jobs[" + job.getKey() + "]", job.getValue());
		}
		return changing.isEmpty() ? null
				: "These parts of job identities seem to change with each run, and each value leaves metrics"
						+ " behind forever: %s. Leave them out, or give them values that stay the same"
							.formatted(String.join(", ", changing));
	}

	private static void addChanging(List<String> changing, String prefix, Job job) {
		String name = job.getName();
		if (name != null && changes("job", name)) {
			changing.add(described("job", name, prefix + ".name"));
		}
		for (Map.Entry<String, String> label : job.getLabels().entrySet()) {
			if (changes(label.getKey(), label.getValue())) {
				changing.add(described(label.getKey(), label.getValue(), prefix + ".labels." + label.getKey()));
			}
		}
	}

	private static String described(String label, String value, String property) {
		return "%s '%s' (property progress.tracker.%s)".formatted(label, SafeText.of(value), SafeText.of(property));
	}

	private static boolean changes(String label, String value) {
		boolean harmless = OWN_LABELS.contains(label) && !hasDigit(value);
		return !harmless && Patterns.match(label, value);
	}

	private static boolean hasDigit(String value) {
		for (int i = 0; i < value.length(); i++) {
			if (Character.isDigit(value.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	/** Compiled only when a label or value needs a closer look. */
	private static final class Patterns {

		/** Labels whose name says that they change, however their value looks. */
		private static final Pattern NAME = Pattern.compile(
				"(?i)(.*_)?(pod(_?(name|id|uid|ip))?|(run|execution|build)_?(id|uuid|name|number|date|time)|container_?id"
						+ "|trace_?id|process_?id|pid|timestamp)");

		/** Kubernetes uses neither vowels nor digits that look like letters. */
		private static final String RANDOM = "[bcdfghjklmnpqrstvwxz2456789]";

		private static final List<Pattern> VALUES = List.of(
				// A UUID, alone or within a name
				Pattern.compile("(?i)(.*[^0-9a-f])?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}([^0-9a-f].*)?"),
				// The pod of a cron job or an indexed job: its number or time, and random
				// characters
				Pattern.compile(".+-\\d{4,}-" + RANDOM + "{5}"),
				// The pod of a deployment
				Pattern.compile(".+-" + RANDOM + "{8,10}-" + RANDOM + "{5}"),
				// The pod of a job: random characters that have letters and at least two
				// digits
				Pattern.compile(".+-(?=.*[2-9].*[2-9])(?=[^-]*[a-z][^-]*[a-z])" + RANDOM + "{5}"),
				// The host name of a container
				Pattern.compile("(?=.*[0-9])(?=.*[a-f])([0-9a-f]{12}|[0-9a-f]{64})"),
				// A date, perhaps with a time, alone or at the end of a name
				Pattern.compile(".*\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:?\\d{2}.*"
						+ "|(.*[^0-9])?20\\d{2}(-?)(0[1-9]|1[0-2])\\2(0[1-9]|[12]\\d|3[01])"));

		private Patterns() {
		}

		static boolean match(String label, String value) {
			return NAME.matcher(label).matches()
					|| VALUES.stream().anyMatch((pattern) -> pattern.matcher(value).matches());
		}

	}

}
