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

package io.github.progresstracker;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.progresstracker.internal.text.SafeText;
import io.github.progresstracker.internal.text.Values;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes a job from all others. Each identity is a group of its own in a
 * Pushgateway, so only one process at a time may run a job of that identity. Blank values
 * count as unset. Immutable.
 *
 * @param job the name of the job, as in label {@code job}
 * @param app the name of the application that the job belongs to, as in label
 * {@code app}, or {@code null}
 * @param namespace the namespace that the job runs in, as in label {@code namespace}, or
 * {@code null}
 * @param labels additional labels by name; the names must be valid label names in
 * Prometheus
 */
public record JobIdentity(String job, @Nullable String app, @Nullable String namespace,
		SortedMap<String, String> labels) {

	private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

	private static final String JOB = "job";

	private static final String APP = "app";

	private static final String NAMESPACE = "namespace";

	/** Label names that the identity itself or the metrics already use. */
	private static final Set<String> RESERVED = Set.of(JOB, APP, NAMESPACE, "stage", "exception", "message");

	/**
	 * Creates an identity.
	 * @throws IllegalArgumentException if the name of the job is blank, or the name of a
	 * label is invalid or reserved
	 */
	public JobIdentity {
		if (job.isBlank()) {
			throw new IllegalArgumentException("The name of a job must not be blank");
		}
		app = Values.unlessBlank(app);
		namespace = Values.unlessBlank(namespace);
		SortedMap<String, String> copy = new TreeMap<>();
		labels.forEach((name, value) -> {
			String reason = checkLabelName(name);
			if (reason != null) {
				throw new IllegalArgumentException("Label name '%s' %s".formatted(SafeText.of(name), reason));
			}
			if (!value.isBlank()) {
				copy.put(name, value);
			}
		});
		labels = Collections.unmodifiableSortedMap(copy);
	}

	/**
	 * Creates an identity that consists of a name only.
	 * @param job the name of the job
	 * @return the identity
	 */
	public static JobIdentity of(String job) {
		return new JobIdentity(job, null, null, Collections.emptySortedMap());
	}

	/**
	 * Checks whether an additional label may have a name.
	 * @param name the name of a label
	 * @return {@code null} if it may; otherwise the reason why not, worded to follow the
	 * name
	 */
	public static @Nullable String checkLabelName(String name) {
		if (RESERVED.contains(name)) {
			return "is reserved";
		}
		if (name.startsWith("__")) {
			return "is reserved: Prometheus uses the names that start with two underscores";
		}
		if (!LABEL_NAME.matcher(name).matches()) {
			return "is invalid: it must match " + LABEL_NAME.pattern();
		}
		return null;
	}

	/**
	 * Returns the labels that every series of the job carries. Unset values are absent.
	 * @return the labels by name, including {@code job}
	 */
	public SortedMap<String, String> asLabels() {
		SortedMap<String, String> all = new TreeMap<>(this.labels);
		all.put(JOB, this.job);
		putIfSet(all, APP, this.app);
		putIfSet(all, NAMESPACE, this.namespace);
		return Collections.unmodifiableSortedMap(all);
	}

	// The implementations that every record comes with are generated on first use, which
	// takes milliseconds while an application starts.

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof JobIdentity identity && this.job.equals(identity.job)
				&& Objects.equals(this.app, identity.app) && Objects.equals(this.namespace, identity.namespace)
				&& this.labels.equals(identity.labels);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.job, this.app, this.namespace, this.labels);
	}

	/**
	 * Returns the identity as shown to people, on one line even if names contain line
	 * breaks.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("'").append(SafeText.of(this.job)).append('\'');
		SortedMap<String, String> others = new TreeMap<>(asLabels());
		others.remove(JOB);
		if (!others.isEmpty()) {
			text.append(" {");
			String separator = "";
			for (Map.Entry<String, String> label : others.entrySet()) {
				text.append(separator).append(label.getKey()).append('=').append(SafeText.of(label.getValue()));
				separator = ", ";
			}
			text.append('}');
		}
		return text.toString();
	}

	private static void putIfSet(Map<String, String> labels, String name, @Nullable String value) {
		if (value != null) {
			labels.put(name, value);
		}
	}

}
